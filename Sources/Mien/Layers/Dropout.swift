/// Sets each element to zero with a given probability while training, and scales the others up so that their sum is
/// expected to stay the same (Srivastava et al. 2014, inverted).
///
/// Each layer has a stream of its own and counts its calls, so that a training can be repeated and resumed to the bit.
///
/// - Shape: any.
public final class Dropout: Module {
    /// The share of elements that are dropped.
    public let rate: Float
    private let masks = DropoutMasks()

    /// - Parameter rate: the share of elements to drop, in `0 ..< 1`.
    public init(_ rate: Float) {
        require(rate >= 0 && rate < 1, "Dropout: the rate must lie in 0 ..< 1, found \(rate)")
        self.rate = rate
    }

    public override var members: [(name: String, value: Any)] { masks.members }

    public override func forward(_ x: Tensor) -> Tensor {
        guard mode == .training, rate > 0 else { return x }
        return masks.drop(x, sharing: x.shape, rate: rate)
    }
}
