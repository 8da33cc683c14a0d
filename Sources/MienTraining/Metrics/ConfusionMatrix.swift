import Mien

/// How often each class was taken for each class: rows are the true classes, columns the predicted ones, as in
/// scikit-learn.
///
/// ```swift
/// var matrix = ConfusionMatrix(classNames: ["happy", "sad"])
/// matrix.record(truth: 0, prediction: 0)
/// matrix.record(truth: 1, prediction: 0)
/// print(matrix.accuracy)  // 0.5
/// print(ClassificationReport(matrix))
/// ```
public struct ConfusionMatrix: Equatable, Sendable {
    /// What the classes are called, in the order of rows and columns.
    public let classNames: [String]
    /// `counts[truth][prediction]`.
    public private(set) var counts: [[Int]]

    /// A matrix without any samples.
    public init(classNames: [String]) {
        self.classNames = classNames
        counts = classNames.map { _ in [Int](repeating: 0, count: classNames.count) }
    }

    /// - Parameters:
    ///   - classNames: what the classes are called.
    ///   - counts: one row a true class, one column a predicted class; as many of both as there are names.
    public init(classNames: [String], counts: [[Int]]) {
        require(
            counts.count == classNames.count && counts.allSatisfy { $0.count == classNames.count },
            "ConfusionMatrix: \(classNames.count) classes need \(classNames.count) rows of as many counts, "
                + "found rows of \(counts.map(\.count))")
        self.classNames = classNames
        self.counts = counts
    }

    /// Counts `predictions` against `truths`, one each for every sample; classes are numbered from 0.
    public init(classNames: [String], truths: [Int], predictions: [Int]) {
        require(
            truths.count == predictions.count,
            "ConfusionMatrix: \(truths.count) true classes stand against \(predictions.count) predictions")
        self.init(classNames: classNames)
        for (truth, prediction) in zip(truths, predictions) { record(truth: truth, prediction: prediction) }
    }

    /// Counts one more sample.
    public mutating func record(truth: Int, prediction: Int) {
        require(
            counts.indices.contains(truth) && counts.indices.contains(prediction),
            "ConfusionMatrix: class \(truth) predicted as \(prediction), but the classes are 0 ..< \(counts.count)")
        counts[truth][prediction] += 1
    }

    /// The number of samples.
    public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

    /// The number of samples whose class was recognised.
    public var correct: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

    /// The share of samples whose class was recognised; 0 of no samples.
    public var accuracy: Double { total == 0 ? 0 : Double(correct) / Double(total) }

    /// The number of samples that are of class `index`.
    public func support(of index: Int) -> Int { counts[index].reduce(0, +) }

    /// The number of samples that were taken for class `index`.
    public func predicted(as index: Int) -> Int { counts.reduce(0) { $0 + $1[index] } }

    /// What the shares of ``normalized(by:)`` add up to one over.
    public enum Normalization: Sendable, CaseIterable {
        /// Every row: of the samples of a class, the share that was taken for each class. The diagonal is the recall.
        case truth
        /// Every column: of the samples taken for a class, the share that is of each class. The diagonal is the precision.
        case prediction
        /// The whole matrix.
        case all
    }

    /// The counts as shares; 0 where a row, a column or the matrix is empty, as in scikit-learn.
    public func normalized(by normalization: Normalization) -> [[Double]] {
        counts.indices.map { row in
            counts.indices.map { column in
                let whole =
                    switch normalization {
                    case .truth: support(of: row)
                    case .prediction: predicted(as: column)
                    case .all: total
                    }
                return whole == 0 ? 0 : Double(counts[row][column]) / Double(whole)
            }
        }
    }
}

// MARK: - Codable

extension ConfusionMatrix: Codable {
    private enum Key: String, CodingKey {
        case classNames, counts
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(classNames, forKey: .classNames)
        try container.encode(counts, forKey: .counts)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        classNames = try container.decode([String].self, forKey: .classNames)
        counts = try container.decode([[Int]].self, forKey: .counts)
        guard counts.count == classNames.count, counts.allSatisfy({ $0.count == classNames.count }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container,
                debugDescription: "\(classNames.count) classes need \(classNames.count) rows of as many counts")
        }
    }
}
