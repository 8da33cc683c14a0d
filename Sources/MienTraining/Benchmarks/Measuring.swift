#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The median time of `steps` calls, after one that is not counted.
func medianMilliseconds(_ steps: Int, _ body: () throws -> Void) rethrows -> Double {
    try body()
    let clock = ContinuousClock()
    let times = try (0..<steps).map { _ in try clock.measure(body) / .milliseconds(1) }.sorted()
    return (times[(steps - 1) / 2] + times[steps / 2]) / 2
}

/// The process's high-water mark in bytes.
func peakMemory() -> Int {
    var usage = rusage()
    #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    #else
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
    #endif
}
