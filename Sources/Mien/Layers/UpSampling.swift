/// Enlarges an image by a whole factor, without parameters.
///
/// - Shape: input `[batch, height, width, channels]`, output `[batch, height · scale, width · scale, channels]`.
public final class UpSampling2D: Module {
    private let scale: IntPair
    private let interpolation: Interpolation

    /// - Parameters:
    ///   - scale: how much larger height and width become.
    ///   - interpolation: how the new places are filled.
    public init(_ scale: IntPair = 2, interpolation: Interpolation = .nearest) {
        self.scale = scale
        self.interpolation = interpolation
    }

    public override func forward(_ x: Tensor) -> Tensor { upsample2d(x, scale: scale, interpolation: interpolation) }
}

/// Repeats each place of a sequence.
///
/// - Shape: input `[batch, length, channels]`, output `[batch, length · scale, channels]`.
public final class UpSampling1D: Module {
    private let scale: Int

    /// - Parameter scale: how often each place is repeated.
    public init(_ scale: Int = 2) { self.scale = scale }

    public override func forward(_ x: Tensor) -> Tensor { upsample1d(x, scale: scale) }
}
