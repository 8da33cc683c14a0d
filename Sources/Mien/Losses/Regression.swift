/// The mean of `(x − t)²` over all outputs.
///
/// - Parameters:
///   - outputs: `[batch, …]`.
///   - targets: of the same shape.
///   - sampleWeights: `[batch]`, or one for each output: factors of the losses.
public func meanSquaredError(_ outputs: Tensor, _ targets: Tensor, sampleWeights: Tensor? = nil) -> Tensor {
    let target = counterpart(targets, of: outputs, in: "meanSquaredError")
    return mean((outputs - target).squared(), sampleWeights, in: "meanSquaredError")
}

/// The mean of `|x − t|` over all outputs.
///
/// - Parameters: as for ``meanSquaredError(_:_:sampleWeights:)``.
public func meanAbsoluteError(_ outputs: Tensor, _ targets: Tensor, sampleWeights: Tensor? = nil) -> Tensor {
    let target = counterpart(targets, of: outputs, in: "meanAbsoluteError")
    return mean((outputs - target).absolute(), sampleWeights, in: "meanAbsoluteError")
}

/// Half the squared error where it is at most `delta`, beyond that in a straight line (Huber 1964): with `e = |x − t|`
/// `½ e²` or `δ · e − ½ δ²`, averaged over all outputs.
///
/// - Parameters:
///   - outputs: `[batch, …]`.
///   - targets: of the same shape.
///   - delta: the error from which on the loss is straight.
///   - sampleWeights: `[batch]`, or one for each output: factors of the losses.
public func huber(
    _ outputs: Tensor, _ targets: Tensor, delta: Float = 1, sampleWeights: Tensor? = nil
) -> Tensor {
    require(delta > 0, "huber: delta must be above zero, found \(delta)")
    let error = (outputs - counterpart(targets, of: outputs, in: "huber")).absolute()
    let bounded = error.minimum(delta)
    return mean(bounded * (error - bounded / 2), sampleWeights, in: "huber")
}

/// Minus the cosine of the angle between outputs and targets along the last axis, averaged over all others: −1 where they
/// point the same way. Keras's `CosineSimilarity`.
///
/// - Parameters:
///   - outputs: `[batch, …, features]`.
///   - targets: of the same shape.
///   - sampleWeights: `[batch]`, or one for each angle: factors of the losses.
public func cosineSimilarity(_ outputs: Tensor, _ targets: Tensor, sampleWeights: Tensor? = nil) -> Tensor {
    require(outputs.rank > 0, "cosineSimilarity: outputs [batch, …, features] are expected, found a scalar")
    let target = counterpart(targets, of: outputs, in: "cosineSimilarity")
    return mean(-(direction(outputs) * direction(target)).sum(axes: -1), sampleWeights, in: "cosineSimilarity")
}

/// Divided by the length along the last axis. The lower bound keeps the slope at zero finite.
private func direction(_ x: Tensor) -> Tensor {
    x / x.squared().sum(axes: -1, keepsAxes: true).maximum(1e-24).squareRoot()
}

/// The divergence of Kullback and Leibler of the distributions that `logits` stand for from `targets`.
///
/// With `p = softmax(logits)`: `loss = Σ t · (log t − log p)` along the last axis, averaged over all others; PyTorch's
/// `kl_div` of `log_softmax` with the reduction `batchmean`.
///
/// - Parameters:
///   - logits: `[batch, …, classes]`, not normalised.
///   - targets: of the same shape, distributions along the last axis; no gradient flows to them.
///   - sampleWeights: `[batch]`, or one for each distribution: factors of the losses.
public func klDivergence(_ logits: Tensor, _ targets: Tensor, sampleWeights: Tensor? = nil) -> Tensor {
    require(logits.rank > 0, "klDivergence: logits [batch, …, classes] are expected, found a scalar")
    let target = counterpart(targets, of: logits, in: "klDivergence").untracked
    let zero = Tensor.zeros([], logits.elementType)
    let entropy = (target .== 0).select(zero, target * target.logarithm())
    let losses = entropy - (target .== 0).select(zero, target * logits.logSoftmax())
    return mean(losses.sum(axes: -1), sampleWeights, in: "klDivergence")
}

/// How much nearer an anchor is to a positive than to a negative example (Schroff et al. 2015):
/// `max(‖a − p‖ − ‖a − n‖ + margin, 0)`, averaged over the batch. PyTorch's `TripletMarginLoss`.
///
/// - Parameters:
///   - anchors: `[batch, features]`.
///   - positives: of the same shape, each of its anchor's kind.
///   - negatives: of the same shape, each of another kind.
///   - margin: by how much nearer the positive has to be for a loss of zero.
///   - sampleWeights: `[batch]`, factors of the triplets' losses.
public func tripletLoss(
    _ anchors: Tensor, positives: Tensor, negatives: Tensor, margin: Float = 1, sampleWeights: Tensor? = nil
) -> Tensor {
    require(anchors.rank == 2, "tripletLoss: anchors [batch, features] are expected, the shape is \(anchors.shape)")
    func distance(_ others: Tensor) -> Tensor {
        // PyTorch's shift: it keeps the slope finite where both are equal.
        (anchors - counterpart(others, of: anchors, in: "tripletLoss") + 1e-6).squared().sum(axes: -1).squareRoot()
    }
    return mean((distance(positives) - distance(negatives) + margin).relu(), sampleWeights, in: "tripletLoss")
}
