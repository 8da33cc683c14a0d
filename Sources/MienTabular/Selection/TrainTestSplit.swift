import Mien

/// How many rows a part of a table has.
public enum PartSize: Sendable, Equatable, CustomStringConvertible {
    /// A share of all rows, above 0 and below 1.
    case fraction(Double)
    /// So many rows.
    case count(Int)

    public var description: String {
        switch self {
        case .fraction(let fraction): "\(fraction)"
        case .count(let count): "\(count) rows"
        }
    }

    fileprivate func rows(of total: Int, name: String, _ rule: FloatingPointRoundingRule) throws(TabularError) -> Int {
        switch self {
        case .fraction(let fraction) where fraction > 0 && fraction < 1: Int((fraction * Double(total)).rounded(rule))
        case .count(let count) where count > 0 && count < total: count
        default:
            throw .badParameter(
                owner: "trainTestSplit", name: name, found: "\(self)",
                expected: "a fraction between 0 and 1, or a count between 0 and the \(total) rows,")
        }
    }
}

/// Rows to learn from and rows to test with, drawn as scikit-learn's `train_test_split` does.
///
/// ```swift
/// let split = try trainTestSplit(count: 1000, test: .fraction(0.2), stratifiedBy: genres, seed: 1)
/// ```
///
/// - Parameters:
///   - count: the number of rows.
///   - test: what is held out; a quarter by default. A fraction is rounded up.
///   - training: what is learnt from; by default all that is not held out. A fraction is rounded down.
///   - labels: the class of each row, if both parts are to have the same mixture of classes.
///   - seed: scikit-learn's `random_state`; 0 by default.
/// - Returns: the rows' numbers, in random order.
/// - Throws: ``TabularError/badParameter(owner:name:found:expected:)`` for sizes that make no sense,
///   ``TabularError/tooFew(what:found:expected:)`` where a class has a single row or a part has fewer rows than there are
///   classes.
public func trainTestSplit(
    count: Int, test: PartSize = .fraction(0.25), training: PartSize? = nil, stratifiedBy labels: [Int]? = nil,
    seed: UInt32 = 0
) throws(TabularError) -> Split {
    let testCount = try test.rows(of: count, name: "test", .up)
    let trainingCount = try training?.rows(of: count, name: "training", .down) ?? count - testCount
    guard trainingCount > 0 else {
        throw .tooFew(what: "rows to learn from", found: 0, expected: "at least 1")
    }
    guard trainingCount + testCount <= count else {
        throw .badParameter(
            owner: "trainTestSplit", name: "training", found: "\(trainingCount) rows",
            expected: "at most the \(count - testCount) that are not held out")
    }
    var random = MersenneTwister(seed: seed)
    guard let labels else {
        let order = random.permutation(count)
        return Split(training: Array(order[testCount..<testCount + trainingCount]), test: Array(order[..<testCount]))
    }
    guard labels.count == count else { throw .labelCount(labels: labels.count, rows: count) }
    return try stratifiedSplit(labels, training: trainingCount, test: testCount, &random)
}

/// Examples to learn from and examples to test with.
public struct TrainTestSplit: Sendable, Equatable {
    /// The rows' numbers.
    public let rows: Split
    public let training: Matrix
    public let trainingLabels: [Int]
    public let test: Matrix
    public let testLabels: [Int]
}

/// Examples to learn from and examples to test with, drawn as scikit-learn's `train_test_split` does.
///
/// - Parameters:
///   - x: `[examples, features]`.
///   - y: the class of each example.
///   - test: what is held out; a quarter by default.
///   - stratified: whether both parts have the same mixture of classes; not so by default.
///   - seed: scikit-learn's `random_state`; 0 by default.
public func trainTestSplit(
    _ x: Matrix, _ y: [Int], test: PartSize = .fraction(0.25), stratified: Bool = false, seed: UInt32 = 0
) throws(TabularError) -> TrainTestSplit {
    guard y.count == x.rowCount else { throw .labelCount(labels: y.count, rows: x.rowCount) }
    let rows = try trainTestSplit(count: x.rowCount, test: test, stratifiedBy: stratified ? y : nil, seed: seed)
    return TrainTestSplit(
        rows: rows, training: x.rows(at: rows.training), trainingLabels: rows.training.map { y[$0] },
        test: x.rows(at: rows.test), testLabels: rows.test.map { y[$0] })
}

/// Scikit-learn's `StratifiedShuffleSplit`, draw for draw.
private func stratifiedSplit(
    _ labels: [Int], training: Int, test: Int, _ random: inout MersenneTwister
) throws(TabularError) -> Split {
    let classes = Dictionary(grouping: labels.indices, by: { labels[$0] }).sorted { $0.key < $1.key }
    if let (label, _) = classes.first(where: { $0.value.count < 2 }) {
        throw .tooFew(what: "rows of class \(label)", found: 1, expected: "at least 2")
    }
    for (part, found) in [("rows to learn from", training), ("rows to test with", test)] where found < classes.count {
        throw .tooFew(what: part, found: found, expected: "at least \(classes.count), one of each class,")
    }
    let counts = classes.map(\.value.count)
    let trained = likeliestCounts(training, of: counts, &random)
    let tested = likeliestCounts(test, of: zip(counts, trained).map { $0 - $1 }, &random)
    var (trainingRows, testRows) = ([Int](), [Int]())
    for (place, rows) in classes.map(\.value).enumerated() {
        let order = random.permutation(rows.count).map { rows[$0] }
        trainingRows += order[..<trained[place]]
        testRows += order[trained[place]...].prefix(tested[place])
    }
    random.shuffle(&trainingRows)
    random.shuffle(&testRows)
    return Split(training: trainingRows, test: testRows)
}

/// How many of each class come, most likely, if `drawn` are drawn: scikit-learn's `_approximate_mode`.
///
/// Rounded down at first; what is left goes where most was rounded away, among equals by chance.
private func likeliestCounts(_ drawn: Int, of counts: [Int], _ random: inout MersenneTwister) -> [Int] {
    let total = Double(counts.reduce(0, +))
    let shares = counts.map { Double($0) / total * Double(drawn) }
    var chosen = shares.map { Int($0) }
    var left = drawn - chosen.reduce(0, +)
    let remainders = shares.map { $0 - $0.rounded(.down) }
    for remainder in Set(remainders).sorted(by: >) where left > 0 {
        let places = remainders.indices.filter { remainders[$0] == remainder }
        let lucky = random.choose(min(places.count, left), of: places)
        for place in lucky { chosen[place] += 1 }
        left -= lucky.count
    }
    return chosen
}
