import Mien

/// A linear classifier, one border for each class against all others, learnt example by example; scikit-learn's
/// `SGDClassifier`, step by step: the same seed gives the same coefficients.
///
/// Scale the features first.
public struct StochasticGradientDescent: Classifier {
    /// What is made small.
    public enum Loss: String, Sendable, Codable {
        /// `max(0, 1 − y · value)`: a linear support vector machine.
        case hinge
        /// `log(1 + exp(−y · value))`: logistic regression, which gives probabilities.
        case logarithmic
    }

    /// What keeps the coefficients small.
    public enum Penalty: Sendable, Equatable {
        case none
        /// Half of the sum of squares.
        case l2
        /// The sum of magnitudes.
        case l1
        /// Both; `l1` is the share of magnitudes.
        case elasticNet(l1: Double = 0.15)

        var l1Share: Double {
            switch self {
            case .none, .l2: 0
            case .l1: 1
            case .elasticNet(let l1): l1
            }
        }
    }

    /// Hinge by default.
    public var loss: Loss
    /// L2 by default.
    public var penalty: Penalty
    /// How much the penalty counts; the learning rate follows from it (Bottou 2012). 1e-4 by default.
    public var alpha: Double
    /// The most times that all examples are shown; 1000 by default.
    public var maximumEpochs: Int
    /// By how much the mean objective must fall for an epoch to count as better; 1e-3 by default.
    public var tolerance: Double
    /// After how many epochs that are no better learning ends; 5 by default.
    public var patience: Int
    /// Scikit-learn's `random_state`: decides the order of examples; 0 by default.
    public var seed: UInt32

    public init(
        loss: Loss = .hinge, penalty: Penalty = .l2, alpha: Double = 1e-4, maximumEpochs: Int = 1000,
        tolerance: Double = 1e-3, patience: Int = 5, seed: UInt32 = 0
    ) {
        (self.loss, self.penalty, self.alpha, self.maximumEpochs) = (loss, penalty, alpha, maximumEpochs)
        (self.tolerance, self.patience, self.seed) = (tolerance, patience, seed)
    }

    private static let owner = "StochasticGradientDescent"

    /// - Throws: ``TabularError/notConverged(owner:reason:)`` where the coefficients grow beyond all bounds.
    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> StochasticGradientDescentModel {
        try checkParameters()
        let examples = try Examples(x, y)
        let isBinary = examples.classes.count == 2
        var random = MersenneTwister(seed: seed)
        let seeds =
            isBinary ? [seed] : examples.classes.map { _ in UInt32(random.nextInt(below: Int(Int32.max))) }
        let borders = try parallelMap(seeds.count) { place throws(TabularError) in
            let positive = isBinary ? 1 : place
            var descent = DescentRun(self, x, isPositive: examples.codes.map { $0 == positive }, seed: seeds[place])
            return try descent.run()
        }
        return StochasticGradientDescentModel(
            classes: examples.classes, loss: loss, epochs: borders.map(\.epochs).max() ?? 0,
            borders: LinearBorders(
                coefficients: Matrix(borders.map(\.coefficients)), intercepts: borders.map(\.intercept)))
    }

    private func checkParameters() throws(TabularError) {
        let owner = Self.owner
        try check(owner, "alpha", alpha, "a number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "maximumEpochs", maximumEpochs, "a number above 0") { $0 > 0 }
        try check(owner, "tolerance", tolerance, "a finite number from 0") { $0 >= 0 && $0.isFinite }
        try check(owner, "patience", patience, "a number above 0") { $0 > 0 }
        try check(owner, "the share of L1", penalty.l1Share, "a number in 0 … 1") { (0...1).contains($0) }
    }
}

/// The borders that ``StochasticGradientDescent`` found.
public struct StochasticGradientDescentModel: LinearModel {
    public static let kind = "stochastic-gradient-descent"

    public let classes: [Int]
    public let loss: StochasticGradientDescent.Loss
    /// How often all examples were shown, for the class that needed most.
    public let epochs: Int
    private let borders: LinearBorders

    init(classes: [Int], loss: StochasticGradientDescent.Loss, epochs: Int, borders: LinearBorders) {
        (self.classes, self.loss, self.epochs, self.borders) = (classes, loss, epochs, borders)
    }

    public var coefficients: Matrix { borders.coefficients }
    public var intercepts: [Double] { borders.intercepts }

    /// The classes' own logistic probabilities, made to add up to one.
    ///
    /// - Throws: ``TabularError/badParameter(owner:name:found:expected:)`` where the hinge loss was learnt with, which gives
    ///   none.
    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        guard loss == .logarithmic else {
            throw .badParameter(
                owner: "StochasticGradientDescent", name: "loss", found: "hinge",
                expected: "logarithmic in learning, since probabilities are asked for,")
        }
        let values = try decisionValues(x)
        let rows = (0..<x.rowCount).flatMap { index -> [Double] in
            let shares = values.row(index).map(logistic)
            if shares.count == 1 { return [1 - shares[0], shares[0]] }
            let total = shares.reduce(0, +)
            return shares.map { total > 0 ? $0 / total : 1 / Double(shares.count) }
        }
        return Matrix(rowCount: x.rowCount, columnCount: classes.count, values: rows)
    }
}

extension StochasticGradientDescentModel {
    private enum CodingKeys: String, CodingKey {
        case classes, loss, epochs, borders
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        classes = try values.decode([Int].self, forKey: .classes)
        loss = try values.decode(StochasticGradientDescent.Loss.self, forKey: .loss)
        epochs = try values.decode(Int.self, forKey: .epochs)
        borders = try values.decode(LinearBorders.self, forKey: .borders)
        try borders.check(classes, in: decoder)
    }
}
