/// Normalises the features of each place of each example (Ba et al. 2016).
///
/// - Shape: any with features last, `[…, features]`; the output has the same.
/// - Parameters: `weight` `[features]`, one; `bias` `[features]`, zero. Names are PyTorch's; epsilon is Keras's, 1e-3,
///   where PyTorch has 1e-5; the variance is divided by the count in both.
public final class LayerNorm: Module {
    public let weight: Parameter
    public let bias: Parameter
    private let epsilon: Float

    /// - Parameters:
    ///   - features: size of the last axis.
    ///   - epsilon: added to the variance.
    public init(_ features: Int, epsilon: Float = 1e-3) {
        weight = Parameter(shape: [features], .ones)
        bias = Parameter(shape: [features], .zeros)
        self.epsilon = epsilon
    }

    public override func forward(_ x: Tensor) -> Tensor { layerNorm(x, weight.value, bias.value, epsilon: epsilon) }
}

/// Normalises the channels of each example in groups, over all its places (Wu & He 2018): where batches are too small for
/// ``BatchNorm``.
///
/// - Shape: `[batch, …, channels]`; the output has the same.
/// - Parameters: `weight` `[channels]`, one; `bias` `[channels]`, zero. Names are PyTorch's; epsilon is Keras's, 1e-3,
///   where PyTorch has 1e-5; the variance is divided by the count in both.
public final class GroupNorm: Module {
    public let weight: Parameter
    public let bias: Parameter
    private let groups: Int
    private let epsilon: Float

    /// - Parameters:
    ///   - channels: size of the last axis.
    ///   - groups: the number of groups; it divides the number of channels.
    ///   - epsilon: added to the variance.
    public init(_ channels: Int, groups: Int = 32, epsilon: Float = 1e-3) {
        require(
            groups > 0 && channels % groups == 0,
            "GroupNorm: \(channels) channels cannot be divided into \(groups) groups")
        weight = Parameter(shape: [channels], .ones)
        bias = Parameter(shape: [channels], .zeros)
        self.groups = groups
        self.epsilon = epsilon
    }

    public override func forward(_ x: Tensor) -> Tensor {
        groupNorm(x, groups: groups, weight.value, bias.value, epsilon: epsilon)
    }
}

/// Normalises each channel of each example over its places (Ulyanov et al. 2016), in training as in inference.
///
/// - Shape: `[batch, …, channels]` with at least one axis of places; the output has the same.
/// - Parameters: `weight` `[channels]`, one; `bias` `[channels]`, zero, as PyTorch's with `affine`; epsilon is 1e-3 where
///   PyTorch has 1e-5; the variance is divided by the count in both.
public final class InstanceNorm: Module {
    public let weight: Parameter
    public let bias: Parameter
    private let epsilon: Float

    /// - Parameters:
    ///   - channels: size of the last axis.
    ///   - epsilon: added to the variance.
    public init(_ channels: Int, epsilon: Float = 1e-3) {
        weight = Parameter(shape: [channels], .ones)
        bias = Parameter(shape: [channels], .zeros)
        self.epsilon = epsilon
    }

    public override func forward(_ x: Tensor) -> Tensor {
        require(x.rank >= 3, "InstanceNorm: [batch, places…, channels] is expected, the shape is \(x.shape)")
        return groupNorm(x, groups: weight.value.count, weight.value, bias.value, epsilon: epsilon)
    }
}
