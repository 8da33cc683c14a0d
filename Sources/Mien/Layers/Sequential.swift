/// Layers called one after the other.
///
/// Their names in files are their places: `0.weight`, `1.weight`, …. Neighbours that can be computed in one pass over memory
/// are (convolution and ReLU; batch normalisation, ReLU and max-pooling; in inference also convolution, batch normalisation and
/// ReLU), with the bits that they have one after the other.
public final class Sequential: Module {
    public let layers: [Module]

    public init(_ layers: Module...) { self.layers = layers }

    public init(_ layers: [Module]) { self.layers = layers }

    public override var members: [(name: String, value: Any)] { layers.enumerated().map { ("\($0)", $1) } }

    public override func forward(_ x: Tensor) -> Tensor {
        // Whoever watches the layers sees them one by one.
        if CallObservation.current != nil { return layers.reduce(x) { $1($0) } }
        var (output, index) = (x, 0)
        while index < layers.count { (output, index) = step(output, from: index) }
        return output
    }

    // MARK: - Stages

    /// The output of the layer at `index`, and of those after it that are computed in the same pass; and the place of the next.
    private func step(_ x: Tensor, from index: Int) -> (output: Tensor, next: Int) {
        switch layers[index] {
        case let convolution as any StagedConvolution:
            let (stage, next) = stage(after: convolution, at: index, of: x)
            return (convolution.call { convolution.convolved(x, then: stage) }, next)
        case let normalization as BatchNorm:
            let (stage, next) = stage(afterNormalizationAt: index, rank: x.rank)
            return (normalization.call { normalized(x, by: normalization, then: stage) }, next)
        default:
            return (layers[index](x), index + 1)
        }
    }

    private func layer(at index: Int) -> Module? { index < layers.count ? layers[index] : nil }

    /// ReLU; or a batch normalisation whose statistics are known, where nothing is learnt.
    private func stage(
        after convolution: any StagedConvolution, at index: Int, of x: Tensor
    ) -> (stage: ConvolutionStage, next: Int) {
        if layer(at: index + 1) is ReLU { return (.relu, index + 2) }
        guard let normalization = layer(at: index + 1) as? BatchNorm, normalization.mode == .inference,
            normalization.weight.value.shape == [convolution.weight.value.shape[0]]
        else { return (.alone, index + 1) }
        let following = stage(afterNormalizationAt: index + 1, rank: x.rank)
        let isRectified: Bool
        switch following.stage {
        case .alone: isRectified = false
        case .relu: isRectified = true
        // Pooling reads what the convolution wrote: normalising it there costs nothing.
        case .maxPool: return (.alone, index + 1)
        }
        let (scale, offset) = normalization.scaling
        let inputs = [x, convolution.weight.value, convolution.bias?.value, scale, offset]
        if inputs.contains(where: { $0?.node != nil }) { return (.alone, index + 1) }
        return (.scaled(scale: scale.contiguous, offset: offset.contiguous, isRectified: isRectified), following.next)
    }

    private func stage(afterNormalizationAt index: Int, rank: Int) -> (stage: BatchNormStage, next: Int) {
        let isRectified = layer(at: index + 1) is ReLU
        let next = index + (isRectified ? 2 : 1)
        if let window = separateWindow(of: layer(at: next), rank: rank) {
            return (.maxPool(window, isRectified: isRectified), next + 1)
        }
        return (isRectified ? .relu : .alone, next)
    }

    private func separateWindow(of layer: Module?, rank: Int) -> IntPair? {
        switch rank {
        case 3: (layer as? MaxPool1D)?.separateWindow
        case 4: (layer as? MaxPool2D)?.separateWindow
        default: nil
        }
    }

    private func normalized(_ x: Tensor, by normalization: BatchNorm, then stage: BatchNormStage) -> Tensor {
        // A sequence is pooled as an image of height one.
        if case .maxPool = stage, x.rank == 3 {
            return normalization.normalized(x.expanded(at: 1), then: stage).squeezed(1)
        }
        return normalization.normalized(x, then: stage)
    }
}

/// A convolution that takes what follows it into the same operation.
protocol StagedConvolution: Module {
    var weight: Parameter { get }
    var bias: Parameter? { get }
    func convolved(_ x: Tensor, then stage: ConvolutionStage) -> Tensor
}
