import Synchronization

/// Growers that are handed to whoever grows a tree: no more of them, and of their memory, than trees grow at one time.
final class GrowerPool<Grower>: Sendable {
    /// What lies here is used by nobody.
    private struct Idle: @unchecked Sendable {
        var growers: [Grower] = []
    }

    private let idle = Mutex(Idle())
    private nonisolated(unsafe) let make: () -> Grower

    init(_ make: @escaping () -> Grower) { self.make = make }

    func withGrower<Result>(_ body: (Grower) -> Result) -> Result {
        let grower = idle.withLock { $0.growers.popLast() } ?? make()
        defer { idle.withLock { $0.growers.append(grower) } }
        return body(grower)
    }
}
