import COpenBLAS
import Mien
import MienTabular

/// Learns from reactions which features of a recommendation please, and tries what it does not know yet: a contextual bandit.
///
/// The reward is taken for a linear function of the features with noise: after some reactions the weights are normally
/// distributed with the covariance `A⁻¹` and the mean `A⁻¹ · Σ reward · features`, where
/// `A = regularization + Σ features · featuresᵀ`.
///
/// ```swift
/// var bandit = try LinearBandit(featureCount: 12)
/// let best = try bandit.ranked(candidates).first        // rows of features
/// try bandit.learn(candidates.row(best), .like)
/// ```
///
/// It is a value: what it knows can be kept in a file (`ModelFile(bandit)`) and forgotten.
public struct LinearBandit: FittedModel, Equatable {
    public static let kind = "linear-bandit"

    /// How it comes to what it does not know yet.
    public enum Exploration: Sendable, Codable, Hashable {
        /// It ranks by weights that are drawn from what they may be, with this factor of their deviation (Thompson sampling,
        /// Agrawal & Goyal 2013).
        case thompson(Double)
        /// It ranks by what the reward may be at best: the mean and this many deviations (LinUCB, Li et al. 2010).
        case upperBound(Double)

        /// Thompson sampling with a factor of 0.2: with twenty simulated listeners its regret after 600 rounds was 18 in the
        /// mean, that of the best upper bound (a factor of 1) 25, and that of trying nothing 196. Its lists differ from one
        /// reaction to the next, where an upper bound fills a whole list with the same unknown.
        public static let standard = Exploration.thompson(0.2)

        var factor: Double {
            switch self {
            case .thompson(let factor), .upperBound(let factor): factor
            }
        }
    }

    public let featureCount: Int
    public let exploration: Exploration
    /// What the weights' certainty begins with: the larger, the nearer to zero they are taken to be.
    public let regularization: Double
    /// Decides the draws.
    public let seed: UInt64
    /// How many reactions it has learnt from.
    public private(set) var reactions = 0
    /// `A`, row by row.
    private var precision: [Double]
    /// `Σ reward · features`
    private var rewards: [Double]

    private static let owner = "LinearBandit"
    private static let greatest = 1_024
    /// Features beyond it cannot be reckoned with.
    private static let largest = 1e6

    /// - Parameters:
    ///   - featureCount: how many features a recommendation has, 1 … 1,024. They should be of like size; a constant one is the
    ///     intercept.
    ///   - exploration: how it comes to what it does not know yet.
    ///   - regularization: 1 by default.
    ///   - seed: decides the draws; 0 by default.
    public init(
        featureCount: Int, exploration: Exploration = .standard, regularization: Double = 1, seed: UInt64 = 0
    ) throws(RankingError) {
        let owner = Self.owner
        try check(owner, "featureCount", featureCount, "a number in 1 … \(Self.greatest)") {
            (1...Self.greatest).contains($0)
        }
        try check(owner, "exploration", exploration.factor, "a finite number from 0") { $0 >= 0 && $0.isFinite }
        try check(owner, "regularization", regularization, "a finite number above 0") { $0 > 0 && $0.isFinite }
        (self.featureCount, self.exploration, self.regularization) = (featureCount, exploration, regularization)
        self.seed = seed
        precision = [Double](repeating: 0, count: featureCount * featureCount)
        for place in 0..<featureCount { precision[place * featureCount + place] = regularization }
        rewards = [Double](repeating: 0, count: featureCount)
    }

    // MARK: - Learning

    /// Learns from one reaction.
    public mutating func learn(_ features: some Collection<Double>, _ reaction: Reaction) throws(RankingError) {
        try learn(features, reward: reaction.reward)
    }

    /// Learns from one reward.
    ///
    /// - Throws: ``RankingError/badFeatures(found:expected:)``.
    public mutating func learn(_ features: some Collection<Double>, reward: Double) throws(RankingError) {
        let features = Array(features)
        guard features.count == featureCount, features.allSatisfy({ abs($0) <= Self.largest }) else {
            throw .badFeatures(
                found: "Features \(features.prefix(8)) (\(features.count))",
                expected: "\(featureCount) within ±1,000,000")
        }
        guard abs(reward) <= Self.largest else {
            throw .badFeatures(found: "A reward of \(reward)", expected: "numbers within ±1,000,000")
        }
        for row in 0..<featureCount {
            for column in 0..<featureCount {
                precision[row * featureCount + column] += features[row] * features[column]
            }
            rewards[row] += reward * features[row]
        }
        reactions += 1
    }

