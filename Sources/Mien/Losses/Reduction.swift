// All losses are reduced in one way: the mean over all examples and, where an example has several, over its outputs.

/// The mean of `losses`; with weights `Σ w · loss / n`, as in Keras: a weight of zero takes an example out of the sum, not
/// out of the count. Zero without examples.
///
/// - Parameters:
///   - losses: `[batch, …]`.
///   - weights: `[batch]`, or more of the shape of `losses`, from its beginning.
///   - loss: the name, for messages.
func mean(_ losses: Tensor, _ weights: Tensor?, in loss: String) -> Tensor {
    let weighted = weights.map { losses * aligned($0, with: losses, in: loss) } ?? losses
    return weighted.sum() / Float(max(1, losses.count))
}

/// Weights of examples, or of their steps or outputs, as factors of a tensor `[batch, …]`; not on the tape.
func aligned(_ weights: Tensor, with tensor: Tensor, in loss: String) -> Tensor {
    require(
        weights.rank > 0 && weights.shape == Array(tensor.shape.prefix(weights.rank)),
        mismatch(loss, tensor.shape, weights.shape, "sample weights have the shape [batch], or that of the losses"))
    let shape = weights.shape + [Int](repeating: 1, count: tensor.rank - weights.rank)
    return weights.untracked.cast(to: tensor.elementType).reshaped(shape)
}

/// `targets` in the element type of `outputs`, whose shape they must have.
func counterpart(_ targets: Tensor, of outputs: Tensor, in loss: String) -> Tensor {
    require(
        targets.shape == outputs.shape,
        mismatch(loss, outputs.shape, targets.shape, "targets have the shape of the outputs"))
    return targets.cast(to: outputs.elementType)
}
