import MienKernels

/// What follows a convolution in the same operation, while its results are in a cache.
///
/// Results have the same bits as those of the operations one after the other.
enum ConvolutionStage {
    case alone
    case relu
    /// A batch normalisation with known statistics, perhaps with ReLU after it. Not recorded.
    case scaled(scale: Tensor, offset: Tensor, isRectified: Bool)

    var name: StaticString {
        switch self {
        case .alone, .scaled: "conv2d"
        case .relu: "conv2dReLU"
        }
    }

    /// What follows, by operations of its own.
    func applied(to y: Tensor) -> Tensor {
        switch self {
        case .alone: y
        case .relu: y.relu()
        case .scaled(let scale, let offset, let isRectified):
            scaledAndShifted(y.contiguous, scale, offset, isRectified: isRectified)
        }
    }

    /// The gradient by the convolution itself, given that by what followed.
    func gradient(_ g: Tensor, output y: Tensor) -> Tensor {
        guard case .relu = self else { return g }
        return reluGradient(y, g)
    }

    /// The same for the kernels.
    func withFinish(bias: UnsafePointer<Float>?, _ body: (ConvolutionFinish) -> Void) {
        switch self {
        case .alone: body(ConvolutionFinish(bias: bias))
        case .relu: body(ConvolutionFinish(bias: bias, isRectified: true))
        case .scaled(let scale, let offset, let isRectified):
            Tensor.withPointers(Float.self, scale, into: offset) { scale, offset in
                body(
                    ConvolutionFinish(
                        bias: bias, scaling: ChannelScaling(scale: scale, offset: UnsafePointer(offset)),
                        isRectified: isRectified))
            }
        }
    }
}
