/// Numbers the labels of classes: scikit-learn's `LabelEncoder`.
///
/// ```swift
/// let encoder = LabelEncoder(["rock", "blues", "rock"])
/// encoder.labels                          // ["blues", "rock"]
/// try encoder.transform(["rock"])         // [1]
/// try encoder.inverseTransform([0])       // ["blues"]
/// ```
public struct LabelEncoder: Sendable, Equatable {
    /// The label of each class, in the order of their Unicode scalars.
    public let labels: [String]
    private let codes: [String: Int]

    /// - Parameter labels: those of examples; each may come any number of times.
    public init(_ labels: some Sequence<String>) {
        self.labels = Set(labels).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
        codes = Dictionary(uniqueKeysWithValues: self.labels.enumerated().map { ($1, $0) })
    }

    /// The class of each label.
    ///
    /// - Throws: ``TabularError/newLabel(label:known:)``.
    public func transform(_ labels: [String]) throws(TabularError) -> [Int] {
        var found: [Int] = []
        found.reserveCapacity(labels.count)
        for label in labels {
            guard let code = codes[label] else { throw .newLabel(label: label, known: self.labels) }
            found.append(code)
        }
        return found
    }

    /// The label of each class.
    ///
    /// - Throws: ``TabularError/newLabel(label:known:)`` for a number that is no class.
    public func inverseTransform(_ classes: [Int]) throws(TabularError) -> [String] {
        if let stranger = classes.first(where: { !labels.indices.contains($0) }) {
            throw .newLabel(label: "\(stranger)", known: labels)
        }
        return classes.map { labels[$0] }
    }
}
