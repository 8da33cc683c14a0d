import Mien
import MienTraining

/// Finds the best hyper-parameters by cross-validating each candidate of a grid: scikit-learn's `GridSearchCV`.
///
/// ```swift
/// let search = GridSearch(grid, on: StratifiedKFold(parts: 3))
/// let result = try search.search(x, y, progress: .terminal)
/// print(result.best.candidate.label, result.best.mean)
/// let predictions = try result.model.predict(unseen)
/// ```
///
/// It is a classifier itself: `fit` gives the best candidate's model, so that a search inside each fold of a
/// cross-validation never sees what is held out.
public struct GridSearch<Learner: Classifier>: Classifier {
    public let grid: ParameterGrid<Learner>
    /// What is held out; five stratified parts by default.
    public let splitter: any Splitter

    public init(_ grid: ParameterGrid<Learner>, on splitter: any Splitter = StratifiedKFold()) {
        (self.grid, self.splitter) = (grid, splitter)
    }

    /// Cross-validates all candidates, on all cores, and learns from everything with the best.
    public func search(
        _ x: Matrix, _ y: [Int], progress: any ProgressReporter = .silent
    ) throws(TabularError) -> SearchResult<Learner> {
        try compare((0..<grid.count).map { grid[$0] }, on: splitter, x, y, owner: "GridSearch", progress)
    }

    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> Learner.Model { try search(x, y).model }
}

/// Finds good hyper-parameters by cross-validating some candidates of a grid, drawn at random: scikit-learn's
/// `RandomizedSearchCV` with lists of values, which draws none twice.
public struct RandomSearch<Learner: Classifier>: Classifier {
    public let grid: ParameterGrid<Learner>
    /// How many candidates are drawn, or all where there are fewer; 10 by default.
    public let count: Int
    /// What is held out; five stratified parts by default.
    public let splitter: any Splitter
    /// Scikit-learn's `random_state`; 0 by default.
    public let seed: UInt32

    public init(
        _ grid: ParameterGrid<Learner>, count: Int = 10, on splitter: any Splitter = StratifiedKFold(), seed: UInt32 = 0
    ) {
        (self.grid, self.count, self.splitter, self.seed) = (grid, count, splitter, seed)
    }

    /// Cross-validates the candidates drawn, on all cores, and learns from everything with the best.
    public func search(
        _ x: Matrix, _ y: [Int], progress: any ProgressReporter = .silent
    ) throws(TabularError) -> SearchResult<Learner> {
        guard count > 0 else {
            throw .badParameter(owner: "RandomSearch", name: "count", found: "\(count)", expected: "at least 1")
        }
        var random = MersenneTwister(seed: seed)
        let drawn = random.sample(min(count, grid.count), below: grid.count)
        return try compare(drawn.map { grid[$0] }, on: splitter, x, y, owner: "RandomSearch", progress)
    }

    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> Learner.Model { try search(x, y).model }
}

/// What a search found: scikit-learn's `cv_results_` and `best_estimator_`.
public struct SearchResult<Learner: Classifier>: Sendable {
    public struct Row: Sendable {
        public let candidate: Candidate<Learner>
        /// The accuracy in each fold.
        public let scores: [Double]
        /// The mean of the folds' accuracies.
        public let mean: Double
        /// Their standard deviation, divided by their number.
        public let deviation: Double
        /// 1 for the best; equally good ones share a rank.
        public let rank: Int
    }

    /// In the order in which they were tried.
    public let rows: [Row]
    /// The first of those with rank 1.
    public let best: Row
    /// What the best candidate learnt from all examples.
    public let model: Learner.Model
}

/// All fits at once are shared out, not the folds of one candidate after the other: two cores are busy with any number of
/// folds. A fit's own parallel work runs on the thread that the fit runs on.
private func compare<Learner: Classifier>(
    _ candidates: [Candidate<Learner>], on splitter: any Splitter, _ x: Matrix, _ y: [Int], owner: String,
    _ progress: any ProgressReporter
) throws(TabularError) -> SearchResult<Learner> {
    guard y.count == x.rowCount else { throw .labelCount(labels: y.count, rows: x.rowCount) }
    let splits = try splitter.splits(y)
    let accuracies = try parallelMap(candidates.count * splits.count, title: owner, on: progress) {
        index throws(TabularError) in
        let (candidate, split) = index.quotientAndRemainder(dividingBy: splits.count)
        return try candidates[candidate].classifier.fold(splits[split], x, y).accuracy
    }
    let scores = candidates.indices.map { Array(accuracies[$0 * splits.count..<($0 + 1) * splits.count]) }
    let means = scores.map(\.foldMean)
    let rows = candidates.indices.map { index in
        SearchResult<Learner>.Row(
            candidate: candidates[index], scores: scores[index], mean: means[index],
            deviation: scores[index].foldDeviation, rank: 1 + means.count { $0 > means[index] })
    }
    guard let best = rows.first(where: { $0.rank == 1 }) else {
        throw .badParameter(owner: owner, name: "grid", found: "empty", expected: "at least one candidate")
    }
    return SearchResult(rows: rows, best: best, model: try best.candidate.classifier.fit(x, y))
}
