/// Adds sines and cosines of each step's place, so that attention can tell places apart (Vaswani et al. 2017).
///
/// Feature `2 i` of step `t` gets `sin(t / 10000^(2 i / features))`, feature `2 i + 1` the cosine.
///
/// - Shape: `[…, steps, features]`; the output has the same.
public final class SinusoidalPositionalEncoding: Module {
    public override func forward(_ x: Tensor) -> Tensor {
        require(
            x.rank >= 2, "SinusoidalPositionalEncoding: […, steps, features] is expected, the shape is \(x.shape)")
        let (steps, features) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
        let feature = Tensor.range(0, Float(features), .float64)
        let pair = (feature / 2).floor()
        let rate = (pair * (-2 * 9.210_340_371_976_184 / Float(max(1, features)))).exponential()
        let angle = Tensor.range(0, Float(steps), .float64).expanded(at: 1) * rate
        let encoding = (feature - pair * 2).select(angle.cosine(), angle.sine())
        return x + encoding.cast(to: x.elementType)
    }
}

/// Adds a learnt vector for each step's place.
///
/// - Shape: `[…, steps, features]` with at most as many steps as there are vectors; the output has the same.
/// - Parameters: `weight` `[steps, features]`, Glorot uniform, as Keras's `PositionEmbedding`.
public final class LearnedPositionalEncoding: Module {
    public let weight: Parameter

    /// - Parameters:
    ///   - steps: the length of the longest sequence.
    ///   - features: size of the last axis.
    ///   - initializer: draws the vectors from the model's initialisation stream.
    public init(steps: Int, features: Int, initializer: Initializer = .glorotUniform) {
        weight = Parameter(shape: [steps, features], initializer)
    }

    public override func forward(_ x: Tensor) -> Tensor {
        let shape = weight.value.shape
        require(
            x.rank >= 2 && x.shape[x.rank - 2] <= shape[0] && x.shape[x.rank - 1] == shape[1],
            mismatch(
                "LearnedPositionalEncoding", x.shape, shape,
                "there must be a vector for each step, as long as the input's last axis"))
        return x + weight.value[0..<x.shape[x.rank - 2]]
    }
}
