/// The mean cross entropy between the distributions that `logits` stand for and the labels.
///
/// With `p = softmax(logits)` and the target `t`: `loss = −Σ w · t · log p`, averaged over all labels: those of the batch,
/// and of each example's steps or pixels. With class weights and integer labels the sum is divided by the weights of the
/// labels, not by their number, as in PyTorch.
///
/// - Parameters:
///   - logits: `[batch, …, classes]`, not normalised.
///   - labels: int32 `[batch, …]`, each in `0 ..< classes`; or soft labels `[batch, …, classes]`, distributions.
///   - classWeights: `[classes]`; one each without them.
///   - labelSmoothing: the share of the target that is spread evenly over all classes (Szegedy et al. 2016).
///   - sampleWeights: `[batch]`, or one for each label: factors of the losses; what the sum is divided by they leave alone,
///     as in Keras.
public func crossEntropy(
    _ logits: Tensor, _ labels: Tensor, classWeights: [Float]? = nil, labelSmoothing: Float = 0,
    sampleWeights: Tensor? = nil
) -> Tensor {
    let hard = classDistributions(logits, labels, in: "crossEntropy")
    let classes = logits.shape[logits.rank - 1]
    require(
        classWeights.map { $0.count == classes } ?? true,
        "crossEntropy: \(classes) class weights are expected, found \(classWeights?.count ?? 0)")
    let smooth = smoothed(hard, labelSmoothing, in: "crossEntropy")
    let weights = classWeights.map { Tensor($0).cast(to: logits.elementType) }
    var target = weights.map { smooth * $0 } ?? smooth
    if let sampleWeights { target *= aligned(sampleWeights, with: target, in: "crossEntropy") }
    // Where the target is zero nothing is added: zero times the −∞ of a class that is ruled out would be NaN.
    let total = -(target .== 0).select(Tensor.zeros([], logits.elementType), target * logits.logSoftmax()).sum()
    let count = logits.shape.dropLast().product
    guard labels.elementType == .int32, let weights else { return total / Float(max(1, count)) }
    return total / (hard * weights).sum()
}

/// The factor of the focal loss: one for all classes, or one for each.
///
/// A number or a list of numbers: `alpha: 0.25`, `alpha: [0.2, 0.5, 0.3]`.
public enum FocalAlpha: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral
{
    case everyClass(Float)
    case perClass([Float])

    public init(floatLiteral value: Float) { self = .everyClass(value) }
    public init(integerLiteral value: Int) { self = .everyClass(Float(value)) }
    public init(arrayLiteral elements: Float...) { self = .perClass(elements) }

    /// A factor, or one for each of `classes` classes.
    fileprivate func tensor(_ classes: Int, _ elementType: ElementType) -> Tensor {
        switch self {
        case .everyClass(let factor): return .full([], factor, elementType)
        case .perClass(let factors):
            require(
                factors.count == classes,
                "focalCrossEntropy: one alpha, or one for each of \(classes) classes is expected, "
                    + "found \(factors.count)")
            return Tensor(factors).cast(to: elementType)
        }
    }
}

/// The focal loss (Lin et al. 2017): cross entropy in which examples that are recognised already count less.
///
/// With `p = softmax(logits)` and the target `t`: `loss = −Σ α · (1 − p)^γ · t · log p`, averaged over all labels. The values
/// are those of Keras's `CategoricalFocalCrossentropy`; unlike there, `log p` is not cut off at 1e-7, so that an example
/// that is taken for another class with certainty still has a gradient.
///
/// - Parameters:
///   - logits: `[batch, …, classes]`, not normalised.
///   - labels: int32 `[batch, …]`, each in `0 ..< classes`; or soft labels `[batch, …, classes]`, distributions.
///   - alpha: a factor for all classes, or one for each: class weights.
///   - gamma: how much what is recognised counts less; 0 is cross entropy times alpha.
///   - labelSmoothing: the share of the target that is spread evenly over all classes.
///   - sampleWeights: `[batch]`, or one for each label: factors of the losses.
public func focalCrossEntropy(
    _ logits: Tensor, _ labels: Tensor, alpha: FocalAlpha = 0.25, gamma: Float = 2, labelSmoothing: Float = 0,
    sampleWeights: Tensor? = nil
) -> Tensor {
    require(gamma >= 0, "focalCrossEntropy: gamma must not be negative, found \(gamma)")
    let hard = classDistributions(logits, labels, in: "focalCrossEntropy")
    let target = smoothed(hard, labelSmoothing, in: "focalCrossEntropy")
    let logProbabilities = logits.logSoftmax()
    // A class that is ruled out, by −∞, must not make zero times infinity, neither forward nor backward.
    let counted = (target .== 0).select(Tensor.zeros([], logits.elementType), logProbabilities)
    // A power below one has an infinite slope at zero.
    let rest = (1 - logProbabilities.exponential()).maximum(1e-7)
    let factor = target * alpha.tensor(logits.shape[logits.rank - 1], logits.elementType)
    return mean(-(factor * rest.power(gamma) * counted).sum(axes: -1), sampleWeights, in: "focalCrossEntropy")
}

// MARK: - Labels

/// What labels stand for: `[batch, …, classes]`, not on the tape, in the element type of `logits`.
func classDistributions(_ logits: Tensor, _ labels: Tensor, in loss: String) -> Tensor {
    require(logits.rank >= 2, "\(loss): logits [batch, …, classes] are expected, the shape is \(logits.shape)")
    let isHard = labels.elementType == .int32
    require(
        labels.shape == (isHard ? Array(logits.shape.dropLast()) : logits.shape),
        mismatch(loss, logits.shape, labels.shape, "labels are int32 [batch, …] or floats [batch, …, classes]"))
    return (isHard ? labels.oneHot(logits.shape[logits.rank - 1]) : labels).cast(to: logits.elementType).untracked
}

/// `target` with a share of it spread evenly over all classes.
private func smoothed(_ target: Tensor, _ smoothing: Float, in loss: String) -> Tensor {
    require(smoothing >= 0 && smoothing < 1, "\(loss): labelSmoothing must lie in 0 ..< 1, found \(smoothing)")
    return smoothing == 0 ? target : target * (1 - smoothing) + smoothing / Float(target.shape[target.rank - 1])
}
