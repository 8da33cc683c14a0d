/// The weighted mean over time, the weights of the steps being learnt: `softmax(x · wᵀ)` (Mirsamadi et al. 2017).
///
/// - Shape: input `[batch, steps, features]`, output `[batch, features]`.
/// - Parameters: `weight` `[1, features]`, Glorot uniform.
public final class AttentionPool1D: Module {
    public let weight: Parameter

    /// - Parameter features: size of the last axis.
    public init(_ features: Int) { weight = Parameter(shape: [1, features], .glorotUniform) }

    public override func forward(_ x: Tensor) -> Tensor { pooled(x, mask: nil) }

    /// The mean where some steps do not count.
    ///
    /// - Parameter mask: `[batch, steps]`, zero for the steps to leave out; where that is all of them, all count alike.
    public func callAsFunction(_ x: Tensor, mask: Tensor) -> Tensor { call { pooled(x, mask: mask) } }

    private func pooled(_ x: Tensor, mask: Tensor?) -> Tensor {
        require(
            x.rank == 3 && (mask.map { $0.shape == Array(x.shape.prefix(2)) } ?? true),
            mismatch(
                "AttentionPool1D", x.shape, mask?.shape ?? [], "[batch, steps, features] and a mask [batch, steps] fit")
        )
        var scores = linear(x, weight.value, nil).squeezed(-1)
        // Not −∞: a row of them has no distribution.
        if let mask { scores = mask.select(scores, Tensor.full([], -1e9, scores.elementType)) }
        return (scores.softmax().expanded(at: -1) * x).sum(axes: 1)
    }
}
