/// A way to learn classes from examples: its hyper-parameters, and nothing that was learnt.
///
/// ```swift
/// let model = try RandomForest(trees: 500, seed: 1).fit(x, y)
/// let predictions = try model.predict(unseen)
/// ```
///
/// What was learnt is a value of its own, so that a model cannot be asked before it was fitted, and fitting again changes
/// no model that someone else holds.
public protocol Classifier: Sendable {
    associatedtype Model: ClassifierModel

    /// - Parameters:
    ///   - x: `[examples, features]`.
    ///   - y: the class of each example; any numbers.
    func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> Model
}

/// What a classifier has learnt.
public protocol ClassifierModel: FittedModel {
    /// The classes that were learnt, ascending.
    var classes: [Int] { get }

    /// The class of each row.
    func predict(_ x: Matrix) throws(TabularError) -> [Int]
}

/// A model that says how sure it is.
public protocol ProbabilisticModel: ClassifierModel {
    /// `[examples, classes]`, the columns in the order of `classes`; each row adds up to one.
    func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix
}

extension ProbabilisticModel {
    /// The likeliest class of each row; of equally likely ones the first.
    public func predict(_ x: Matrix) throws(TabularError) -> [Int] {
        try predictProbabilities(x).likeliestColumns.map { classes[$0] }
    }
}

extension ClassifierModel {
    /// The share of rows whose class is recognised.
    public func accuracy(_ x: Matrix, _ y: [Int]) throws(TabularError) -> Double {
        let predictions = try predict(x)
        guard predictions.count == y.count else { throw .labelCount(labels: y.count, rows: predictions.count) }
        return y.isEmpty ? 0 : Double(zip(predictions, y).count { $0 == $1 }) / Double(y.count)
    }
}

extension Matrix {
    /// The place of each row's greatest value; of equal ones the first.
    package var likeliestColumns: [Int] {
        (0..<rowCount).map { index in
            let row = self.row(index)
            let best = row.indices.max { row[$0] < row[$1] || (row[$0] == row[$1] && $0 > $1) }
            return (best ?? row.startIndex) - row.startIndex
        }
    }
}
