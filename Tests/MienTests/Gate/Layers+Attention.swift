import Mien

// The golden values are PyTorch's; see `Utilities/golden_attention.py`.

extension Layers {
    static let attention: [LayerRow] = [
        .layer(
            "Embedding", { Calling(Embedding(7, 3)) { $0(tokens($1)) } }, inputs: [[4], [2, 5], [0, 2]],
            large: [400, 5], golden: "embedding"),
        .layer(
            "Embedding with padding", { Calling(Embedding(7, 3, paddingIndex: 2)) { $0(tokens($1)) } },
            inputs: [[20], [4, 5], [0, 2]], large: [400, 5], golden: "embedding-padding"),
        .layer(
            "SinusoidalPositionalEncoding", { SinusoidalPositionalEncoding() }, inputs: [[2, 5, 4], [1, 3, 7]],
            large: [40, 33, 8], golden: "sinusoidal"),
        .layer(
            "LearnedPositionalEncoding", { LearnedPositionalEncoding(steps: 6, features: 3) },
            inputs: [[2, 5, 3], [1, 6, 3], [0, 2, 3]], large: [400, 6, 3], golden: "learned-position"),
        .layer(
            "MultiHeadAttention", { MultiHeadAttention(4, heads: 2) }, inputs: sequences, large: large,
            golden: "attention"),
        .layer(
            "MultiHeadAttention causal", { Calling(MultiHeadAttention(4, heads: 2)) { $0($1, isCausal: true) } },
            inputs: sequences, large: large, golden: "attention-causal"),
        .layer(
            "MultiHeadAttention masked",
            { Calling(MultiHeadAttention(4, heads: 2)) { $0($1, mask: padding($1), isCausal: true) } },
            inputs: sequences, large: large, golden: "attention-masked"),
        .layer(
            "MultiHeadAttention cross",
            { Calling(MultiHeadAttention(4, heads: 2)) { $0($1[0..., 0..<2], $1[0..., 2...]) } },
            inputs: [[2, 3, 4], [1, 7, 4], [0, 4, 4]], large: large, golden: "attention-cross"),
        .layer(
            "MultiHeadAttention cross, masked",
            {
                Calling(MultiHeadAttention(4, heads: 2)) { attention, x in
                    let memory = x[0..., 2...]
                    return attention(x[0..., 0..<2], memory, mask: padding(memory))
                }
            }, inputs: [[2, 3, 4], [3, 7, 4], [0, 4, 4]], large: large, golden: "attention-cross-masked"),
        .layer(
            "MultiHeadAttention with dropout", { MultiHeadAttention(4, heads: 2, dropout: 0.25) }, inputs: sequences,
            large: large, golden: "attention-dropout"),
        .layer(
            "AttentionPool1D", { AttentionPool1D(4) }, inputs: sequences, large: large, golden: "attention-pool"),
        .layer(
            "AttentionPool1D masked", { Calling(AttentionPool1D(4)) { $0($1, mask: padding($1)) } },
            inputs: sequences, large: large, golden: "attention-pool-masked"),
        .layer(
            "TransformerEncoderBlock", { TransformerEncoderBlock(4, heads: 2, hidden: 6, dropout: 0) },
            inputs: sequences, large: large, golden: "encoder"),
        .layer(
            "TransformerEncoderBlock, norm first",
            {
                TransformerEncoderBlock(4, heads: 2, hidden: 6, dropout: 0, activation: GELU(), normFirst: true)
            }, inputs: sequences, large: large, golden: "encoder-norm-first"),
        .layer(
            "TransformerEncoderBlock masked",
            {
                let block = TransformerEncoderBlock(
                    4, heads: 2, hidden: 6, dropout: 0, activation: GELU(), normFirst: true)
                return Calling(block) { $0($1, mask: padding($1), isCausal: true) }
            }, inputs: sequences, large: large, golden: "encoder-masked"),
    ]

    private static let sequences = [[2, 1, 4], [3, 3, 4], [1, 7, 4], [0, 2, 4]]
    private static let large = [40, 9, 4]
}

/// Whole numbers from 0 to 6.
private func tokens(_ x: Tensor) -> Tensor { (x + 1) * 3.5 }

private func padding(_ x: Tensor) -> Tensor { sequenceMask(lengths(x), steps: x.shape[1]) }
