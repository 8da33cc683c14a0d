/// A two-dimensional convolution (cross-correlation, as in every library).
///
/// ```swift
/// Conv2D(64, 64, kernel: 3, padding: .same, groups: 64)      // depthwise
/// ```
///
/// - Shape: input `[batch, height, width, inputs]`, output `[batch, height', width', outputs]`.
/// - Parameters: `weight` `[outputs, inputs / groups, kernelHeight, kernelWidth]`, Glorot uniform; `bias` `[outputs]`, zero.
///   As in Keras's `Conv2D`; the weight lies as in PyTorch's.
public final class Conv2D: Module, StagedConvolution {
    public let weight: Parameter
    public let bias: Parameter?
    private let geometry: ConvolutionGeometry
    private let groups: Int

    /// - Parameters:
    ///   - inputs: channels of the input.
    ///   - outputs: channels of the output.
    ///   - kernel: height and width of the window.
    ///   - stride: the step of the window.
    ///   - padding: zeros around the image.
    ///   - dilation: the distance between neighbouring places of the window; two leaves a gap of one.
    ///   - groups: parts of the channels that are convolved apart; it divides both numbers of channels. As many groups as
    ///     inputs make Keras's `DepthwiseConv2D`, whose multiplier is `outputs / inputs`.
    ///   - bias: whether to add a bias. The batch norm that follows makes it useless: pass `false` there.
    ///   - initializer: draws the weight from the model's initialisation stream.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: IntPair, stride: IntPair = 1, padding: Padding = .valid,
        dilation: IntPair = 1, groups: Int = 1, bias: Bool = true, initializer: Initializer = .glorotUniform
    ) {
        require(
            groups > 0 && inputs % groups == 0 && outputs % groups == 0,
            "Conv2D: \(inputs) inputs and \(outputs) outputs cannot be divided into \(groups) groups")
        weight = Parameter(shape: [outputs, inputs / groups, kernel.height, kernel.width], initializer)
        self.bias = bias ? Parameter(shape: [outputs], .zeros) : nil
        geometry = ConvolutionGeometry(stride: stride, padding: padding, dilation: dilation)
        self.groups = groups
    }

    public override func forward(_ x: Tensor) -> Tensor { convolved(x, then: .alone) }

    func convolved(_ x: Tensor, then stage: ConvolutionStage) -> Tensor {
        conv2d(x, weight.value, bias?.value, geometry, groups: groups, then: stage)
    }
}
