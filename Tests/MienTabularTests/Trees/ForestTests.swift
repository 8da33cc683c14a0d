import Foundation
import Mien
import MienTabular
import MienTestSupport
import Testing

@Suite struct ForestTests {
    private let made: TreeGolden.Made

    init() throws { made = try TreeGolden.read().forest }

    private var x: Matrix { Matrix(made.x) }
    private var unseen: Matrix { Matrix(made.unseen) }

    /// The means over 30 seeds lie within four standard errors of scikit-learn's over 40.
    private func compare(
        _ golden: TreeGolden.Forests, _ fit: (UInt64) throws -> TreeModel
    ) throws {
        let models = try (0..<30).map { try fit(UInt64($0)) }
        func expect(_ values: [Double], _ spread: TreeGolden.Spread, _ what: Comment) {
            let mean = values.reduce(0, +) / Double(values.count)
            let error = spread.deviation * (1.0 / 40 + 1 / Double(values.count)).squareRoot()
            #expect(abs(mean - spread.mean) < 4 * error, what)
        }
        expect(models.map { Double($0.nodeCount) }, golden.nodes, "nodes")
        expect(try models.map { try $0.accuracy(unseen, made.truth) }, golden.accuracy, "accuracy")
        if golden.outOfBag.mean > 0 { expect(models.compactMap(\.outOfBagAccuracy), golden.outOfBag, "out of bag") }
        for (feature, importance) in golden.importances.enumerated() {
            let mean = models.reduce(0) { $0 + $1.importances[feature] } / Double(models.count)
            #expect(abs(mean - importance) < 0.006, "importance of \(feature)")
        }
    }

    @Test func randomForestsGrowAsInScikitLearn() throws {
        try compare(made.random) { try RandomForest(trees: 30, judgesOutOfBag: true, seed: $0).fit(x, made.y) }
    }

    @Test func extraTreesGrowAsInScikitLearn() throws {
        try compare(made.extra) { try ExtraTrees(trees: 30, seed: $0).fit(x, made.y) }
    }

    /// Thresholds are drawn between the least value and the greatest, all equally likely.
    @Test func randomThresholdsAreUniform() throws {
        let x = Matrix([[-1], [3], [0.5], [2]])
        let model = try ExtraTrees(trees: 4000, maximumDepth: 1, seed: 2).fit(x, [0, 1, 0, 1])
        let thresholds = model.trees.roots.map { model.trees.nodes[Int($0)].threshold }
        #expect(thresholds.allSatisfy { $0 >= -1 && $0 < 3 })
        for share in [0.1, 0.25, 0.5, 0.9] {
            let below = Double(thresholds.count { $0 < -1 + 4 * share }) / 4000
            #expect(abs(below - share) < 4 * (share * (1 - share) / 4000).squareRoot())
        }
    }

    @Test func missingValuesGoToEitherSideOfRandomThresholds() throws {
        let x = Matrix([[0], [1], [.nan], [.nan]])
        let model = try ExtraTrees(trees: 1000, maximumDepth: 1).fit(x, [0, 1, 0, 1])
        let left = model.trees.roots.count { model.trees.nodes[Int($0)].test & 1 == 1 }
        #expect(abs(left - 500) < 64)
        let forest = try RandomForest(seed: 1).fit(
            Matrix([[.nan], [.nan], [1], [2], [.nan], [3]]), [7, 7, 8, 8, 7, 8])
        #expect(try forest.predict(Matrix([[.nan], [2.5]])) == [7, 8])
    }

    @Test func sameSeedSameBitsWithAnyNumberOfThreads() throws {
        let one = try withThreads(1) { try RandomForest(trees: 9, judgesOutOfBag: true, seed: 3).fit(x, made.y) }
        let five = try withThreads(5) { try RandomForest(trees: 9, judgesOutOfBag: true, seed: 3).fit(x, made.y) }
        #expect(one.trees == five.trees)
        #expect(one.importances == five.importances)
        #expect(one.outOfBagAccuracy == five.outOfBagAccuracy)
        let rows = Matrix((0..<5).flatMap { _ in made.x })
        let alone = try withThreads(1) { try one.predictProbabilities(rows) }
        #expect(try withThreads(5) { try five.predictProbabilities(rows) } == alone)
        #expect(try RandomForest(trees: 9, seed: 4).fit(x, made.y).trees != one.trees)
        let extra = try withThreads(1) { try ExtraTrees(trees: 9, seed: 3).fit(x, made.y).trees }
        #expect(try withThreads(5) { try ExtraTrees(trees: 9, seed: 3).fit(x, made.y).trees } == extra)
    }

    /// A forest's answer is the mean of its trees' answers, whatever rows go together.
    @Test func answersAreMeans() throws {
        let few = try RandomForest(trees: 1, seed: 3).fit(x, made.y)
        let more = try RandomForest(trees: 2, seed: 3).fit(x, made.y)
        #expect(Array(more.trees.nodes.prefix(few.nodeCount)) == few.trees.nodes)
        let (first, mean) = (try few.predictProbabilities(unseen), try more.predictProbabilities(unseen))
        #expect(zip(first.values, mean.values).allSatisfy { abs($1 - $0 / 2) <= 0.5 + 1e-12 })
        for row in 0..<7 {
            #expect(try more.predictProbabilities(unseen.rows(at: [row])).values == Array(mean.row(row)))
        }
        for row in 0..<mean.rowCount { #expect(abs(mean.row(row).reduce(0, +) - 1) < 1e-12) }
    }

    @Test func aForestWithoutTreesIsRefused() {
        let error = { TabularError.badParameter(owner: $0, name: "trees", found: "0", expected: "at least 1") }
        #expect(throws: error("RandomForest")) { try RandomForest(trees: 0).fit(x, made.y) }
        #expect(throws: error("ExtraTrees")) { try ExtraTrees(trees: 0).fit(x, made.y) }
        #expect(throws: TabularError.oneClass(label: 1)) { try ExtraTrees().fit(Matrix([[1], [2]]), [1, 1]) }
    }

    /// A bag may hold one class only: its tree is a leaf.
    @Test func aFewExamplesAreEnough() throws {
        let model = try RandomForest(trees: 40, judgesOutOfBag: true).fit(Matrix([[1], [2]]), [0, 1])
        #expect(model.nodeCount < 120)
        #expect(model.outOfBagAccuracy == 0)
        #expect(try model.predict(Matrix([[0], [3]])) == [0, 1])
    }
}
