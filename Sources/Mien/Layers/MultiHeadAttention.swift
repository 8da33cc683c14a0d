/// Attention of several heads, each with projections of its own (Vaswani et al. 2017).
///
/// ```swift
/// let y = attention(x)                                     // self-attention
/// let y = attention(x, mask: mask, isCausal: true)         // no padding, nothing that is still to come
/// let y = attention(query, memory)                         // cross-attention: keys and values from elsewhere
/// ```
///
/// - Shape: queries `[batch, steps, features]`, memory `[batch, keys, features]`, output `[batch, steps, features]`.
/// - Parameters: `in_proj_weight` `[3 · features, features]` (queries, keys, values) and `out_proj.weight`
///   `[features, features]`, Glorot uniform; `in_proj_bias` and `out_proj.bias`, zero. Names and order are PyTorch's.
public final class MultiHeadAttention: Module {
    public let inputWeight: Parameter
    public let inputBias: Parameter
    public let outputWeight: Parameter
    public let outputBias: Parameter
    private let heads: Int
    private let dropout: Float
    private let masks: DropoutMasks?

    /// - Parameters:
    ///   - features: size of the last axis; the heads share it out.
    ///   - heads: the number of heads, a divisor of `features`.
    ///   - dropout: share of the attention's weights to drop while training.
    public init(_ features: Int, heads: Int, dropout: Float = 0) {
        require(
            features > 0 && heads > 0 && features % heads == 0,
            "MultiHeadAttention: \(features) features cannot be shared out to \(heads) heads")
        require(
            dropout >= 0 && dropout < 1,
            "MultiHeadAttention: the rate of dropout must lie in 0 ..< 1, found \(dropout)")
        inputWeight = Parameter(shape: [3 * features, features], .glorotUniform)
        inputBias = Parameter(shape: [3 * features], .zeros)
        outputWeight = Parameter(shape: [features, features], .glorotUniform)
        outputBias = Parameter(shape: [features], .zeros)
        self.heads = heads
        self.dropout = dropout
        masks = dropout > 0 ? DropoutMasks() : nil
    }

    public override var members: [(name: String, value: Any)] {
        [
            ("in_proj_weight", inputWeight), ("in_proj_bias", inputBias), ("out_proj.weight", outputWeight),
            ("out_proj.bias", outputBias),
        ] + (masks?.members ?? [])
    }

    public override func forward(_ x: Tensor) -> Tensor { attend(x, x, mask: nil, isCausal: false) }

    /// Self-attention where not all is to be seen.
    ///
    /// - Parameters:
    ///   - mask: `[batch, steps]`, zero for the steps that none may see; see ``sequenceMask(_:steps:)``.
    ///   - isCausal: whether a step sees none after it.
    public func callAsFunction(_ x: Tensor, mask: Tensor? = nil, isCausal: Bool = false) -> Tensor {
        call { attend(x, x, mask: mask, isCausal: isCausal) }
    }

    /// Cross-attention: the queries see another sequence.
    ///
    /// - Parameters:
    ///   - memory: `[batch, keys, features]`.
    ///   - mask: `[batch, keys]`, zero for the places of `memory` that none may see.
    public func callAsFunction(_ query: Tensor, _ memory: Tensor, mask: Tensor? = nil) -> Tensor {
        call { attend(query, memory, mask: mask, isCausal: false) }
    }

    private func attend(_ query: Tensor, _ memory: Tensor, mask: Tensor?, isCausal: Bool) -> Tensor {
        check(query, memory, mask)
        let y = scaledDotProductAttention(
            projected(query, 0), projected(memory, 1), projected(memory, 2),
            mask: visible(mask, isCausal: isCausal, steps: query.shape[1])
        ) { weights in
            guard mode == .training, dropout > 0, let masks else { return weights }
            return masks.drop(weights, sharing: weights.shape, rate: dropout)
        }
        return linear(y.permuted([0, 2, 1, 3]).flattened(from: 2), outputWeight.value, outputBias.value)
    }

    private func check(_ query: Tensor, _ memory: Tensor, _ mask: Tensor?) {
        let features = outputBias.value.count
        require(
            query.rank == 3 && query.shape[2] == features,
            "MultiHeadAttention: [batch, steps, \(features)] is expected, the shape is \(query.shape)")
        require(
            memory.rank == 3 && memory.shape[2] == features && memory.shape[0] == query.shape[0],
            mismatch(
                "MultiHeadAttention", query.shape, memory.shape, "the memory must be [batch, keys, \(features)]"))
        require(
            mask.map { $0.shape == Array(memory.shape.prefix(2)) } ?? true,
            mismatch("MultiHeadAttention", memory.shape, mask?.shape ?? [], "the mask must be [batch, keys]"))
    }

    /// The queries (part 0), keys (1) or values (2) of all heads: `[batch, heads, steps, features / heads]`.
    private func projected(_ x: Tensor, _ part: Int) -> Tensor {
        let features = outputBias.value.count
        let rows = part * features..<(part + 1) * features
        let y = linear(x, inputWeight.value[rows], inputBias.value[rows])
        return y.reshaped([x.shape[0], x.shape[1], heads, features / heads]).permuted([0, 2, 1, 3])
    }

    /// What each query sees, broadcast to `[batch, heads, queries, keys]`.
    private func visible(_ mask: Tensor?, isCausal: Bool, steps: Int) -> Tensor? {
        let places = Tensor.range(0, Float(steps))
        let past = isCausal ? places.expanded(at: 1) .>= places : nil
        guard let keys = mask.map({ ($0 .!= 0).cast(to: .float32).expanded(at: 1).expanded(at: 1) }) else {
            return past
        }
        return past.map { keys * $0 } ?? keys
    }
}
