import Mien
import MienTabular

/// Scikit-learn's `KNeighborsClassifier(count, p=power)` in the plainest form, to be searched and piped.
struct PlainNeighbors: Classifier {
    var count = 5
    var power = 2
    /// Called at each fit, for tests of what happens around it.
    var onFit: (@Sendable () -> Void)?

    func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> Model {
        guard count > 0 else {
            throw .badParameter(owner: "PlainNeighbors", name: "count", found: "\(count)", expected: "at least 1")
        }
        onFit?()
        let examples = try Examples(x, y)
        return Model(x: x, codes: examples.codes, classes: examples.classes, count: count, power: power)
    }

    struct Model: ProbabilisticModel, Equatable {
        static let kind = "test-neighbors"
        let x: Matrix
        let codes, classes: [Int]
        let count, power: Int
        var featureCount: Int { x.columnCount }

        func predictProbabilities(_ unseen: Matrix) throws(TabularError) -> Matrix {
            try checkFeatures(of: unseen)
            var found = Matrix(rowCount: unseen.rowCount, columnCount: classes.count)
            for row in 0..<unseen.rowCount {
                let distances = (0..<x.rowCount).map { other in
                    zip(unseen.row(row), x.row(other)).reduce(0) {
                        $0 + (power == 1 ? abs($1.0 - $1.1) : ($1.0 - $1.1) * ($1.0 - $1.1))
                    }
                }
                for near in distances.indices.sorted(by: { distances[$0] < distances[$1] }).prefix(count) {
                    found[row, codes[near]] += 1 / Double(count)
                }
            }
            return found
        }
    }
}

/// A classifier that only says the commonest class.
struct CommonestClass: Classifier {
    func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> Model {
        let examples = try Examples(x, y)
        let counts = examples.classes.map { label in y.count { $0 == label } }
        let best = counts.indices.max { counts[$0] < counts[$1] } ?? 0
        return Model(classes: examples.classes, featureCount: x.columnCount, answer: examples.classes[best])
    }

    struct Model: ClassifierModel {
        static let kind = "test-majority"
        let classes: [Int]
        let featureCount, answer: Int
        func predict(_ x: Matrix) throws(TabularError) -> [Int] { x.column(0).map { _ in answer } }
    }
}
