import Mien

/// The CNN of paper 001: three stages of convolutions along the features, their mean, and a head of dense layers.
///
/// With eight classes it has the paper's 166,984 parameters, 166,088 of them trainable, Keras's first values and Keras's
/// names.
///
/// - Shape: input `[batch, features, 1]` with eight features at least, output logits `[batch, classes]`.
public final class CNNNetwork: Module {
    private let trunk: ConvolutionTrunk
    private let pool: GlobalAveragePool1D
    private let head: DenseHead

    /// - Parameters:
    ///   - classes: the number of emotions to tell apart.
    ///   - dropout: share of units to drop while training; the paper does not state it.
    public init(classes: Int = 8, dropout: Float = 0.2) {
        trunk = ConvolutionTrunk(dropout: dropout)
        pool = GlobalAveragePool1D()
        head = DenseHead([256, 128, 64, classes], dropout: dropout, firstDropout: 1)
    }

    public override var members: [(name: String, value: Any)] {
        trunk.members + [("global_average_pooling1d", pool)] + head.members
    }

    public override func forward(_ x: Tensor) -> Tensor { head(pool(trunk(x))) }
}
