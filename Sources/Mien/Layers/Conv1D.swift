/// A convolution along a sequence (cross-correlation, as in every library).
///
/// - Shape: input `[batch, length, inputs]`, output `[batch, length', outputs]`.
/// - Parameters: `weight` `[outputs, inputs / groups, kernel]`, Glorot uniform; `bias` `[outputs]`, zero. As in Keras's
///   `Conv1D`; the weight lies as in PyTorch's.
public final class Conv1D: Module, StagedConvolution {
    public let weight: Parameter
    public let bias: Parameter?
    private let stride: Int
    private let padding: Padding1D
    private let dilation: Int
    private let groups: Int

    /// - Parameters:
    ///   - inputs: channels of the input.
    ///   - outputs: channels of the output.
    ///   - kernel: length of the window.
    ///   - stride: the step of the window.
    ///   - padding: zeros around the sequence; `.causal` shows no output what comes after it.
    ///   - dilation: the distance between neighbouring places of the window; two leaves a gap of one.
    ///   - groups: parts of the channels that are convolved apart; it divides both numbers of channels.
    ///   - bias: whether to add a bias. The batch norm that follows makes it useless: pass `false` there.
    ///   - initializer: draws the weight from the model's initialisation stream.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Padding1D = .valid, dilation: Int = 1,
        groups: Int = 1, bias: Bool = true, initializer: Initializer = .glorotUniform
    ) {
        require(
            groups > 0 && inputs % groups == 0 && outputs % groups == 0,
            "Conv1D: \(inputs) inputs and \(outputs) outputs cannot be divided into \(groups) groups")
        weight = Parameter(shape: [outputs, inputs / groups, kernel], initializer)
        self.bias = bias ? Parameter(shape: [outputs], .zeros) : nil
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.groups = groups
    }

    public override func forward(_ x: Tensor) -> Tensor { convolved(x, then: .alone) }

    func convolved(_ x: Tensor, then stage: ConvolutionStage) -> Tensor {
        conv1d(
            x, weight.value, bias?.value, stride: stride, padding: padding, dilation: dilation, groups: groups,
            then: stage)
    }
}
