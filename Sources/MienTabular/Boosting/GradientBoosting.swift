import Mien
import MienKernels

/// Gradient-boosted trees: each tree corrects what the ones before it got wrong, weighted by second derivatives
/// (Chen and Guestrin, XGBoost, 2016).
///
/// ```swift
/// let model = try GradientBoosting(maximumDepth: 3).fit(x, y)
/// let probabilities = try model.predictProbabilities(unseen)
/// ```
///
/// Algorithm, defaults and roundings are those of XGBoost 3.2's `XGBClassifier`: without sampling it grows the same trees.
/// A round is one tree for two classes (`binary:logistic`), one a class for more (`multi:softprob`). Values may be missing
/// (NaN): each split learns to which side they go. Features are compared in single precision.
public struct GradientBoosting: Classifier, Equatable {
    /// The number of rounds; `n_estimators`.
    public var rounds: Int
    /// What a leaf's weight is multiplied with; `learning_rate`.
    public var learningRate: Double
    /// The greatest number of questions in a row; `max_depth`.
    public var maximumDepth: Int
    /// What a split must take off the loss; `gamma`.
    public var gamma: Double
    /// The least sum of second derivatives of a child; `min_child_weight`.
    public var minimumChildWeight: Double
    /// L2 penalty of leaves' weights; `reg_lambda`.
    public var lambda: Double
    /// L1 penalty of leaves' weights; `reg_alpha`.
    public var alpha: Double
    /// The share of examples that a tree sees; `subsample`.
    public var rowsPerTree: Double
    /// The share of features that a tree sees; `colsample_bytree`.
    public var columnsPerTree: Double
    /// The share of the tree's features that a level of it sees; `colsample_bylevel`.
    public var columnsPerLevel: Double
    /// The share of the level's features that a node sees; `colsample_bynode`.
    public var columnsPerNode: Double
    /// How splits are sought; `tree_method`.
    public var method: SplitMethod
    /// The greatest number of bins of a feature, for ``SplitMethod/histogram``; `max_bin`.
    public var maximumBins: Int
    /// How many rounds without a better metric of the validation data end the fit; nil goes through all rounds.
    public var earlyStopping: Int?
    /// What is measured on the validation data; `eval_metric`.
    public var metric: BoostingMetric
    /// Decides which rows and columns are drawn.
    public var seed: UInt64

    /// The defaults are XGBoost's.
    public init(
        rounds: Int = 100, learningRate: Double = 0.3, maximumDepth: Int = 6, gamma: Double = 0,
        minimumChildWeight: Double = 1, lambda: Double = 1, alpha: Double = 0, rowsPerTree: Double = 1,
        columnsPerTree: Double = 1, columnsPerLevel: Double = 1, columnsPerNode: Double = 1,
        method: SplitMethod = .histogram, maximumBins: Int = 256, earlyStopping: Int? = nil,
        metric: BoostingMetric = .logLoss, seed: UInt64 = 0
    ) {
        (self.rounds, self.learningRate, self.maximumDepth) = (rounds, learningRate, maximumDepth)
        (self.gamma, self.minimumChildWeight, self.lambda, self.alpha) = (gamma, minimumChildWeight, lambda, alpha)
        (self.rowsPerTree, self.columnsPerTree) = (rowsPerTree, columnsPerTree)
        (self.columnsPerLevel, self.columnsPerNode) = (columnsPerLevel, columnsPerNode)
        (self.method, self.maximumBins) = (method, maximumBins)
        (self.earlyStopping, self.metric, self.seed) = (earlyStopping, metric, seed)
    }

    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> GradientBoostingModel {
        guard earlyStopping == nil else {
            throw .badParameter(
                owner: "GradientBoosting", name: "earlyStopping", found: "set",
                expected: "nil where there is no validation data")
        }
        return try run(x, y, validation: nil)
    }

    /// Measures the metric after each round; with ``earlyStopping`` the model keeps the rounds up to the best.
    public func fit(
        _ x: Matrix, _ y: [Int], validation: (x: Matrix, y: [Int])
    ) throws(TabularError) -> GradientBoostingModel {
        try run(x, y, validation: validation)
    }

