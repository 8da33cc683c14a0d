/// The greatest element under a moving window.
///
/// - Shape: input `[batch, height, width, channels]`, output `[batch, height', width', channels]`.
public final class MaxPool2D: Module {
    private let size: IntPair
    private let stride: IntPair
    private let padding: Padding

    /// - Parameters:
    ///   - size: height and width of the window.
    ///   - stride: its step; the window's size by default.
    ///   - padding: places around the image that are never chosen.
    public init(_ size: IntPair, stride: IntPair? = nil, padding: Padding = .valid) {
        self.size = size
        self.stride = stride ?? size
        self.padding = padding
    }

    /// The window, if none overlap and none reaches over the edge; and if a byte can number its places.
    var separateWindow: IntPair? {
        stride == size && padding == .valid && size.height * size.width < 255 ? size : nil
    }

    public override func forward(_ x: Tensor) -> Tensor { maxPool2d(x, size: size, stride: stride, padding: padding) }
}

/// The mean of the elements under a moving window; padding does not count, as in Keras.
///
/// - Shape: input `[batch, height, width, channels]`, output `[batch, height', width', channels]`.
public final class AveragePool2D: Module {
    private let size: IntPair
    private let stride: IntPair
    private let padding: Padding

    /// - Parameters:
    ///   - size: height and width of the window.
    ///   - stride: its step; the window's size by default.
    ///   - padding: places around the image that do not count.
    public init(_ size: IntPair, stride: IntPair? = nil, padding: Padding = .valid) {
        self.size = size
        self.stride = stride ?? size
        self.padding = padding
    }

    public override func forward(_ x: Tensor) -> Tensor {
        averagePool2d(x, size: size, stride: stride, padding: padding)
    }
}
