import Mien
import MienTabular

/// What those had who had the same: each item of a history speaks for the items nearest to it (Sarwar et al. 2001; Deshpande &
/// Karypis 2004).
///
/// Items are near where the same people had both: the cosine of their columns, `x · y / (|x| · |y| + shrinkage)`, of which each
/// item keeps the greatest ones.
public struct NeighborRanker: ItemRanker {
    /// How many neighbours an item keeps; 50 by default.
    public var neighbors: Int
    /// What makes items that few people had less near to all; 5 by default.
    public var shrinkage: Double
    /// After how many later interactions one counts half as much when somebody gets an answer; 1 by default, nil for never.
    public var recency: Double?

    public init(neighbors: Int = 50, shrinkage: Double = 5, recency: Double? = 1) {
        (self.neighbors, self.shrinkage, self.recency) = (neighbors, shrinkage, recency)
    }

    private static let itemsPerBlock = 64

    public func fit(_ interactions: Interactions) throws(RankingError) -> NeighborModel {
        let owner = "NeighborRanker"
        try check(owner, "neighbors", neighbors, "a number above 0") { $0 > 0 }
        try check(owner, "shrinkage", shrinkage, "a finite number from 0") { $0 >= 0 && $0.isFinite }
        try check(owner, recency: recency)
        let popularity = try PopularityRanker().fit(interactions)
        let users = interactions.rows()
        let items = users.transposed
        let lengths = (0..<items.rowCount).map { item in
            items.places(of: item).reduce(0) { $0 + items.values[$1] * items.values[$1] }.squareRoot()
        }
        let size = Self.itemsPerBlock
        let blocks = parallelMap((items.rowCount + size - 1) / size) { block in
            self.nearest(to: block * size..<min(items.rowCount, (block + 1) * size), items, users, lengths)
        }
        let nearest = SparseRows(columnCount: items.rowCount, rows: blocks.flatMap { $0 })
        return NeighborModel(nearest: nearest, popularity: popularity, recency: recency)
    }

    /// The neighbours of each item of a block, with their similarity.
    private func nearest(
        to block: Range<Int>, _ items: SparseRows, _ users: SparseRows, _ lengths: [Double]
    ) -> [Profile] {
        var products = [Double](repeating: 0, count: items.rowCount)
        return block.map { item in
            products.withUnsafeMutableBufferPointer { products in
                guard let products = products.baseAddress else { return }
                products.update(repeating: 0, count: items.rowCount)
                for place in items.places(of: item) {
                    users.add(Int(items.columns[place]), times: items.values[place], to: products)
                }
            }
            products[item] = 0
            for other in products.indices where products[other] != 0 {
                products[other] /= lengths[item] * lengths[other] + shrinkage
            }
            return best(neighbors, of: products) { products[$0] > 0 }.sorted { $0.item < $1.item }
                .map { ($0.item, $0.score) }
        }
    }
}

/// The nearest neighbours of each item.
public struct NeighborModel: RankingModel {
    public static let kind = "item-neighbors"

    /// `[items, items]`: of each item the similarity of those nearest to it.
    let nearest: SparseRows
    let popularity: PopularityModel
    let recency: Double?

    init(nearest: SparseRows, popularity: PopularityModel, recency: Double?) {
        (self.nearest, self.popularity, self.recency) = (nearest, popularity, recency)
    }

    public var itemCount: Int { nearest.rowCount }

    public func scores(for history: [Interaction]) throws(RankingError) -> [Double] {
        try check(history, itemCount: itemCount)
        guard !history.isEmpty else { return popularity.weights }
        var scores = [Double](repeating: 0, count: itemCount)
        for entry in history.profile(recency: recency) { nearest.add(entry.item, times: entry.weight, to: &scores) }
        return scores
    }

    /// The items nearest to one, the nearest first.
    public func neighbors(of item: Int) throws(RankingError) -> [RankedItem] {
        guard (0..<itemCount).contains(item) else { throw .unknownItem(item: item, count: itemCount) }
        let found = nearest.places(of: item).map {
            RankedItem(item: Int(nearest.columns[$0]), score: nearest.values[$0])
        }
        return found.sorted { $0.score > $1.score || ($0.score == $1.score && $0.item < $1.item) }
    }
}

extension NeighborModel {
    private enum CodingKeys: CodingKey { case nearest, popularity, recency }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        nearest = try values.decode(SparseRows.self, forKey: .nearest)
        popularity = try values.decode(PopularityModel.self, forKey: .popularity)
        recency = try values.decodeIfPresent(Double.self, forKey: .recency)
        try decoder.check(nearest.rowCount == nearest.columnCount, "neighbours of each item among the items")
        try decoder.check(popularity.itemCount == nearest.rowCount, "the popularity of each item")
        try decoder.check(isRecency(recency), "a recency above zero")
    }
}
