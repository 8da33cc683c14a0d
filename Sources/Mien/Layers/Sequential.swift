/// Layers called one after the other.
///
/// Their names in files are their places: `0.weight`, `1.weight`, …. Neighbours that can be computed in one pass over memory
/// are (batch normalisation, ReLU and max-pooling), with the bits that they have one after the other.
public final class Sequential: Module {
    public let layers: [Module]

    public init(_ layers: Module...) { self.layers = layers }

    public init(_ layers: [Module]) { self.layers = layers }

    public override var members: [(name: String, value: Any)] { layers.enumerated().map { ("\($0)", $1) } }

    public override func forward(_ x: Tensor) -> Tensor {
        // Whoever watches the layers sees them one by one.
        if CallObservation.current != nil { return layers.reduce(x) { $1($0) } }
        var (output, index) = (x, 0)
        while index < layers.count {
            let input = output
            if let normalization = layers[index] as? BatchNorm {
                let stage = batchNormStage(at: index, rank: input.rank)
                output = normalization.call { normalization.normalized(input, then: stage.kind) }
                index += stage.layers
            } else {
                output = layers[index](input)
                index += 1
            }
        }
        return output
    }

    /// What the layers after a batch normalisation let it do at once, and how many layers that are together.
    private func batchNormStage(at index: Int, rank: Int) -> (kind: BatchNormStage, layers: Int) {
        guard index + 1 < layers.count, layers[index + 1] is ReLU else { return (.alone, 1) }
        guard index + 2 < layers.count, rank == 4, let window = (layers[index + 2] as? MaxPool2D)?.separateWindow
        else { return (.relu, 2) }
        return (.reluMaxPool(window), 3)
    }
}
