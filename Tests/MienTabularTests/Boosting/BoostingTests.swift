import Mien
import MienTabular
import MienTestSupport
import Testing

@Suite struct BoostingTests {
    /// Three classes in rings about the origin, with two features that say nothing.
    static func rings(_ count: Int, seed: UInt64 = 3) -> (x: Matrix, y: [Int]) {
        var random = RandomStream(seed: seed, purpose: .synthesis)
        var rows: [[Double]] = []
        var labels: [Int] = []
        for _ in 0..<count {
            let row = (0..<4).map { _ in Double(random.nextNormal()) }
            let radius = (row[0] * row[0] + row[1] * row[1]).squareRoot() + 0.1 * Double(random.nextNormal())
            rows.append(row)
            labels.append(radius < 0.8 ? 5 : radius < 1.5 ? -3 : 9)
        }
        return (Matrix(rows), labels)
    }

    @Test func classesAreLearnt() throws {
        let (x, y) = Self.rings(600)
        let (unseen, truth) = Self.rings(300, seed: 4)
        let model = try GradientBoosting(rounds: 30).fit(x, y)
        #expect(model.classes == [-3, 5, 9])
        #expect(try model.accuracy(unseen, truth) > 0.85)
        let probabilities = try model.predictProbabilities(unseen)
        for row in 0..<unseen.rowCount {
            #expect(abs(probabilities.row(row).reduce(0, +) - 1) < 1e-6)
        }
        let importances = model.featureImportances
        #expect(min(importances[0], importances[1]) > 2 * max(importances[2], importances[3]))
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        let (x, y) = Self.rings(9000)
        let two = y.map { $0 == 9 ? 1 : 0 }
        let boosting = GradientBoosting(rounds: 3, rowsPerTree: 0.7, columnsPerTree: 0.8, seed: 2)
        let alone = try withThreads(1) { (try boosting.fit(x, y), try boosting.fit(x, two)) }
        let shared = try withThreads(4) { (try boosting.fit(x, y), try boosting.fit(x, two)) }
        #expect(alone == shared)
    }

    @Test func samplingFollowsTheSeed() throws {
        let (x, y) = Self.rings(300)
        for boosting in [
            GradientBoosting(rounds: 3, rowsPerTree: 0.5, seed: 1),
            GradientBoosting(rounds: 3, columnsPerTree: 0.5, seed: 1),
            GradientBoosting(rounds: 3, columnsPerLevel: 0.5, seed: 1),
            GradientBoosting(rounds: 3, columnsPerNode: 0.5, seed: 1),
        ] {
            var other = boosting
            other.seed = 2
            let model = try boosting.fit(x, y)
            #expect(try model == boosting.fit(x, y))
            #expect(try model != other.fit(x, y))
            #expect(try model.accuracy(x, y) > 0.6)
        }
    }

    /// The margins of examples that a tree did not see are kept up, too.
    @Test(arguments: [SplitMethod.histogram, .exact]) func theTrainingGoesOnFromWhatIsPredicted(
        _ method: SplitMethod
    ) throws {
        let (x, y) = Self.rings(300)
        let boosting = GradientBoosting(rounds: 5, rowsPerTree: 0.5, method: method, seed: 1)
        let history = try #require(try boosting.fit(x, y, validation: (x, y)).history)
        for (training, validation) in zip(history.training, history.validation) {
            #expect(abs(training - validation) < 1e-6)
        }
    }

    @Test func aTreeSeesOnlyItsColumns() throws {
        let (x, y) = Self.rings(300)
        let model = try GradientBoosting(rounds: 4, columnsPerTree: 0.25, seed: 3).fit(x, y)
        for tree in 0..<model.trees.count {
            let nodes = model.trees.nodes[model.trees.starts[tree]..<model.trees.starts[tree + 1]]
            #expect(Set(nodes.map(\.feature)).subtracting([-1]).count <= 1)
        }
    }

    @Test func missingValuesFindTheirSide() throws {
        let x = Matrix((0..<40).map { [$0 % 2 == 0 ? .nan : 1.5, 0] })
        let y = (0..<40).map { $0 % 2 }
        for method in [SplitMethod.histogram, .exact] {
            let model = try GradientBoosting(rounds: 3, method: method).fit(x, y)
            #expect(try model.accuracy(x, y) == 1)
        }
    }

