import Mien
import MienTabular

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Items like those that somebody had, by what is said of them, such as genres: the cosine between an item's words and those
/// of a history. It needs no other people, and ranks items that nobody had before.
///
/// A word counts by how rare it is, `log((1 + items) / (1 + items with it)) + 1`, and items are vectors of length one:
/// scikit-learn's `TfidfTransformer`. Of equally similar items the better known one is the first.
public struct ContentRanker: ItemRanker {
    /// The words of each item.
    public var words: [[String]]
    /// After how many later interactions one counts half as much; nil, the default, for never.
    public var recency: Double?

    public init(words: [[String]], recency: Double? = nil) { (self.words, self.recency) = (words, recency) }

    /// - Throws: ``RankingError/itemCount(what:found:expected:)`` where there are words of other than all items.
    public func fit(_ interactions: Interactions) throws(RankingError) -> ContentModel {
        try check("ContentRanker", recency: recency)
        guard words.count == interactions.itemCount else {
            throw .itemCount(what: "Words", found: words.count, expected: interactions.itemCount)
        }
        return ContentModel(
            vectors: ItemVectors(words: words).rows, popularity: try PopularityRanker().fit(interactions),
            recency: recency)
    }
}

/// Items as vectors of length one, by their words.
struct ItemVectors: Sendable {
    /// `[items, words]`; a row without words is empty.
    let rows: SparseRows

    init(words: [[String]]) {
        let vocabulary = Set(words.joined()).sorted()
        let places = Dictionary(uniqueKeysWithValues: vocabulary.enumerated().map { ($1, $0) })
        var frequencies = [Int](repeating: 0, count: vocabulary.count)
        let counts = words.map { words in
            Dictionary(words.compactMap { word in places[word].map { ($0, 1.0) } }, uniquingKeysWith: +)
        }
        for place in counts.joined().map(\.key) { frequencies[place] += 1 }
        let rarity = frequencies.map { log(Double(1 + words.count) / Double(1 + $0)) + 1 }
        rows = SparseRows(
            columnCount: max(1, vocabulary.count),
            rows: counts.map { counts in
                let weighted = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value * rarity[$0.key]) }
                let length = weighted.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot()
                return weighted.map { (item: $0.0, weight: $0.1 / length) }
            })
    }

    /// The cosine between two items; zero where one has no words.
    func cosine(_ first: Int, _ second: Int) -> Double {
        var weights: [Int32: Double] = [:]
        for place in rows.places(of: first) { weights[rows.columns[place]] = rows.values[place] }
        return rows.places(of: second).reduce(0) { $0 + rows.values[$1] * (weights[rows.columns[$1]] ?? 0) }
    }
}

/// The words of items, and how well known they are.
public struct ContentModel: RankingModel {
    public static let kind = "content"
    /// What popularity adds at most: it decides between equals only.
    private static let popularityShare = 1e-9

    let vectors: SparseRows
    let popularity: PopularityModel
    let recency: Double?

    init(vectors: SparseRows, popularity: PopularityModel, recency: Double?) {
        (self.vectors, self.popularity, self.recency) = (vectors, popularity, recency)
    }

    public var itemCount: Int { vectors.rowCount }

    public func scores(for history: [Interaction]) throws(RankingError) -> [Double] {
        try check(history, itemCount: itemCount)
        var wanted = [Double](repeating: 0, count: vectors.columnCount)
        for entry in history.profile(recency: recency) { vectors.add(entry.item, times: entry.weight, to: &wanted) }
        let length = wanted.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return popularity.weights }
        let most = popularity.weights.max() ?? 1
        return (0..<itemCount).map { item in
            vectors.product(item, wanted) / length + Self.popularityShare * popularity.weights[item] / max(most, 1)
        }
    }
}

extension ContentModel {
    private enum CodingKeys: CodingKey { case vectors, popularity, recency }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        vectors = try values.decode(SparseRows.self, forKey: .vectors)
        popularity = try values.decode(PopularityModel.self, forKey: .popularity)
        recency = try values.decodeIfPresent(Double.self, forKey: .recency)
        try decoder.check(popularity.itemCount == vectors.rowCount, "the popularity of each item")
        try decoder.check(isRecency(recency), "a recency above zero")
    }
}
