import Mien

/// The LSTM of paper 001: one layer of 256 units that reads a vector of features one number a step, and a head of dense
/// layers.
///
/// The paper's axis of time is that of the features, not of the sound; its accuracy is near chance for that reason. With eight
/// classes it has the paper's 305,864 parameters, Keras's first values and Keras's names.
///
/// - Shape: input `[batch, features, 1]`, output logits `[batch, classes]`.
public final class LSTMNetwork: Module {
    private let lstm: LSTM
    private let head: DenseHead

    /// - Parameters:
    ///   - classes: the number of emotions to tell apart.
    ///   - dropout: share of the head's units to drop while training; the paper does not state it.
    public init(classes: Int = 8, dropout: Float = 0.2) {
        lstm = LSTM(1, 256)
        head = DenseHead([256, 128, 64, classes], dropout: dropout)
    }

    public override var members: [(name: String, value: Any)] { [("lstm", lstm)] + head.members }

    public override func forward(_ x: Tensor) -> Tensor { head(lstm(x)) }
}
