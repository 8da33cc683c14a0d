/// Precision, recall and F1 of a class, or their mean over classes.
public struct ClassificationScores: Equatable, Sendable, Codable {
    /// Of the samples that were taken for the class, the share that is of it.
    public var precision: Double
    /// Of the samples of the class, the share that was recognised.
    public var recall: Double
    /// The harmonic mean of the two: `2 · hits / (samples of the class + samples taken for it)`.
    public var f1: Double
    /// The number of samples of the class; of a mean, the number of all samples.
    public var support: Int

    public init(precision: Double, recall: Double, f1: Double, support: Int) {
        (self.precision, self.recall, self.f1, self.support) = (precision, recall, f1, support)
    }
}

/// What a score is whose denominator is zero: the precision of a class that was never predicted, the recall of one that
/// never occurs.
public enum ZeroDivision: Double, Sendable, CaseIterable {
    /// Scikit-learn's default: a class nobody saw or predicted lowers the mean.
    case zero = 0
    case one = 1
}

/// Accuracy, and precision, recall and F1 for each class and in the mean: the numbers and the text of scikit-learn's
/// `classification_report`.
///
/// ```
///               precision    recall  f1-score   support
///
///        happy       0.50      1.00      0.67         1
///          sad       0.00      0.00      0.00         1
///
///     accuracy                           0.50         2
///    macro avg       0.25      0.50      0.33         2
/// weighted avg       0.25      0.50      0.33         2
/// ```
///
/// Encoded: `labels`, `samples`, `accuracy`, `macro`, `weighted`, `perClass` (by label) and `confusion`.
public struct ClassificationReport: Equatable, Sendable {
    /// What was counted.
    public let confusion: ConfusionMatrix
    /// The share of samples whose class was recognised.
    public let accuracy: Double
    /// The scores of every class, in the order of ``labels``.
    public let perClass: [ClassificationScores]
    /// The plain mean over the classes.
    public let macro: ClassificationScores
    /// The mean over the classes by the number of their samples.
    public let weighted: ClassificationScores

    /// What the classes are called.
    public var labels: [String] { confusion.classNames }
    /// The number of samples.
    public var samples: Int { macro.support }

    /// - Parameters:
    ///   - confusion: the counts; every class of it has its row, whether it occurs or not.
    ///   - zeroDivision: what a score with denominator zero is.
    public init(_ confusion: ConfusionMatrix, zeroDivision: ZeroDivision = .zero) {
        func ratio(_ numerator: Int, _ denominator: Int) -> Double {
            denominator == 0 ? zeroDivision.rawValue : Double(numerator) / Double(denominator)
        }
        let scores = confusion.classNames.indices.map { index in
            let hits = confusion.counts[index][index]
            let (support, predicted) = (confusion.support(of: index), confusion.predicted(as: index))
            return ClassificationScores(
                precision: ratio(hits, predicted), recall: ratio(hits, support),
                f1: ratio(2 * hits, support + predicted), support: support)
        }
        self.confusion = confusion
        accuracy = ratio(confusion.correct, confusion.total)
        perClass = scores
        macro = Self.mean(scores, weights: scores.map { _ in 1 })
        // Without a single sample all weights are zero; scikit-learn then takes the plain mean.
        weighted = Self.mean(scores, weights: scores.map { confusion.total == 0 ? 1 : Double($0.support) })
    }

    private static func mean(_ scores: [ClassificationScores], weights: [Double]) -> ClassificationScores {
        let whole = weights.reduce(0, +)
        func mean(_ score: (ClassificationScores) -> Double) -> Double {
            whole == 0 ? 0 : zip(scores, weights).reduce(0) { $0 + score($1.0) * $1.1 } / whole
        }
        return ClassificationScores(
            precision: mean(\.precision), recall: mean(\.recall), f1: mean(\.f1),
            support: scores.reduce(0) { $0 + $1.support })
    }
}

// MARK: - Text

extension ClassificationReport: CustomStringConvertible {
    /// The text with two decimals, scikit-learn's default.
    public var description: String { text() }

    /// Scikit-learn's layout, letter by letter, with the line break at the end.
    ///
    /// - Parameter digits: decimals of the scores, 0 … 20.
    public func text(digits: Int = 2) -> String {
        let longest = labels.map(\.unicodeScalars.count).max() ?? 0
        let width = max(longest, "weighted avg".count, digits)

        func line(_ heading: String, _ columns: [String]) -> String {
            columns.reduce(heading.leftPadded(to: width) + " ") { $0 + " " + $1.leftPadded(to: 9) } + "\n"
        }
        func row(_ heading: String, _ scores: ClassificationScores) -> String {
            let values = [scores.precision, scores.recall, scores.f1].map { $0.fixed(digits) }
            return line(heading, values + [String(scores.support)])
        }
        let classes = zip(labels, perClass).map(row).joined()
        return line("", ["precision", "recall", "f1-score", "support"]) + "\n" + classes + "\n"
            + line("accuracy", ["", "", accuracy.fixed(digits), String(samples)])
            + row("macro avg", macro) + row("weighted avg", weighted)
    }
}

// MARK: - Codable

extension ClassificationReport: Codable {
    private enum Key: String, CodingKey {
        case labels, samples, accuracy, macro, weighted, perClass, confusion
    }

    /// A class's name as the key of its scores.
    private struct Label: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(labels, forKey: .labels)
        try container.encode(samples, forKey: .samples)
        try container.encode(accuracy, forKey: .accuracy)
        try container.encode(macro, forKey: .macro)
        try container.encode(weighted, forKey: .weighted)
        var classes = container.nestedContainer(keyedBy: Label.self, forKey: .perClass)
        for (label, scores) in zip(labels, perClass) {
            try classes.encode(scores, forKey: Label(stringValue: label))
        }
        try container.encode(confusion.counts, forKey: .confusion)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let labels = try container.decode([String].self, forKey: .labels)
        let counts = try container.decode([[Int]].self, forKey: .confusion)
        guard counts.count == labels.count, counts.allSatisfy({ $0.count == labels.count }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .confusion, in: container,
                debugDescription: "\(labels.count) labels need \(labels.count) rows of as many counts")
        }
        confusion = ConfusionMatrix(classNames: labels, counts: counts)
        accuracy = try container.decode(Double.self, forKey: .accuracy)
        macro = try container.decode(ClassificationScores.self, forKey: .macro)
        weighted = try container.decode(ClassificationScores.self, forKey: .weighted)
        let classes = try container.nestedContainer(keyedBy: Label.self, forKey: .perClass)
        perClass = try labels.map { try classes.decode(ClassificationScores.self, forKey: Label(stringValue: $0)) }
    }
}
