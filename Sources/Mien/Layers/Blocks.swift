/// Adds what a body makes of its input to the input: `y = body(x) + x` (He et al. 2016).
///
/// ```swift
/// Residual(
///     Sequential(Conv2D(32, 64, kernel: 3, stride: 2, padding: .same), BatchNorm(64)),
///     shortcut: Conv2D(32, 64, kernel: 1, stride: 2))
/// ```
///
/// - Shape: any that the body keeps; with a shortcut, any from which both make the same.
public final class Residual: Module {
    public let body: Module
    public let shortcut: Module?

    /// - Parameters:
    ///   - body: what is added to the input.
    ///   - shortcut: brings the input to the shape of the body's output where the body changes it.
    public init(_ body: Module, shortcut: Module? = nil) {
        self.body = body
        self.shortcut = shortcut
    }

    public override func forward(_ x: Tensor) -> Tensor {
        let (y, way) = (body(x), shortcut?(x) ?? x)
        require(
            y.shape == way.shape,
            mismatch("Residual", way.shape, y.shape, "the body must keep the shape, or a shortcut must change it too"))
        return y + way
    }
}

/// Weighs each channel by a number between zero and one that a small network computes from the means of all channels
/// (Hu et al. 2018).
///
/// - Shape: `[batch, places…, channels]` with at least one axis of places; the output has the same.
/// - Parameters: two ``Dense`` layers, `reduce` from channels to `channels / reduction` with ReLU, and `expand` back with
///   sigmoid.
public final class SqueezeExcitation: Module {
    public let reduce: Dense
    public let expand: Dense

    /// - Parameters:
    ///   - channels: size of the last axis.
    ///   - reduction: how many times fewer the hidden units are; at least one is left.
    public init(_ channels: Int, reduction: Int = 16) {
        require(reduction > 0, "SqueezeExcitation: the reduction must be above zero, found \(reduction)")
        reduce = Dense(channels, max(1, channels / reduction))
        expand = Dense(max(1, channels / reduction), channels)
    }

    public override func forward(_ x: Tensor) -> Tensor {
        require(x.rank >= 3, "SqueezeExcitation: [batch, places…, channels] is expected, the shape is \(x.shape)")
        let means = x.mean(axes: Array(1..<(x.rank - 1)), keepsAxes: true)
        return x * expand(reduce(means).relu()).sigmoid()
    }
}