    private func run(
        _ x: Matrix, _ y: [Int], validation: (x: Matrix, y: [Int])?
    ) throws(TabularError) -> GradientBoostingModel {
        try check()
        let examples = try Examples(x, y, allowsMissing: true)
        try x.checkSinglePrecision()
        let held = try validation.map { (pair) throws(TabularError) in try checked(pair.x, pair.y, examples) }
        let features = parallelMap(x.columnCount) { column in
            FeatureBins(
                (0..<x.rowCount).map { Float(x[$0, column]) },
                maximumBins: method == .histogram ? maximumBins : nil)
        }
        let greatest = features.map(\.values.count).max() ?? 0
        let codes = features.contains(where: \.hasMissing) ? greatest + 1 : greatest
        return switch codes {
        case ...256: BoostingRun(self, examples, BinnedFeatures<UInt8>(x, features), held).model()
        case ...65_536: BoostingRun(self, examples, BinnedFeatures<UInt16>(x, features), held).model()
        default: BoostingRun(self, examples, BinnedFeatures<UInt32>(x, features), held).model()
        }
    }

    private func checked(
        _ x: Matrix, _ y: [Int], _ examples: Examples
    ) throws(TabularError) -> HeldExamples {
        guard y.count == x.rowCount else { throw .labelCount(labels: y.count, rows: x.rowCount) }
        guard x.columnCount == examples.x.columnCount else {
            throw .featureCount(found: x.columnCount, expected: examples.x.columnCount)
        }
        try x.checkValues(allowsMissing: true)
        try x.checkSinglePrecision()
        let places = Dictionary(uniqueKeysWithValues: examples.classes.enumerated().map { ($1, $0) })
        var codes: [Int] = []
        for label in y {
            guard let code = places[label] else {
                throw .newLabel(label: "\(label)", known: examples.classes.map { "\($0)" })
            }
            codes.append(code)
        }
        return HeldExamples(x: x.values.map { Float($0) }, codes: codes)
    }

    var rule: SplitRule {
        SplitRule(lambda: Float(lambda), alpha: Float(alpha), minimumChildWeight: Float(minimumChildWeight))
    }
}

/// How the splits of a node are sought.
public enum SplitMethod: String, Sendable, Codable {
    /// Between bins of the features' values (`hist`).
    case histogram
    /// Between all values (`exact`): slow where there are many.
    case exact
}

/// What is measured on validation data; less is better.
public enum BoostingMetric: String, Sendable, Codable {
    /// The mean cross-entropy (`logloss`, `mlogloss`).
    case logLoss
    /// The share of examples whose class is not recognised (`error`, `merror`).
    case error
}

extension GradientBoosting {
    private func check() throws(TabularError) {
        try check("rounds", rounds, 1...1_000_000)
        try check("maximumDepth", maximumDepth, 1...1000)
        try check("maximumBins", maximumBins, 2...1_000_000)
        if let earlyStopping { try check("earlyStopping", earlyStopping, 1...1_000_000) }
        for (name, value) in [
            ("learningRate", learningRate), ("gamma", gamma), ("minimumChildWeight", minimumChildWeight),
            ("lambda", lambda), ("alpha", alpha),
        ] where !(value >= 0 && value <= 1e30) {
            throw bad(name, "\(value)", "a number from 0 to 1e30")
        }
        for (name, value) in [
            ("rowsPerTree", rowsPerTree), ("columnsPerTree", columnsPerTree), ("columnsPerLevel", columnsPerLevel),
            ("columnsPerNode", columnsPerNode),
        ] where !(value > 0 && value <= 1) {
            throw bad(name, "\(value)", "a share above 0, at most 1")
        }
    }

    private func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(TabularError) {
        guard !range.contains(value) else { return }
        throw bad(name, "\(value)", "a number from \(range.lowerBound) to \(range.upperBound)")
    }

    private func bad(_ name: String, _ found: String, _ expected: String) -> TabularError {
        .badParameter(owner: "GradientBoosting", name: name, found: found, expected: expected)
    }
}
