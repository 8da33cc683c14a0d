/// The mean cross entropy of independent yes-or-no answers.
///
/// With `p = 1 / (1 + e⁻ˣ)` and the target `t`: `loss = −(w · t · log p + (1 − t) · log(1 − p))`, averaged over all answers.
/// From logits, without overflow, as PyTorch's `binary_cross_entropy_with_logits`.
///
/// - Parameters:
///   - logits: `[batch, …]`, not normalised.
///   - targets: of the same shape, 0 … 1.
///   - positiveWeight: the factor `w` of the answer yes, PyTorch's `pos_weight`: one, or one for each place of the last
///     axis.
///   - labelSmoothing: the share of the target that becomes one half, as in Keras.
///   - sampleWeights: `[batch]`, or one for each answer: factors of the losses.
public func binaryCrossEntropy(
    _ logits: Tensor, _ targets: Tensor, positiveWeight: [Float]? = nil, labelSmoothing: Float = 0,
    sampleWeights: Tensor? = nil
) -> Tensor {
    let name = "binaryCrossEntropy"
    let target = smoothed(counterpart(targets, of: logits, in: name), labelSmoothing, in: name)
    var positive = target
    if let positiveWeight {
        require(
            positiveWeight.count == 1 || positiveWeight.count == logits.shape.last,
            "\(name): one weight, or one for each of \(logits.shape.last ?? 1) outputs is expected, "
                + "found \(positiveWeight.count)")
        positive *= Tensor(positiveWeight).cast(to: logits.elementType)
            .reshaped(positiveWeight.count == 1 ? [] : [positiveWeight.count])
    }
    return mean(answers(logits, yes: positive, no: 1 - target), sampleWeights, in: name)
}

/// The focal loss of independent yes-or-no answers (Lin et al. 2017).
///
/// With `p = 1 / (1 + e⁻ˣ)` and `q = t · p + (1 − t) · (1 − p)`: `loss = −w · (1 − q)^γ · (t · log p + (1 − t) · log(1 − p))`,
/// averaged over all answers. The values are those of Keras's `BinaryFocalCrossentropy`.
///
/// - Parameters:
///   - logits: `[batch, …]`, not normalised.
///   - targets: of the same shape, 0 … 1.
///   - alpha: `w` is alpha for yes and one less alpha for no; by default both are one, as in Keras.
///   - gamma: how much what is recognised counts less; 0 is binary cross entropy.
///   - labelSmoothing: the share of the target that becomes one half.
///   - sampleWeights: `[batch]`, or one for each answer: factors of the losses.
public func binaryFocalCrossEntropy(
    _ logits: Tensor, _ targets: Tensor, alpha: Float? = nil, gamma: Float = 2, labelSmoothing: Float = 0,
    sampleWeights: Tensor? = nil
) -> Tensor {
    let name = "binaryFocalCrossEntropy"
    require(gamma >= 0, "\(name): gamma must not be negative, found \(gamma)")
    let target = smoothed(counterpart(targets, of: logits, in: name), labelSmoothing, in: name)
    // `1 − q` as a sum of what is near zero, not as a difference of what is near one.
    let rest = target * (-logits).sigmoid() + (1 - target) * logits.sigmoid()
    var losses = rest.maximum(1e-7).power(gamma) * answers(logits, yes: target, no: 1 - target)
    if let alpha { losses *= target * alpha + (1 - target) * (1 - alpha) }
    return mean(losses, sampleWeights, in: name)
}

/// The hinge loss of independent yes-or-no answers: `max(1 − t · x, 0)`, averaged over all answers.
///
/// - Parameters:
///   - outputs: `[batch, …]`: above zero is yes.
///   - targets: of the same shape, −1 or 1; where all are 0 or 1, 0 stands for −1, as in Keras.
///   - squared: whether the losses are squared.
///   - sampleWeights: `[batch]`, or one for each answer: factors of the losses.
public func hinge(
    _ outputs: Tensor, _ targets: Tensor, squared: Bool = false, sampleWeights: Tensor? = nil
) -> Tensor {
    let target = counterpart(targets, of: outputs, in: "hinge").untracked
    let isBinary = ((target .== 0) + (target .== 1)).isEqual(to: .ones(target.shape, target.elementType))
    let losses = (1 - (isBinary ? target * 2 - 1 : target) * outputs).relu()
    return mean(squared ? losses.squared() : losses, sampleWeights, in: "hinge")
}

/// The hinge loss over classes: `max(max((1 − t) · x) − Σ t · x + 1, 0)`, averaged over all labels; Keras's
/// `CategoricalHinge`.
///
/// - Parameters:
///   - outputs: `[batch, …, classes]`.
///   - labels: int32 `[batch, …]`, each in `0 ..< classes`; or distributions `[batch, …, classes]`.
///   - sampleWeights: `[batch]`, or one for each label: factors of the losses.
public func categoricalHinge(_ outputs: Tensor, _ labels: Tensor, sampleWeights: Tensor? = nil) -> Tensor {
    let target = classDistributions(outputs, labels, in: "categoricalHinge")
    let hit = (target * outputs).sum(axes: -1)
    let miss = ((1 - target) * outputs).max(axes: -1)
    return mean((miss - hit + 1).relu(), sampleWeights, in: "categoricalHinge")
}

/// `−(yes · log p + no · log(1 − p))` with `p = 1 / (1 + e⁻ˣ)`: neither term cancels the other's digits.
private func answers(_ logits: Tensor, yes: Tensor, no: Tensor) -> Tensor {
    yes * (-logits).softplus() + no * logits.softplus()
}

private func smoothed(_ target: Tensor, _ smoothing: Float, in loss: String) -> Tensor {
    require(smoothing >= 0 && smoothing < 1, "\(loss): labelSmoothing must lie in 0 ..< 1, found \(smoothing)")
    return smoothing == 0 ? target : target * (1 - smoothing) + smoothing / 2
}
