import Mien

/// The CNN with LSTM of paper 001, its best network of its own: three stages of convolutions along the features, two LSTMs
/// over what they leave, and a head of dense layers.
///
/// With eight classes it has the paper's 378,344 parameters, 377,448 of them trainable, Keras's first values and Keras's
/// names.
///
/// - Shape: input `[batch, features, 1]` with eight features at least, output logits `[batch, classes]`.
public final class CNNLSTMNetwork: Module {
    private let trunk: ConvolutionTrunk
    private let lower: LSTM
    private let upper: LSTM
    private let head: DenseHead

    /// - Parameters:
    ///   - classes: the number of emotions to tell apart.
    ///   - dropout: share of units to drop while training; the paper does not state it.
    public init(classes: Int = 8, dropout: Float = 0.2) {
        trunk = ConvolutionTrunk(dropout: dropout)
        lower = LSTM(256, 128, returnSequences: true)
        upper = LSTM(128, 64)
        head = DenseHead([64, 64, 32, classes], dropout: dropout, firstDropout: 1)
    }

    public override var members: [(name: String, value: Any)] {
        trunk.members + [("lstm", lower), ("lstm_1", upper)] + head.members
    }

    public override func forward(_ x: Tensor) -> Tensor { head(upper(lower(trunk(x)))) }
}