    // MARK: - Answers

    /// What is believed of each feature's weight.
    public var weights: [Double] {
        get throws(RankingError) { try triangle().solve(rewards) }
    }

    /// The candidates, the best first, of equal ones the earlier: their rows.
    ///
    /// The draws of Thompson sampling are a function of the seed and of ``reactions``: asked twice it gives the same list, and
    /// after the next reaction another one.
    ///
    /// - Parameters:
    ///   - candidates: `[candidates, features]`.
    ///   - count: how many; nil for all.
    public func ranked(_ candidates: Matrix, count: Int? = nil) throws(RankingError) -> [Int] {
        let scores = try scores(of: candidates)
        return best(count ?? scores.count, of: scores) { _ in true }.map(\.item)
    }

    /// What each candidate is ranked by.
    public func scores(of candidates: Matrix) throws(RankingError) -> [Double] {
        guard candidates.columnCount == featureCount, candidates.values.allSatisfy({ abs($0) <= Self.largest }) else {
            throw .badFeatures(
                found: "Candidates of \(candidates.columnCount) features",
                expected: "\(featureCount) within ±1,000,000")
        }
        let triangle = try triangle()
        var weights = triangle.solve(rewards)
        switch exploration {
        case .upperBound(let factor):
            let means = products(candidates, weights)
            guard factor > 0 else { return means }
            return zip(means, deviations(candidates, triangle)).map { $0 + factor * $1 }
        case .thompson(let factor):
            var random = RandomStream(seed: seed, purpose: .other, UInt64(reactions))
            let draws = triangle.solveTransposed((0..<featureCount).map { _ in Double(random.nextNormal()) })
            for place in weights.indices { weights[place] += factor * draws[place] }
            return products(candidates, weights)
        }
    }

    private func triangle() throws(RankingError) -> Cholesky {
        guard let triangle = Cholesky(of: precision, size: featureCount) else {
            throw .notConverged(
                owner: Self.owner, reason: "its features differ too much in size; scale them, and begin anew")
        }
        return triangle
    }

    private func products(_ candidates: Matrix, _ weights: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: candidates.rowCount)
        guard !result.isEmpty else { return result }
        cblas_dgemv(
            CblasRowMajor, CblasNoTrans, Int32(candidates.rowCount), Int32(featureCount), 1, candidates.values,
            Int32(featureCount), weights, 1, 0, &result, 1)
        return result
    }

    /// `√(xᵀ · A⁻¹ · x)` of each row: the length of `L⁻¹ · x`.
    private func deviations(_ candidates: Matrix, _ triangle: Cholesky) -> [Double] {
        var solved = candidates.values
        guard !solved.isEmpty else { return [] }
        cblas_dtrsm(
            CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, Int32(candidates.rowCount),
            Int32(featureCount), 1, triangle.triangle, Int32(featureCount), &solved, Int32(featureCount))
        return stride(from: 0, to: solved.count, by: featureCount).map { start in
            solved[start..<start + featureCount].reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
    }
}

extension LinearBandit {
    private enum CodingKeys: CodingKey {
        case featureCount, exploration, regularization, seed, reactions, precision, rewards
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let (count, regularization) = (
            try values.decode(Int.self, forKey: .featureCount), try values.decode(Double.self, forKey: .regularization)
        )
        let exploration = try values.decode(Exploration.self, forKey: .exploration)
        let seed = try values.decode(UInt64.self, forKey: .seed)
        do {
            try self.init(
                featureCount: count, exploration: exploration, regularization: regularization, seed: seed)
        } catch {
            throw DecodingError.damaged(decoder, "\(error)")
        }
        reactions = try values.decode(Int.self, forKey: .reactions)
        precision = try values.decode(PackedArray<Double>.self, forKey: .precision).numbers
        rewards = try values.decode(PackedArray<Double>.self, forKey: .rewards).numbers
        try decoder.check(reactions >= 0, "a number of reactions from zero")
        try decoder.check(
            rewards.count == count && rewards.allSatisfy(\.isFinite) && precision.count == count * count
                && precision.allSatisfy(\.isFinite) && Cholesky(of: precision, size: count) != nil,
            "what was learnt of \(count) features")
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(featureCount, forKey: .featureCount)
        try values.encode(exploration, forKey: .exploration)
        try values.encode(regularization, forKey: .regularization)
        try values.encode(seed, forKey: .seed)
        try values.encode(reactions, forKey: .reactions)
        try values.encode(PackedArray(precision), forKey: .precision)
        try values.encode(PackedArray(rewards), forKey: .rewards)
    }
}
