/// An encoder block of the transformer (Vaswani et al. 2017): self-attention, then two dense layers, each with a shortcut
/// around it and a layer norm.
///
/// ```swift
/// let encoder = Sequential((0..<4).map { _ in TransformerEncoderBlock(64, heads: 4, hidden: 256) })
/// let y = block(x, mask: words.mask(tokens), isCausal: true)
/// ```
///
/// - Shape: `[batch, steps, features]`; the output has the same.
/// - Parameters: those of ``MultiHeadAttention`` under `self_attn`, of ``Dense`` under `linear1` and `linear2`, of
///   ``LayerNorm`` under `norm1` and `norm2`: the names of PyTorch's `TransformerEncoderLayer`, as are the defaults.
public final class TransformerEncoderBlock: Module {
    private let attention: MultiHeadAttention
    private let (linear1, linear2): (Dense, Dense)
    private let (norm1, norm2): (LayerNorm, LayerNorm)
    private let (dropout, dropout1, dropout2): (Dropout, Dropout, Dropout)
    private let activation: Module
    private let normFirst: Bool

    /// - Parameters:
    ///   - features: size of the last axis.
    ///   - heads: the attention's heads, a divisor of `features`.
    ///   - hidden: features between the dense layers.
    ///   - dropout: share to drop while training: of the attention's weights, of what both parts give, and between the dense
    ///     layers.
    ///   - activation: between the dense layers.
    ///   - normFirst: whether each part gets its input normalised, instead of its sum with the shortcut: deep networks train
    ///     without warm-up then (Xiong et al. 2020).
    ///   - epsilon: added to the variance.
    public init(
        _ features: Int, heads: Int, hidden: Int, dropout: Float = 0.1, activation: Module = ReLU(),
        normFirst: Bool = false, epsilon: Float = 1e-5
    ) {
        attention = MultiHeadAttention(features, heads: heads, dropout: dropout)
        (linear1, linear2) = (Dense(features, hidden), Dense(hidden, features))
        (norm1, norm2) = (LayerNorm(features, epsilon: epsilon), LayerNorm(features, epsilon: epsilon))
        (self.dropout, dropout1, dropout2) = (Dropout(dropout), Dropout(dropout), Dropout(dropout))
        self.activation = activation
        self.normFirst = normFirst
    }

    public override var members: [(name: String, value: Any)] {
        [
            ("self_attn", attention), ("linear1", linear1), ("activation", activation), ("dropout", dropout),
            ("linear2", linear2), ("norm1", norm1), ("norm2", norm2), ("dropout1", dropout1), ("dropout2", dropout2),
        ]
    }

    public override func forward(_ x: Tensor) -> Tensor { encoded(x, mask: nil, isCausal: false) }

    /// The output where not all is to be seen.
    ///
    /// - Parameters:
    ///   - mask: `[batch, steps]`, zero for the steps that none may see; see ``sequenceMask(_:steps:)``.
    ///   - isCausal: whether a step sees none after it.
    public func callAsFunction(_ x: Tensor, mask: Tensor? = nil, isCausal: Bool = false) -> Tensor {
        call { encoded(x, mask: mask, isCausal: isCausal) }
    }

    private func encoded(_ x: Tensor, mask: Tensor?, isCausal: Bool) -> Tensor {
        func attended(_ x: Tensor) -> Tensor { dropout1(attention(x, mask: mask, isCausal: isCausal)) }
        func fed(_ x: Tensor) -> Tensor { dropout2(linear2(dropout(activation(linear1(x))))) }
        if normFirst {
            let y = x + attended(norm1(x))
            return y + fed(norm2(y))
        }
        let y = norm1(x + attended(x))
        return norm2(y + fed(y))
    }
}
