/// Normalises each channel: over the batch in training, by running statistics in inference (Ioffe & Szegedy 2015).
///
/// - Shape: any with channels last, `[…, channels]`; the output has the same.
/// - Parameters: `weight` `[channels]`, one; `bias` `[channels]`, zero; statistics `running_mean`, zero, and `running_var`,
///   one. Names are PyTorch's; momentum, epsilon and the variance (divided by the count) are Keras's.
public final class BatchNorm: Module {
    public let weight: Parameter
    public let bias: Parameter
    public let runningMean: Buffer
    public let runningVariance: Buffer
    private let momentum: Float
    private let epsilon: Float

    /// - Parameters:
    ///   - channels: size of the last axis.
    ///   - momentum: the share of the old running statistics: `new = momentum · old + (1 − momentum) · batch`.
    ///   - epsilon: added to the variance.
    public init(_ channels: Int, momentum: Float = 0.99, epsilon: Float = 1e-3) {
        weight = Parameter(shape: [channels], .ones)
        bias = Parameter(shape: [channels], .zeros)
        runningMean = Buffer(.zeros([channels]))
        runningVariance = Buffer(.ones([channels]))
        self.momentum = momentum
        self.epsilon = epsilon
    }

    public override var members: [(name: String, value: Any)] {
        [("weight", weight), ("bias", bias), ("running_mean", runningMean), ("running_var", runningVariance)]
    }

    public override func forward(_ x: Tensor) -> Tensor { normalized(x) }

    /// What each channel is multiplied by and what is then added, by the running statistics.
    var scaling: (scale: Tensor, offset: Tensor) {
        let scale = weight.value / (runningVariance.value + epsilon).squareRoot()
        return (scale, bias.value - runningMean.value * scale)
    }

    /// The output, and what follows it in the same operation.
    func normalized(_ x: Tensor, then stage: BatchNormStage = .alone) -> Tensor {
        let channels = weight.value.shape
        require(
            x.rank > 1 && x.shape.suffix(1) == channels[...],
            mismatch("BatchNorm", x.shape, channels, "the input's last axis must hold the layer's channels"))
        guard mode == .training else {
            let (scale, offset) = scaling
            let isRecorded = x.node != nil || scale.node != nil
            if isRecorded { return stage.recorded(x * scale + offset) }
            return stage.output(of: x.contiguous, scale.contiguous, offset.contiguous).0
        }
        let (y, mean, variance) = batchNorm(x, weight.value, bias.value, epsilon: epsilon, then: stage)
        // A batch without examples has no statistics.
        if x.isEmpty { return y }
        runningMean.value = runningMean.value * momentum + mean * (1 - momentum)
        runningVariance.value = runningVariance.value * momentum + variance * (1 - momentum)
        return y
    }
}
