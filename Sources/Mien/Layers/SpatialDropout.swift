/// Sets whole channels of a sequence to zero with a given probability while training, and scales the others up (Tompson
/// et al. 2015): neighbouring places hold much the same, and dropping some of them would leave it to the others.
///
/// - Shape: `[batch, length, channels]`.
public final class SpatialDropout1D: Module {
    /// The share of channels that are dropped.
    public let rate: Float
    private let masks = DropoutMasks()

    /// - Parameter rate: the share of channels to drop, in `0 ..< 1`.
    public init(_ rate: Float) {
        require(rate >= 0 && rate < 1, "SpatialDropout1D: the rate must lie in 0 ..< 1, found \(rate)")
        self.rate = rate
    }

    public override var members: [(name: String, value: Any)] { masks.members }

    public override func forward(_ x: Tensor) -> Tensor {
        require(x.rank == 3, "SpatialDropout1D: [batch, length, channels] is expected, the shape is \(x.shape)")
        guard mode == .training, rate > 0 else { return x }
        return masks.drop(x, sharing: [x.shape[0], 1, x.shape[2]], rate: rate)
    }
}

/// Sets whole channels of an image to zero with a given probability while training, and scales the others up (Tompson
/// et al. 2015).
///
/// - Shape: `[batch, height, width, channels]`.
public final class SpatialDropout2D: Module {
    /// The share of channels that are dropped.
    public let rate: Float
    private let masks = DropoutMasks()

    /// - Parameter rate: the share of channels to drop, in `0 ..< 1`.
    public init(_ rate: Float) {
        require(rate >= 0 && rate < 1, "SpatialDropout2D: the rate must lie in 0 ..< 1, found \(rate)")
        self.rate = rate
    }

    public override var members: [(name: String, value: Any)] { masks.members }

    public override func forward(_ x: Tensor) -> Tensor {
        require(x.rank == 4, "SpatialDropout2D: [batch, height, width, channels] is expected, the shape is \(x.shape)")
        guard mode == .training, rate > 0 else { return x }
        return masks.drop(x, sharing: [x.shape[0], 1, 1, x.shape[3]], rate: rate)
    }
}
