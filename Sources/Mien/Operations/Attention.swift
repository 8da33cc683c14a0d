/// Attention: `softmax(q · kᵀ / √features) · v` (Vaswani et al. 2017).
///
/// A query that may see no key at all sees all alike, as in Keras; PyTorch's result is NaN there.
///
/// - Parameters:
///   - query: `[…, queries, features]`.
///   - key: `[…, keys, features]`.
///   - value: `[…, keys, values]`.
///   - mask: broadcast to `[…, queries, keys]`: zero for the keys that a query does not see. Nil lets all be seen.
///   - dropout: what becomes of the weights `[…, queries, keys]` before they are used.
/// - Returns: `[…, queries, values]`.
public func scaledDotProductAttention(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, mask: Tensor? = nil,
    dropout: (Tensor) -> Tensor = { $0 }
) -> Tensor {
    require(
        query.rank >= 2 && key.rank >= 2 && query.shape.last == key.shape.last,
        mismatch("scaledDotProductAttention", query.shape, key.shape, "queries and keys must have the same features"))
    let features = Float(max(1, query.shape[query.rank - 1]))
    var scores = matmul(query / features.squareRoot(), key.transposed())
    // Not −∞: a row of them has no distribution.
    if let mask { scores = mask.select(scores, Tensor.full([], -1e9, scores.elementType)) }
    return matmul(dropout(scores.softmax()), value)
}
