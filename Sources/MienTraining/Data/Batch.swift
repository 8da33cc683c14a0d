import Mien

/// Some examples, one after the other along a new first axis.
public struct Batch: Sendable {
    /// `[count, …]`
    public var inputs: Tensor
    /// int32 classes `[count, …]`, float32 soft labels `[count, …, classes]`, or what else the loss takes.
    public var targets: Tensor
    /// What the other outputs of a network should be, each `[count, …]`.
    public var furtherTargets: [Tensor]
    /// The factors of the examples' losses `[count]`; nil where all are one.
    public var weights: Tensor?
    /// The examples' numbers in the data set.
    public let indices: [Int]

    /// The number of examples.
    public var count: Int { indices.count }

    /// Some of the examples, next to each other.
    public subscript(range: Range<Int>) -> Batch {
        Batch(
            inputs: inputs[range], targets: targets[range], furtherTargets: furtherTargets.map { $0[range] },
            weights: weights?[range], indices: Array(indices[range]))
    }
}
