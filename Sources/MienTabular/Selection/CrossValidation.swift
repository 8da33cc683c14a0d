import Mien
import MienTraining

/// How well a classifier does on rows that it did not learn from.
public struct CrossValidation: Sendable, Equatable {
    /// What was held out once.
    public struct Fold: Sendable, Equatable {
        /// The rows that were held out.
        public let rows: [Int]
        /// The class that was predicted for each of them.
        public let predictions: [Int]
        /// The share of them whose class was recognised.
        public let accuracy: Double
    }

    public let folds: [Fold]
    /// The class that was predicted for each row when it was held out; nil for rows that never were.
    public let predictions: [Int?]

    fileprivate init(folds: [Fold], count: Int) {
        var predictions = [Int?](repeating: nil, count: count)
        for fold in folds {
            for (row, prediction) in zip(fold.rows, fold.predictions) { predictions[row] = prediction }
        }
        (self.folds, self.predictions) = (folds, predictions)
    }

    /// The accuracy of each fold.
    public var scores: [Double] { folds.map(\.accuracy) }
    /// The mean of the folds' accuracies.
    public var mean: Double { scores.foldMean }
    /// Their standard deviation, divided by their number.
    public var deviation: Double { scores.foldDeviation }
}

/// Learns from what `splitter` leaves, predicts what it holds out, and scores it by its accuracy: scikit-learn's
/// `cross_validate` and `cross_val_predict` at once. The folds are shared out to all cores.
///
/// ```swift
/// let validation = try crossValidate(RandomForest(trees: 500), x, y, on: StratifiedKFold(parts: 10))
/// print(validation.mean, validation.deviation)
/// ```
///
/// - Parameters:
///   - classifier: what learns.
///   - x: `[examples, features]`.
///   - y: the class of each example.
///   - splitter: what is held out; five stratified parts by default.
///   - progress: where to show how far it is; nowhere by default.
public func crossValidate(
    _ classifier: some Classifier, _ x: Matrix, _ y: [Int], on splitter: any Splitter = StratifiedKFold(),
    progress: any ProgressReporter = .silent
) throws(TabularError) -> CrossValidation {
    guard y.count == x.rowCount else { throw .labelCount(labels: y.count, rows: x.rowCount) }
    let splits = try splitter.splits(y)
    let folds = try parallelMap(splits.count, title: "Cross-validation", on: progress) {
        index throws(TabularError) in
        try classifier.fold(splits[index], x, y)
    }
    return CrossValidation(folds: folds, count: y.count)
}

extension Classifier {
    /// Learns from one side of a split and predicts the other.
    package func fold(_ split: Split, _ x: Matrix, _ y: [Int]) throws(TabularError) -> CrossValidation.Fold {
        let model = try fit(x.rows(at: split.training), split.training.map { y[$0] })
        let predictions = try model.predict(x.rows(at: split.test))
        let right = zip(predictions, split.test).count { $0 == y[$1] }
        return CrossValidation.Fold(
            rows: split.test, predictions: predictions, accuracy: Double(right) / Double(max(1, split.test.count)))
    }
}

extension [Double] {
    /// The mean with NumPy's order of additions: scores that differ in nothing but the order of their folds share a rank
    /// here if they do so in scikit-learn.
    package var foldMean: Double { isEmpty ? 0 : foldSum / Double(count) }

    /// The standard deviation, divided by the count.
    package var foldDeviation: Double {
        let mean = foldMean
        return map { ($0 - mean) * ($0 - mean) }.foldMean.squareRoot()
    }

    /// Up to seven numbers one after the other, more in eight sums at a time; NumPy halves more than 128.
    private var foldSum: Double {
        if count < 8 { return reduce(0, +) }
        if count > 128 {
            let half = count / 2 - count / 2 % 8
            return Array(self[..<half]).foldSum + Array(self[half...]).foldSum
        }
        let whole = count - count % 8
        var sums = Array(self[..<8])
        for place in 8..<whole { sums[place % 8] += self[place] }
        let sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
        return self[whole...].reduce(sum, +)
    }
}
