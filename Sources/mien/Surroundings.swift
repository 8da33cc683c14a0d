#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Throws if a variable of the environment has a value that the library would pass over in silence.
func checkEnvironment() throws(CommandError) {
    guard let value = getenv("MIEN_THREADS").map({ String(cString: $0) }), !value.isEmpty else { return }
    if Int(value).map(threadCounts.contains) != true {
        throw .badEnvironment(
            variable: "MIEN_THREADS", found: value,
            expected: "a number from \(threadCounts.lowerBound) to \(threadCounts.upperBound)")
    }
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
