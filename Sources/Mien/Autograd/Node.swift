import Synchronization

/// A tensor's place on the tape: where it came from, and how a gradient flows back from it.
///
/// The tape is the graph of nodes that a loss refers to; there is no other. It is walked and released without recursion,
/// since a long recurrence would overflow the stack at some 20,000 nodes.
package final class Node: @unchecked Sendable {
    /// The operation's name, for messages.
    package let operation: StaticString
    /// The nodes of the operation's inputs; nil for inputs that take no part.
    private(set) var inputs: [Node?]
    /// The shapes of the inputs: a gradient that was broadcast is summed to them.
    let inputShapes: [[Int]]
    private(set) var pullback: Pullback?
    /// The module that recorded it; known only while somebody observes the calls.
    package internal(set) var owner: Module?

    /// The nodes that exist now: zero between training steps, or something leaks.
    package static var liveCount: Int { live.load(ordering: .relaxed) }
    private static let live = Atomic<Int>(0)
    /// Later nodes have greater numbers.
    let number: Int
    /// The number that the next node will have.
    package static var nextNumber: Int { made.load(ordering: .relaxed) }
    private static let made = Atomic<Int>(0)

    init(_ operation: StaticString, inputs: [Node?], shapes: [[Int]], pullback: Pullback?) {
        self.operation = operation
        self.inputs = inputs
        inputShapes = shapes
        self.pullback = pullback
        number = Self.made.add(1, ordering: .relaxed).oldValue
        Self.live.add(1, ordering: .relaxed)
    }

    /// The beginning of a tape: a parameter, or a tensor by which a function is differentiated.
    static func leaf() -> Node { Node("leaf", inputs: [], shapes: [], pullback: nil) }

    /// Takes the pullback out, so that what it keeps for the gradient is freed as soon as it was used.
    func takePullback() -> Pullback? {
        defer { pullback = nil }
        return pullback
    }

    deinit {
        Self.live.subtract(1, ordering: .relaxed)
        var pending = inputs.compactMap { $0 }
        inputs = []
        while var node = pending.popLast() {
            // The last reference to a node would release its inputs recursively; they are taken over first.
            if isKnownUniquelyReferenced(&node) {
                pending += node.inputs.compactMap { $0 }
                node.inputs = []
            }
        }
    }
}

/// How an operation turns the gradient of its output into those of its inputs.
package enum Pullback {
    /// One function an input: only those that are wanted are called.
    case each([(Tensor) -> Tensor])
    /// All at once, where they share work; the flags say which are wanted, others may be nil.
    case joint((Tensor, [Bool]) -> [Tensor?])
}
