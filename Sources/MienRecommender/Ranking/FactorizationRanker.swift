import COpenBLAS
import Mien
import MienKernels
import MienTabular

/// Users and items as short vectors whose product says whether they belong together, learnt from implicit feedback by
/// alternating least squares (Hu, Koren & Volinsky 2008, doi:10.1109/ICDM.2008.22).
///
/// Whoever had an item wants it with the confidence `1 + alpha · weight`; all others do not, with confidence 1. What is made
/// small is `Σ confidence · (wanted − user · item)² + regularization · (Σ |user|² + Σ |item|²)`: with the items' vectors fixed,
/// each user's is the solution of a system of equations of its own, and so in turn. A stranger's vector is that of their
/// history.
public struct FactorizationRanker: ItemRanker {
    /// The size of the vectors; 32 by default.
    public var factors: Int
    /// How much long vectors cost; 1 by default.
    public var regularization: Double
    /// How much more an item counts that somebody had; 1 by default.
    public var alpha: Double
    /// How often users and items are solved in turn; 10 by default.
    public var iterations: Int
    /// After how many later interactions one counts half as much when somebody gets an answer; nil, the default, for never.
    public var recency: Double?
    /// Decides the first vectors; 0 by default.
    public var seed: UInt64

    public init(
        factors: Int = 32, regularization: Double = 1, alpha: Double = 1, iterations: Int = 10, recency: Double? = nil,
        seed: UInt64 = 0
    ) {
        (self.factors, self.regularization, self.alpha) = (factors, regularization, alpha)
        (self.iterations, self.recency, self.seed) = (iterations, recency, seed)
    }

    private static let owner = "FactorizationRanker"
    /// Of the first vectors' numbers.
    private static let deviation = 0.01

    public func fit(_ interactions: Interactions) throws(RankingError) -> FactorizationModel {
        try checkParameters()
        var random = RandomStream(seed: seed, purpose: .initialization)
        let start = (0..<interactions.itemCount * factors).map { _ in Self.deviation * Double(random.nextNormal()) }
        return try fit(
            interactions, from: Matrix(rowCount: interactions.itemCount, columnCount: factors, values: start))
    }

    /// From vectors of the items that are given.
    package func fit(_ interactions: Interactions, from start: Matrix) throws(RankingError) -> FactorizationModel {
        try checkParameters()
        let popularity = try PopularityRanker().fit(interactions)
        let users = interactions.rows()
        let items = users.transposed
        var vectors = start
        for _ in 0..<iterations {
            let others = try solved(users, against: vectors)
            vectors = try solved(items, against: others)
        }
        guard let side = LeastSquaresSide(vectors, regularization: regularization, alpha: alpha) else {
            throw .notConverged(owner: Self.owner, reason: "the vectors are no finite numbers any more")
        }
        return FactorizationModel(side: side, popularity: popularity, recency: recency)
    }

    private func solved(_ rows: SparseRows, against vectors: Matrix) throws(RankingError) -> Matrix {
        guard let side = LeastSquaresSide(vectors, regularization: regularization, alpha: alpha),
            let solution = side.solve(rows)
        else { throw .notConverged(owner: Self.owner, reason: "the equations have none; raise the regularization") }
        return solution
    }

    private func checkParameters() throws(RankingError) {
        let owner = Self.owner
        try check(owner, "factors", factors, "a number in 1 … 1,024") { (1...1_024).contains($0) }
        try check(owner, "regularization", regularization, "a finite number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "alpha", alpha, "a finite number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "iterations", iterations, "a number above 0") { $0 > 0 }
        try check(owner, recency: recency)
    }
}

/// The vectors of users or of items, and what their products with others have to be.
struct LeastSquaresSide: Sendable {
    /// `[users or items, factors]`
    let vectors: Matrix
    let regularization: Double
    let alpha: Double
    /// `vectorsᵀ · vectors + regularization`
    private let gram: [Double]

    private static let rowsPerBlock = 64

