/// The greatest element under a window moved along a sequence.
///
/// - Shape: input `[batch, length, channels]`, output `[batch, length', channels]`.
public final class MaxPool1D: Module {
    private let size: Int
    private let stride: Int
    private let padding: Padding1D

    /// - Parameters:
    ///   - size: length of the window.
    ///   - stride: its step; the window's size by default.
    ///   - padding: places around the sequence that are never chosen.
    public init(_ size: Int, stride: Int? = nil, padding: Padding1D = .valid) {
        self.size = size
        self.stride = stride ?? size
        self.padding = padding
    }

    /// The window, as that of an image of height one, if none overlap and none reaches over the edge; and if a byte can number
    /// its places.
    var separateWindow: IntPair? { stride == size && padding == .valid && size < 255 ? IntPair(1, size) : nil }

    public override func forward(_ x: Tensor) -> Tensor { maxPool1d(x, size: size, stride: stride, padding: padding) }
}

/// The mean of the elements under a window moved along a sequence; padding does not count, as in Keras.
///
/// - Shape: input `[batch, length, channels]`, output `[batch, length', channels]`.
public final class AveragePool1D: Module {
    private let size: Int
    private let stride: Int
    private let padding: Padding1D

    /// - Parameters:
    ///   - size: length of the window.
    ///   - stride: its step; the window's size by default.
    ///   - padding: places around the sequence that do not count.
    public init(_ size: Int, stride: Int? = nil, padding: Padding1D = .valid) {
        self.size = size
        self.stride = stride ?? size
        self.padding = padding
    }

    public override func forward(_ x: Tensor) -> Tensor {
        averagePool1d(x, size: size, stride: stride, padding: padding)
    }
}
