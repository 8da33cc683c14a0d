import MienTraining

/// Parts of equal size in the rows' order, each of which is held out once: scikit-learn's `KFold`.
public struct KFold: Splitter {
    /// The number of parts; 5 by default.
    public let parts: Int
    /// Shuffles the rows as scikit-learn does with `shuffle=True` and this `random_state`; nil leaves their order.
    public let seed: UInt32?

    public init(parts: Int = 5, seed: UInt32? = nil) { (self.parts, self.seed) = (parts, seed) }

    public func splits(_ y: [Int]) throws(TabularError) -> [Split] {
        try Folds.plain.splits(count: y.count, parts, seed, things: "rows", found: y.count)
    }
}

/// Parts with the same mixture of classes, each of which is held out once: scikit-learn's `StratifiedKFold`.
public struct StratifiedKFold: Splitter {
    /// The number of parts; 5 by default.
    public let parts: Int
    /// Shuffles the rows of each class as scikit-learn does with `shuffle=True` and this `random_state`; nil leaves their
    /// order.
    public let seed: UInt32?

    public init(parts: Int = 5, seed: UInt32? = nil) { (self.parts, self.seed) = (parts, seed) }

    /// - Throws: ``TabularError/tooFew(what:found:expected:)`` where no class has as many rows as there are parts.
    public func splits(_ y: [Int]) throws(TabularError) -> [Split] {
        let largest = Dictionary(y.map { ($0, 1) }, uniquingKeysWith: +).values.max() ?? 0
        return try Folds.stratified(y).splits(
            count: y.count, parts, seed, things: "rows of the largest class", found: largest)
    }
}

/// Parts of about equal size that share no group, such as an artist, each of which is held out once: scikit-learn's
/// `GroupKFold`.
public struct GroupKFold: Splitter {
    /// The group of each row.
    public let groups: [Int]
    /// The number of parts; 5 by default.
    public let parts: Int
    /// Draws the groups of each part as scikit-learn does with `shuffle=True` and this `random_state`; with nil the
    /// largest group goes where there are the fewest rows so far.
    public let seed: UInt32?

    public init(groups: [Int], parts: Int = 5, seed: UInt32? = nil) {
        (self.groups, self.parts, self.seed) = (groups, parts, seed)
    }

    /// - Throws: ``TabularError/labelCount(labels:rows:)`` where there is not one group a row,
    ///   ``TabularError/tooFew(what:found:expected:)`` where there are fewer groups than parts.
    public func splits(_ y: [Int]) throws(TabularError) -> [Split] {
        guard groups.count == y.count else { throw .labelCount(labels: groups.count, rows: y.count) }
        return try Folds.grouped(groups).splits(
            count: y.count, parts, seed, things: "groups", found: Set(groups).count)
    }
}

/// Parts that someone else made, each of which is held out once: scikit-learn's `PredefinedSplit`.
public struct PredefinedSplit: Splitter {
    /// The part of each row; any numbers.
    public let parts: [Int]

    public init(parts: [Int]) { self.parts = parts }

    /// - Throws: ``TabularError/labelCount(labels:rows:)`` where there is not one part a row,
    ///   ``TabularError/tooFew(what:found:expected:)`` where there are not two parts.
    public func splits(_ y: [Int]) throws(TabularError) -> [Split] {
        guard parts.count == y.count else { throw .labelCount(labels: parts.count, rows: y.count) }
        let rows = Dictionary(grouping: parts.indices, by: { parts[$0] }).sorted { $0.key < $1.key }.map(\.value)
        guard rows.count > 1 else { throw .tooFew(what: "parts", found: rows.count, expected: "at least 2") }
        return Split.each(of: rows, count: y.count)
    }
}

extension Folds {
    /// - Parameters:
    ///   - things: what there must be as many of as parts.
    ///   - found: the number of these.
    fileprivate func splits(
        count: Int, _ parts: Int, _ seed: UInt32?, things: String, found: Int
    ) throws(TabularError) -> [Split] {
        guard parts > 1 else {
            throw .badParameter(owner: "Folds", name: "parts", found: "\(parts)", expected: "at least 2")
        }
        do {
            let held =
                if let seed {
                    try indices(count: count, parts: parts, randomState: seed)
                } else {
                    try indices(count: count, parts: parts)
                }
            return Split.each(of: held, count: count)
        } catch {
            throw .tooFew(what: things, found: found, expected: "at least \(parts), the number of parts,")
        }
    }
}
