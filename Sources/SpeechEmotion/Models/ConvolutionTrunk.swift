import Mien

/// What the networks of paper 001 with convolutions begin with: `[Conv1D 3 same → ReLU → BatchNorm → max-pool 2]` three times
/// with 64, 128 and 256 channels, and dropout behind the second.
///
/// - Shape: input `[batch, features, 1]`, output `[batch, features / 8, 256]`.
struct ConvolutionTrunk {
    private struct Stage {
        let convolution: Conv1D
        let norm: BatchNorm
        let pool = MaxPool1D(2)
        /// All of it, so that neighbours are computed together.
        private let layers: Sequential

        init(_ inputs: Int, _ outputs: Int) {
            convolution = Conv1D(inputs, outputs, kernel: 3, padding: .same)
            norm = BatchNorm(outputs)
            layers = Sequential(convolution, ReLU(), norm, pool)
        }

        func callAsFunction(_ x: Tensor) -> Tensor { layers.forward(x) }

        func members(_ place: Int) -> [(name: String, value: Any)] {
            [
                (kerasName("conv1d", place), convolution), (kerasName("batch_normalization", place), norm),
                (kerasName("max_pooling1d", place), pool),
            ]
        }
    }

    private let stages: [Stage]
    private let dropout: Dropout

    init(dropout: Float) {
        stages = [Stage(1, 64), Stage(64, 128), Stage(128, 256)]
        self.dropout = Dropout(dropout)
    }

    func callAsFunction(_ x: Tensor) -> Tensor { stages[2](dropout(stages[1](stages[0](x)))) }

    /// In the order of the way through, as Keras lists them.
    var members: [(name: String, value: Any)] {
        stages[0].members(0) + stages[1].members(1) + [("dropout", dropout)] + stages[2].members(2)
    }
}
