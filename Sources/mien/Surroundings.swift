import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Throws if a variable of the environment has a value that the library would not go by.
func checkEnvironment() throws(CommandError) {
    try checkNumber("MIEN_THREADS", in: threadCounts)
    try checkNumber("MIEN_CACHE_MEGABYTES", in: 0...1_000_000_000)
    try checkNumber("MIEN_EXACT", in: 0...1)
    let sets = InstructionSet.available.map(\.rawValue)
    try check("MIEN_INSTRUCTION_SET", "one of those that this machine has (\(sets.joined(separator: ", ")))") {
        sets.contains($0)
    }
}

private func checkNumber(_ variable: String, in range: ClosedRange<Int>) throws(CommandError) {
    try check(variable, "a number from \(range.lowerBound) to \(range.upperBound)") {
        Int($0).map(range.contains) == true
    }
}

/// A variable that is empty counts as unset.
private func check(
    _ variable: String, _ expected: String, _ isRight: (String) -> Bool
) throws(CommandError) {
    guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty, !isRight(value) else { return }
    throw .badEnvironment(variable: variable, found: value, expected: expected)
}

/// Lets a write beyond a limit of file sizes (`ulimit -f`) fail like one to a full disk instead of ending the program.
func ignoreFileSizeSignal() { signal(SIGXFSZ, SIG_IGN) }

/// Lets Ctrl-C end the program with a line that says so and the status for it.
///
/// While a network is trained the trainer takes the signal, saves the state and says more.
func exitOnInterrupt() {
    // Made before the handler is set: within one, memory must not be allocated.
    _ = interruptionLine
    // A program that starts this one from one of its worker threads hands down a mask that blocks all signals.
    var interruption = sigset_t()
    sigemptyset(&interruption)
    sigaddset(&interruption, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &interruption, nil)
    signal(SIGINT) { _ in
        _ = write(STDERR_FILENO, interruptionLine, interruptionLine.count)
        _exit(ExitStatus.interrupted.rawValue)
    }
}

private let interruptionLine = Array("mien: Interrupted. A run that has begun goes on with --resume.\n".utf8)
