import Mien

/// A data set that lies in memory, as two tensors.
///
/// ```swift
/// let exclusiveOr = TensorDataset(inputs: Tensor([[0, 0], [0, 1], [1, 0], [1, 1]]), labels: [0, 1, 1, 0])
/// ```
public struct TensorDataset: LabeledDataset {
    /// `[count, …]`
    public let inputs: Tensor
    /// int32 classes `[count]`, or float32 soft labels `[count, classes]`.
    public let targets: Tensor
    public let classNames: [String]

    /// - Parameters:
    ///   - inputs: `[count, …]`.
    ///   - targets: int32 classes `[count]`, or float32 soft labels `[count, classes]`.
    ///   - classNames: what the classes are called; by default their numbers.
    public init(inputs: Tensor, targets: Tensor, classNames: [String]? = nil) {
        require(
            inputs.rank > 0 && targets.rank > 0 && inputs.shape[0] == targets.shape[0],
            mismatch("TensorDataset", inputs.shape, targets.shape, "inputs and targets need the same first length"))
        self.inputs = inputs
        self.targets = targets
        let isHard = targets.elementType == .int32
        let classes = isHard ? Int(targets.int32Scalars.max() ?? -1) + 1 : targets.shape[targets.rank - 1]
        self.classNames = classNames ?? (0..<classes).map(String.init)
    }

    /// - Parameters:
    ///   - inputs: `[count, …]`.
    ///   - labels: the class of each input, from 0.
    ///   - classNames: what the classes are called; by default their numbers.
    public init(inputs: Tensor, labels: [Int], classNames: [String]? = nil) {
        self.init(inputs: inputs, targets: Tensor(int32: labels.map(Int32.init)), classNames: classNames)
    }

    public var count: Int { inputs.shape[0] }

    /// The class of every example; of soft labels the most probable one.
    public var labels: [Int] {
        let classes = targets.elementType == .int32 ? targets : targets.argmax(axis: -1)
        return classes.int32Scalars.map(Int.init)
    }

    public func example(at index: Int, random: inout RandomStream) -> Example {
        Example(input: inputs[index], target: targets[index])
    }
}
