import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ctrl-C, noted instead of ending the program, while this lives. The second one ends it at once.
final class InterruptSignal {
    private var former = sigaction()
    private let countBefore: Int

    init() {
        // Read before the handler is set: what is made lazily must not be made within a handler.
        countBefore = raisedCount.load(ordering: .relaxed)
        var action = sigaction()
        let handler: @convention(c) (CInt) -> Void = { _ in
            raisedCount.add(1, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
        #if canImport(Glibc)
            action.__sigaction_handler.sa_handler = handler
        #else
            action.__sigaction_u.__sa_handler = handler
        #endif
        sigaction(SIGINT, &action, &former)
    }

    deinit { sigaction(SIGINT, &former, nil) }

    /// Whether Ctrl-C was pressed.
    var isRaised: Bool { raisedCount.load(ordering: .relaxed) > countBefore }
}

/// How often Ctrl-C was noted; all that a signal handler may touch is an atomic.
private let raisedCount = Atomic<Int>(0)
