/// A transposed two-dimensional convolution, which enlarges an image by its stride.
///
/// - Shape: input `[batch, height, width, inputs]`, output `[batch, height', width', outputs]`.
/// - Parameters: `weight` `[inputs, outputs, kernelHeight, kernelWidth]`, Glorot uniform; `bias` `[outputs]`, zero. As in
///   Keras's `Conv2DTranspose`; the weight lies as in PyTorch's `ConvTranspose2d`.
public final class Conv2DTranspose: Module {
    public let weight: Parameter
    public let bias: Parameter?
    private let stride: IntPair
    private let padding: Padding
    private let outputPadding: IntPair

    /// - Parameters:
    ///   - inputs: channels of the input.
    ///   - outputs: channels of the output.
    ///   - kernel: height and width of the window.
    ///   - stride: how much larger the image becomes.
    ///   - padding: what is cut off the result. `.valid` cuts nothing; `.same` leaves `height · stride` rows.
    ///   - outputPadding: rows and columns after the others, below the stride; none with `.same`.
    ///   - bias: whether to add a bias. The batch norm that follows makes it useless: pass `false` there.
    ///   - initializer: draws the weight from the model's initialisation stream.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: IntPair, stride: IntPair = 1, padding: Padding = .valid,
        outputPadding: IntPair = 0, bias: Bool = true, initializer: Initializer = .glorotUniform
    ) {
        weight = Parameter(shape: [inputs, outputs, kernel.height, kernel.width], initializer)
        self.bias = bias ? Parameter(shape: [outputs], .zeros) : nil
        self.stride = stride
        self.padding = padding
        self.outputPadding = outputPadding
    }

    public override func forward(_ x: Tensor) -> Tensor {
        conv2dTranspose(
            x, weight.value, bias?.value, stride: stride, padding: padding, outputPadding: outputPadding)
    }
}
