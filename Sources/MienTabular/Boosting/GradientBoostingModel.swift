import Mien
import MienKernels

/// What ``GradientBoosting`` has learnt.
public struct GradientBoostingModel: ProbabilisticModel, Equatable {
    public static let kind = "gradient-boosting"

    public let classes: [Int]
    public let featureCount: Int
    /// The metric after each round, if there was validation data.
    public let history: BoostingHistory?
    /// What every example begins with, a number a class, or one for two classes.
    let baseMargins: [Float]
    package let trees: BoostedTrees

    init(
        classes: [Int], featureCount: Int, baseMargins: [Float], trees: BoostedTrees, history: BoostingHistory?
    ) {
        (self.classes, self.featureCount, self.baseMargins) = (classes, featureCount, baseMargins)
        (self.trees, self.history) = (trees, history)
    }

    private var groupCount: Int { baseMargins.count }
    private var objective: BoostingObjective { BoostingObjective(classCount: classes.count) }

    /// The number of rounds that were kept.
    public var rounds: Int { trees.count / groupCount }

    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        let margins = try predictMargins(x)
        let objective = objective
        let values = (0..<x.rowCount).flatMap { row in
            objective.probabilities(margins[row * groupCount..<(row + 1) * groupCount]).map { Double($0) }
        }
        return Matrix(rowCount: x.rowCount, columnCount: classes.count, values: values)
    }

    /// The sums of leaves before softmax (or the logistic function), `[example][class]`; one number an example for two
    /// classes.
    package func predictMargins(_ x: Matrix) throws(TabularError) -> [Float] {
        try checkFeatures(of: x)
        guard x.rowCount > 0 else { return [] }
        try x.checkValues(allowsMissing: true)
        let blockSize = 64
        let blocks = parallelMap((x.rowCount + blockSize - 1) / blockSize) { block in
            let rows = block * blockSize..<min(x.rowCount, (block + 1) * blockSize)
            let values = x.values[rows.lowerBound * featureCount..<rows.upperBound * featureCount].map { Float($0) }
            var margins = rows.flatMap { _ in baseMargins }
            trees.add(
                0..<trees.count, values, rows: rows.count, columns: featureCount, to: &margins, groups: groupCount)
            return margins
        }
        return blocks.flatMap { $0 }
    }
}

/// How a fit went on.
public struct BoostingHistory: Sendable, Codable, Equatable {
    public let metric: BoostingMetric
    /// The metric of the training data after each round.
    public internal(set) var training: [Double] = []
    /// The metric of the validation data after each round.
    public internal(set) var validation: [Double] = []

    init(metric: BoostingMetric) { self.metric = metric }

    /// The round with the best metric of the validation data, from 0; of equal ones the first.
    public var bestRound: Int {
        validation.indices.min { validation[$0] < validation[$1] || (validation[$0] == validation[$1] && $0 < $1) } ?? 0
    }
}

// MARK: - Importance

/// How the weight of a feature among the splits is counted.
public enum FeatureImportance: String, Sendable, CaseIterable {
    /// What its splits took off the loss, on the average of the splits.
    case gain
    /// The number of its splits.
    case weight
    /// The sum of the second derivatives of the examples that came to its splits, on the average of the splits.
    case cover
    /// What its splits took off the loss.
    case totalGain
    /// The sum of the second derivatives of the examples that came to its splits.
    case totalCover
}

extension GradientBoostingModel {
    /// How much each feature mattered; zero where it was never asked about. XGBoost's `get_score`.
    public func importance(_ importance: FeatureImportance = .gain) -> [Double] {
        var (counts, gains, covers) = (zeros, zeros, zeros)
        for node in trees.nodes where !node.isLeaf {
            let feature = Int(node.feature)
            counts[feature] += 1
            gains[feature] += Double(node.gain)
            covers[feature] += Double(node.cover)
        }
        func mean(_ sums: [Double]) -> [Double] { zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 } }
        return switch importance {
        case .gain: mean(gains)
        case .weight: counts
        case .cover: mean(covers)
        case .totalGain: gains
        case .totalCover: covers
        }
    }

    /// The mean gains as shares of their sum: `feature_importances_`.
    public var featureImportances: [Double] {
        let gains = importance(.gain)
        let sum = gains.reduce(0, +)
        return sum > 0 ? gains.map { $0 / sum } : gains
    }

    private var zeros: [Double] { [Double](repeating: 0, count: featureCount) }
}

// MARK: - In files

extension GradientBoostingModel: Codable {
    private enum CodingKeys: String, CodingKey {
        case classes, featureCount, baseMargins, trees, history
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        classes = try container.decode([Int].self, forKey: .classes)
        featureCount = try container.decode(Int.self, forKey: .featureCount)
        baseMargins = try container.decode([Float].self, forKey: .baseMargins)
        trees = try container.decode(BoostedTrees.self, forKey: .trees)
        history = try container.decodeIfPresent(BoostingHistory.self, forKey: .history)
        func check(_ condition: Bool, _ key: CodingKeys, _ message: String) throws {
            guard !condition else { return }
            throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: message)
        }
        try check(
            classes.count > 1 && zip(classes, classes.dropFirst()).allSatisfy(<), .classes,
            "classes are not two or more in ascending order")
        try check((1...1 << 24).contains(featureCount), .featureCount, "no such number of features")
        try check(
            baseMargins.count == BoostingObjective(classCount: classes.count).groupCount
                && baseMargins.allSatisfy(\.isFinite), .baseMargins, "not one number a class")
        try check(
            trees.count > 0 && trees.count % baseMargins.count == 0, .trees, "not as many trees in each round")
        try check(
            trees.nodes.allSatisfy { (-1..<featureCount).contains(Int($0.feature)) }, .trees,
            "a node asks about a feature that there is not")
    }
}
