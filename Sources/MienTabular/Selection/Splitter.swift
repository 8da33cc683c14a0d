/// The rows of a table that are learnt from, and those that are held out.
public struct Split: Sendable, Equatable {
    public let training: [Int]
    public let test: [Int]

    public init(training: [Int], test: [Int]) { (self.training, self.test) = (training, test) }
}

/// A way to hold out rows, again and again: scikit-learn's cross-validators.
///
/// ```swift
/// for split in try StratifiedKFold(parts: 5).splits(labels) { … }
/// ```
public protocol Splitter: Sendable {
    /// - Parameter y: the class of each row.
    func splits(_ y: [Int]) throws(TabularError) -> [Split]
}

extension Split {
    /// What is held out in turn, each time with all other rows to learn from.
    package static func each(of parts: [[Int]], count: Int) -> [Split] {
        parts.map { test in
            var isHeld = [Bool](repeating: false, count: count)
            for row in test { isHeld[row] = true }
            return Split(training: isHeld.indices.filter { !isHeld[$0] }, test: test)
        }
    }
}
