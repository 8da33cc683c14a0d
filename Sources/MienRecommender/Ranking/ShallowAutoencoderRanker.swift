import COpenBLAS
import Mien
import MienTabular

/// The linear model that rebuilds each item of a history from the other ones with the least error: EASE (Steck 2019,
/// doi:10.1145/3308558.3313710), in closed form.
///
/// With `X` `[users, items]` and `P = (Xᵀ · X + regularization)⁻¹`, item `i` speaks for `j` with `−P[i, j] / P[j, j]`. That
/// inverse is as large as the catalogue squared; but `P · regularization = 1 − Xᵀ · K · X` with
/// `K = (X · Xᵀ + regularization)⁻¹`, which is as large as the users squared. So a history is compared with all users, and the
/// catalogue may be large.
public struct ShallowAutoencoderRanker: ItemRanker {
    /// How much large weights cost; 200 by default.
    public var regularization: Double
    /// After how many later interactions one counts half as much when somebody gets an answer; 3 by default, nil for never.
    public var recency: Double?

    public init(regularization: Double = 200, recency: Double? = 3) {
        (self.regularization, self.recency) = (regularization, recency)
    }

    /// The inverse takes 8 bytes for each pair of users.
    public static let mostUsers = 20_000
    private static let owner = "ShallowAutoencoderRanker"

    public func fit(_ interactions: Interactions) throws(RankingError) -> ShallowAutoencoderModel {
        let owner = Self.owner
        try check(owner, "regularization", regularization, "a finite number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, recency: recency)
        let popularity = try PopularityRanker().fit(interactions)
        let active = try Interactions(
            itemCount: interactions.itemCount, histories: interactions.histories.filter { !$0.isEmpty })
        let users = active.rows()
        guard users.rowCount <= Self.mostUsers else {
            throw .tooMany(owner: owner, what: "users", found: users.rowCount, limit: Self.mostUsers)
        }
        guard let triangle = Cholesky(of: Self.likeness(of: users, plus: regularization), size: users.rowCount) else {
            throw .notConverged(owner: owner, reason: "the weights are too large")
        }
        let inverse = Matrix(rowCount: users.rowCount, columnCount: users.rowCount, values: triangle.inverse)
        return ShallowAutoencoderModel(users: users, inverse: inverse, popularity: popularity, recency: recency)
    }

    /// `X · Xᵀ + regularization`
    private static func likeness(of users: SparseRows, plus regularization: Double) -> [Double] {
        let rows = parallelMap(users.rowCount) { user in
            var dense = [Double](repeating: 0, count: users.columnCount)
            users.add(user, times: 1, to: &dense)
            var row = (0..<users.rowCount).map { users.product($0, dense) }
            row[user] += regularization
            return row
        }
        return rows.flatMap { $0 }
    }
}

/// The users that were learnt from, and what each pair of them has in common.
public struct ShallowAutoencoderModel: RankingModel {
    public static let kind = "shallow-autoencoder"

    /// `[users, items]`
    private let users: SparseRows
    /// `[users, users]`
    private let inverse: Matrix
    /// `1 − xᵀ · K · x` of each item's column.
    private let diagonal: [Double]
    let popularity: PopularityModel
    let recency: Double?

    init(users: SparseRows, inverse: Matrix, popularity: PopularityModel, recency: Double?) {
        (self.users, self.inverse, self.popularity, self.recency) = (users, inverse, popularity, recency)
        diagonal = Self.diagonal(users, inverse)
    }

    private static let itemsPerBlock = 64

    private static func diagonal(_ users: SparseRows, _ inverse: Matrix) -> [Double] {
        let items = users.transposed
        let size = itemsPerBlock
        return parallelMap((items.rowCount + size - 1) / size) { block in
            (block * size..<min(items.rowCount, (block + 1) * size)).map { item in
                var sum = 0.0
                let places = items.places(of: item)
                inverse.values.withUnsafeBufferPointer { inverse in
                    guard let base = inverse.baseAddress else { return }
                    for place in places {
                        let row = base + Int(items.columns[place]) * users.rowCount
                        sum += items.values[place] * items.product(item, row)
                    }
                }
                // Rounding must not let an item that one user alone had take all.
                return max(1 - sum, 1e-9)
            }
        }.flatMap { $0 }
    }

    public var itemCount: Int { users.columnCount }

    public func scores(for history: [Interaction]) throws(RankingError) -> [Double] {
        try check(history, itemCount: itemCount)
        guard !history.isEmpty else { return popularity.weights }
        var wanted = [Double](repeating: 0, count: itemCount)
        for entry in history.profile(recency: recency) { wanted[entry.item] = entry.weight }
        let shared = (0..<users.rowCount).map { users.product($0, wanted) }
        var shares = [Double](repeating: 0, count: users.rowCount)
        cblas_dgemv(
            CblasRowMajor, CblasNoTrans, Int32(users.rowCount), Int32(users.rowCount), 1, inverse.values,
            Int32(users.rowCount), shared, 1, 0, &shares, 1)
        var scores = [Double](repeating: 0, count: itemCount)
        for (user, share) in shares.enumerated() { users.add(user, times: share, to: &scores) }
        // An item does not speak for itself.
        return scores.indices.map { (scores[$0] - wanted[$0]) / diagonal[$0] + wanted[$0] }
    }
}

extension ShallowAutoencoderModel {
    private enum CodingKeys: CodingKey { case users, inverse, popularity, recency }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        users = try values.decode(SparseRows.self, forKey: .users)
        inverse = try values.decode(Matrix.self, forKey: .inverse)
        popularity = try values.decode(PopularityModel.self, forKey: .popularity)
        recency = try values.decodeIfPresent(Double.self, forKey: .recency)
        try decoder.check(inverse.isSound(rows: users.rowCount, columns: users.rowCount), "a number for each two users")
        try decoder.check(popularity.itemCount == users.columnCount, "the popularity of each item")
        try decoder.check(isRecency(recency), "a recency above zero")
        diagonal = Self.diagonal(users, inverse)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(users, forKey: .users)
        try values.encode(inverse, forKey: .inverse)
        try values.encode(popularity, forKey: .popularity)
        try values.encodeIfPresent(recency, forKey: .recency)
    }
}