    @Test func manyDistinctValuesNeedWiderBins() throws {
        let count = 70_000
        var random = RandomStream(seed: 1, purpose: .synthesis)
        let values = (0..<count).map { _ in Double(random.nextNormal()) }
        let x = Matrix(rowCount: count, columnCount: 1, values: values)
        let y = values.map { $0 > 0.25 ? 1 : 0 }
        for boosting in [
            GradientBoosting(rounds: 1, maximumDepth: 2, method: .exact),
            GradientBoosting(rounds: 1, maximumDepth: 2, maximumBins: 4000),
        ] {
            #expect(try boosting.fit(x, y).accuracy(x, y) > 0.999)
        }
    }

    // MARK: - Bad input

    @Test func whatCannotBeLearntFromIsRefused() throws {
        let boosting = GradientBoosting(rounds: 2)
        let two = Matrix([[1], [2]])
        #expect(throws: TabularError.oneClass(label: 4)) { try boosting.fit(two, [4, 4]) }
        #expect(throws: TabularError.labelCount(labels: 1, rows: 2)) { try boosting.fit(two, [4]) }
        #expect(throws: TabularError.noExamples(rows: 0, columns: 0)) { try boosting.fit(Matrix([]), []) }
        #expect(throws: TabularError.oneClass(label: 1)) { try boosting.fit(Matrix([[1, 2]]), [1]) }
        #expect(throws: TabularError.notFinite(row: 1, column: 0, found: .infinity)) {
            try boosting.fit(Matrix([[1], [.infinity]]), [0, 1])
        }
        #expect(throws: TabularError.notFinite(row: 0, column: 0, found: 1e300)) {
            try boosting.fit(Matrix([[1e300], [1]]), [0, 1])
        }
    }

    @Test func whatSaysNothingIsLearntFrom() throws {
        let y = [0, 1, 0]
        for rows in [
            [[1.0], [1], [1]], [[.nan], [.nan], [.nan]], [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]],
            [[-3e38, 3e38], [3e38, -3e38], [0, 0]],
        ] {
            for method in [SplitMethod.histogram, .exact] {
                let model = try GradientBoosting(rounds: 3, method: method).fit(Matrix(rows), y)
                #expect(try model.predictProbabilities(Matrix(rows)).values.allSatisfy(\.isFinite))
                #expect(model.featureImportances.count == rows[0].count)
            }
        }
    }

    @Test func predictionChecksItsInput() throws {
        let model = try GradientBoosting(rounds: 1).fit(Matrix([[1, 2], [3, 4]]), [0, 1])
        #expect(throws: TabularError.featureCount(found: 1, expected: 2)) { try model.predict(Matrix([[1]])) }
        #expect(throws: TabularError.self) { try model.predict(Matrix([[1, .infinity]])) }
        #expect(try model.predict(Matrix(rowCount: 0, columnCount: 2)) == [])
    }

    @Test func validationDataIsChecked() throws {
        let (x, y) = Self.rings(30)
        let boosting = GradientBoosting(rounds: 2)
        #expect(throws: TabularError.newLabel(label: "7", known: ["-3", "5", "9"])) {
            try boosting.fit(x, y, validation: (Matrix([[1, 2, 3, 4]]), [7]))
        }
        #expect(throws: TabularError.featureCount(found: 1, expected: 4)) {
            try boosting.fit(x, y, validation: (Matrix([[1]]), [5]))
        }
        #expect(throws: TabularError.labelCount(labels: 0, rows: 1)) {
            try boosting.fit(x, y, validation: (Matrix([[1, 2, 3, 4]]), []))
        }
    }

    @Test(arguments: [
        GradientBoosting(rounds: 0), GradientBoosting(learningRate: -1), GradientBoosting(learningRate: .nan),
        GradientBoosting(maximumDepth: 0), GradientBoosting(gamma: -1), GradientBoosting(minimumChildWeight: .infinity),
        GradientBoosting(lambda: -1), GradientBoosting(alpha: -1), GradientBoosting(rowsPerTree: 0),
        GradientBoosting(columnsPerTree: 2), GradientBoosting(columnsPerLevel: .nan),
        GradientBoosting(columnsPerNode: -1), GradientBoosting(maximumBins: 1), GradientBoosting(earlyStopping: 0),
        GradientBoosting(earlyStopping: 3),
    ]) func sillyParametersAreRefused(_ boosting: GradientBoosting) throws {
        let error = #expect(throws: TabularError.self) { try boosting.fit(Matrix([[1], [2]]), [0, 1]) }
        guard case .badParameter(owner: "GradientBoosting", _, _, _) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