    /// - Returns: nil where the vectors are no finite numbers.
    init?(_ vectors: Matrix, regularization: Double, alpha: Double) {
        guard vectors.isSound() else { return nil }
        let size = vectors.columnCount
        (self.vectors, self.regularization, self.alpha) = (vectors, regularization, alpha)
        var gram = [Double](repeating: 0, count: size * size)
        cblas_dgemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, Int32(size), Int32(size), Int32(vectors.rowCount), 1,
            vectors.values, Int32(size), vectors.values, Int32(size), 0, &gram, Int32(size))
        for place in 0..<size { gram[place * size + place] += regularization }
        self.gram = gram
    }

    /// The vector of each row of weights; nil where there is none.
    func solve(_ rows: SparseRows) -> Matrix? {
        let size = Self.rowsPerBlock
        let blocks = parallelMap((rows.rowCount + size - 1) / size) { block in
            (block * size..<min(rows.rowCount, (block + 1) * size)).map { row in
                solve(rows.places(of: row).map { (Int(rows.columns[$0]), rows.values[$0]) })
            }
        }
        var values: [Double] = []
        values.reserveCapacity(rows.rowCount * vectors.columnCount)
        for vector in blocks.joined() {
            guard let vector else { return nil }
            values += vector
        }
        return Matrix(rowCount: rows.rowCount, columnCount: vectors.columnCount, values: values)
    }

    /// The vector whose products with those of a profile are to be one, with all others zero.
    func solve(_ profile: Profile) -> [Double]? {
        let size = vectors.columnCount
        guard !profile.isEmpty else { return [Double](repeating: 0, count: size) }
        var equations = gram
        var side = [Double](repeating: 0, count: size)
        // Rows times the root of their extra confidence: their product with themselves is what they add.
        let scaled = [Double](unsafeUninitializedCapacity: profile.count * size) { scaled, filled in
            filled = profile.count * size
            vectors.values.withUnsafeBufferPointer { vectors in
                guard let vectors = vectors.baseAddress, var row = scaled.baseAddress else { return }
                for entry in profile {
                    let extra = alpha * entry.weight
                    addScaledRow(
                        vectors + entry.item * size, count: size, times: 1 + extra, into: &side,
                        andTimes: extra.squareRoot(), as: row)
                    row += size
                }
            }
        }
        cblas_dsyrk(
            CblasRowMajor, CblasLower, CblasTrans, Int32(size), Int32(profile.count), 1, scaled, Int32(size), 1,
            &equations, Int32(size))
        return Cholesky(of: equations, size: size)?.solve(side)
    }
}

/// The vectors of items.
public struct FactorizationModel: RankingModel {
    public static let kind = "factorization"

    private let side: LeastSquaresSide
    let popularity: PopularityModel
    let recency: Double?

    init(side: LeastSquaresSide, popularity: PopularityModel, recency: Double?) {
        (self.side, self.popularity, self.recency) = (side, popularity, recency)
    }

    public var itemCount: Int { side.vectors.rowCount }

    /// `[items, factors]`: like items have like vectors.
    public var itemVectors: Matrix { side.vectors }

    /// The vector that belongs to a history.
    public func vector(for history: [Interaction]) throws(RankingError) -> [Double] {
        try check(history, itemCount: itemCount)
        guard let vector = side.solve(history.profile(recency: recency)) else {
            throw .notConverged(owner: "FactorizationModel", reason: "the history's weights are too large")
        }
        return vector
    }

    public func scores(for history: [Interaction]) throws(RankingError) -> [Double] {
        guard !history.isEmpty else { return popularity.weights }
        let vector = try vector(for: history)
        var scores = [Double](repeating: 0, count: itemCount)
        cblas_dgemv(
            CblasRowMajor, CblasNoTrans, Int32(itemCount), Int32(vector.count), 1, side.vectors.values,
            Int32(vector.count), vector, 1, 0, &scores, 1)
        return scores
    }
}

extension FactorizationModel {
    private enum CodingKeys: CodingKey { case vectors, regularization, alpha, popularity, recency }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let vectors = try values.decode(Matrix.self, forKey: .vectors)
        let regularization = try values.decode(Double.self, forKey: .regularization)
        let alpha = try values.decode(Double.self, forKey: .alpha)
        popularity = try values.decode(PopularityModel.self, forKey: .popularity)
        recency = try values.decodeIfPresent(Double.self, forKey: .recency)
        try decoder.check(
            vectors.columnCount <= 1_024 && popularity.itemCount == vectors.rowCount, "a vector for each item")
        try decoder.check(
            regularization > 0 && regularization.isFinite && alpha > 0 && alpha.isFinite && isRecency(recency),
            "settings above zero")
        guard let side = LeastSquaresSide(vectors, regularization: regularization, alpha: alpha) else {
            throw DecodingError.damaged(decoder, "finite vectors expected")
        }
        self.side = side
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(side.vectors, forKey: .vectors)
        try values.encode(side.regularization, forKey: .regularization)
        try values.encode(side.alpha, forKey: .alpha)
        try values.encode(popularity, forKey: .popularity)
        try values.encodeIfPresent(recency, forKey: .recency)
    }
}
