#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The normalised discounted cumulative gain of a list (Järvelin & Kekäläinen 2002): `Σ gain / log2(place + 1)`, places from
/// 1, divided by what the best order gives; scikit-learn's `ndcg_score` where no two scores are equal.
///
/// - Parameters:
///   - gains: what each item is worth, from zero, in the order of the list.
///   - count: how many places count; nil for all.
/// - Returns: 0 … 1; zero where nothing is worth anything.
public func normalizedDiscountedGain(_ gains: [Double], count: Int? = nil) -> Double {
    func discounted(_ gains: some Sequence<Double>) -> Double {
        gains.prefix(count ?? .max).enumerated().reduce(0) { $0 + $1.element / log2(Double($1.offset + 2)) }
    }
    let ideal = discounted(gains.sorted(by: >))
    return ideal > 0 ? discounted(gains) / ideal : 0
}

/// How unlike the items of a list are: the mean of one less the cosine of two of them, over all pairs; 0 … 1.
func intraListDiversity(_ items: [Int], _ vectors: ItemVectors) -> Double {
    var (sum, pairs) = (0.0, 0)
    for first in items.indices {
        for second in items.indices.dropFirst(first + 1) {
            sum += 1 - vectors.cosine(items[first], items[second])
            pairs += 1
        }
    }
    return pairs > 0 ? sum / Double(pairs) : 0
}
