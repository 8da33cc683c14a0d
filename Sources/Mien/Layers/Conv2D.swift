/// A two-dimensional convolution (cross-correlation, as in every library).
///
/// - Shape: input `[batch, height, width, inputs]`, output `[batch, height', width', outputs]`.
/// - Parameters: `weight` `[outputs, inputs, kernelHeight, kernelWidth]`, Glorot uniform; `bias` `[outputs]`, zero. As in
///   Keras's `Conv2D`; the weight lies as in PyTorch's.
public final class Conv2D: Module {
    public let weight: Parameter
    public let bias: Parameter?
    private let stride: IntPair
    private let padding: Padding

    /// - Parameters:
    ///   - inputs: channels of the input.
    ///   - outputs: channels of the output.
    ///   - kernel: height and width of the window.
    ///   - stride: the step of the window.
    ///   - padding: zeros around the image.
    ///   - bias: whether to add a bias. The batch norm that follows makes it useless: pass `false` there.
    ///   - initializer: draws the weight from the model's initialisation stream.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: IntPair, stride: IntPair = 1, padding: Padding = .valid,
        bias: Bool = true, initializer: Initializer = .glorotUniform
    ) {
        weight = Parameter(shape: [outputs, inputs, kernel.height, kernel.width], initializer)
        self.bias = bias ? Parameter(shape: [outputs], .zeros) : nil
        self.stride = stride
        self.padding = padding
    }

    public override func forward(_ x: Tensor) -> Tensor {
        conv2d(x, weight.value, bias?.value, stride: stride, padding: padding)
    }
}
