import Mien

/// How much accuracy a model loses when one feature's values are dealt out anew: what the feature is worth to it (Breiman
/// 2001). Scikit-learn's `permutation_importance`, with its draws.
///
/// ```swift
/// let importance = try PermutationImportance(of: model, test, labels, repeats: 10)
/// ```
///
/// Features that tell the same share their worth: each may seem to have none.
public struct PermutationImportance: Sendable {
    /// The accuracy with all features as they are.
    public let accuracy: Double
    /// What was lost each time: `[features, repeats]`.
    public let losses: Matrix

    /// - Parameters:
    ///   - model: any that was learnt.
    ///   - x: rows with the model's features, best such as were not learnt from.
    ///   - y: their classes.
    ///   - repeats: how often each feature is dealt out.
    ///   - seed: scikit-learn's `random_state`.
    public init(
        of model: some ClassifierModel, _ x: Matrix, _ y: [Int], repeats: Int = 5, seed: UInt32 = 0
    ) throws(TabularError) {
        try check("PermutationImportance", "repeats", repeats, "a number above 0") { $0 > 0 }
        guard x.rowCount > 0 else { throw .noExamples(rows: x.rowCount, columns: x.columnCount) }
        let accuracy = try model.accuracy(x, y)
        var random = MersenneTwister(seed: seed)
        let start = MersenneTwister(seed: UInt32(random.nextInt(below: 1 << 31)))
        let rows = try parallelMap(x.columnCount) { column throws(TabularError) in
            // All features are dealt out alike.
            var random = start
            var order = Array(0..<x.rowCount)
            var (dealt, losses) = (x, [Double]())
            for _ in 0..<repeats {
                random.shuffle(&order)
                let values = dealt.column(column)
                for (row, source) in order.enumerated() { dealt[row, column] = values[source] }
                losses.append(accuracy - (try model.accuracy(dealt, y)))
            }
            return losses
        }
        self.accuracy = accuracy
        losses = Matrix(rows)
    }

    /// The mean loss of each feature.
    public var means: [Double] {
        (0..<losses.rowCount).map { losses.row($0).reduce(0, +) / Double(losses.columnCount) }
    }

    /// The deviation of each feature's losses, divided by their number.
    public var deviations: [Double] {
        zip(means, 0..<losses.rowCount).map { mean, feature in
            let squares = losses.row(feature).reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return (squares / Double(losses.columnCount)).squareRoot()
        }
    }
}
