/// The mean cross entropy between the distributions that `logits` stand for and the labels.
///
/// With `p = softmax(logits)` and the target `t`: `loss = −Σ w · t · log p`, averaged over the batch. With class weights
/// and integer labels the sum is divided by the weights of the labels, not by their number, as in PyTorch.
///
/// - Parameters:
///   - logits: `[batch, classes]`, not normalised.
///   - labels: int32 `[batch]`, each in `0 ..< classes`; or soft labels `[batch, classes]`, distributions.
///   - classWeights: `[classes]`; one each without them.
///   - labelSmoothing: the share of the target that is spread evenly over all classes (Szegedy et al. 2016).
public func crossEntropy(
    _ logits: Tensor, _ labels: Tensor, classWeights: [Float]? = nil, labelSmoothing: Float = 0
) -> Tensor {
    require(logits.rank == 2, "crossEntropy: logits [batch, classes] are expected, the shape is \(logits.shape)")
    let classes = logits.shape[1]
    let isHard = labels.elementType == .int32
    require(
        labels.shape == (isHard ? [logits.shape[0]] : logits.shape),
        mismatch("crossEntropy", logits.shape, labels.shape, "labels are int32 [batch] or floats [batch, classes]"))
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "crossEntropy: labelSmoothing must lie in 0 ..< 1, found \(labelSmoothing)")
    require(
        classWeights.map { $0.count == classes } ?? true,
        "crossEntropy: \(classes) class weights are expected, found \(classWeights?.count ?? 0)")
    let hard = (isHard ? labels.oneHot(classes) : labels).cast(to: logits.elementType).untracked
    let smooth = labelSmoothing == 0 ? hard : hard * (1 - labelSmoothing) + labelSmoothing / Float(classes)
    let weights = classWeights.map { Tensor($0).cast(to: logits.elementType) }
    let target = weights.map { smooth * $0 } ?? smooth
    // Where the target is zero nothing is added: zero times the −∞ of a class that is ruled out would be NaN.
    let total = -(target .== 0).select(Tensor.zeros([], logits.elementType), target * logits.logSoftmax()).sum()
    guard isHard, let weights else { return total / Float(max(1, logits.shape[0])) }
    return total / (hard * weights).sum()
}

/// A loss as a trainer takes it: a name and a function of outputs and targets.
public struct Loss: Sendable {
    public let name: String
    /// Whether the outputs are scores of classes `[batch, classes]`, so that there is an accuracy.
    public let isClassification: Bool
    private let function: @Sendable (_ outputs: Tensor, _ targets: Tensor) -> Tensor

    /// - Parameters:
    ///   - name: for messages and reports.
    ///   - isClassification: whether the outputs are scores of classes, so that a trainer measures the accuracy as well.
    ///   - function: the mean loss of a batch, one number.
    public init(
        _ name: String, isClassification: Bool = false,
        _ function: @escaping @Sendable (_ outputs: Tensor, _ targets: Tensor) -> Tensor
    ) {
        self.name = name
        self.isClassification = isClassification
        self.function = function
    }

    public func callAsFunction(_ outputs: Tensor, _ targets: Tensor) -> Tensor { function(outputs, targets) }

    /// ``crossEntropy(_:_:classWeights:labelSmoothing:)`` with these settings.
    public static func crossEntropy(classWeights: [Float]? = nil, labelSmoothing: Float = 0) -> Loss {
        Loss("crossEntropy", isClassification: true) {
            Mien.crossEntropy($0, $1, classWeights: classWeights, labelSmoothing: labelSmoothing)
        }
    }
}
