import MienTabular
import Testing

@Suite struct NeuralClassifierTests {
    private let classifier = NeuralClassifier(hidden: [16, 8], epochs: 12, batchSize: 16, seed: 3)

    @Test func itLearns() throws {
        let table = GoldenModels.shared.tables[2]
        let model = try NeuralClassifier(hidden: [32], epochs: 60, batchSize: 16).fit(table.rows, table.y)
        let accuracy = try model.accuracy(table.rows, table.y)
        #expect(accuracy > 0.8)
        let expected = GoldenModels.shared.logistic[2].predictions
        let found = try model.predict(table.unseenRows)
        #expect(zip(found, expected).count { $0 == $1 } >= 18)
    }

    @Test func aLineIsEnoughForWhatALineDivides() throws {
        let x = Matrix((0..<40).map { [Double($0), 1e9] })
        let model = try NeuralClassifier(hidden: [], epochs: 60, learningRate: 0.1).fit(x, (0..<40).map { $0 / 20 })
        #expect(try model.accuracy(x, (0..<40).map { $0 / 20 }) > 0.95)
        // What is far out of reach must not become NaN.
        let far = try model.predictProbabilities(Matrix([[1e300, 0], [-1e300, 2e9]]))
        #expect(far.values.allSatisfy { $0.isFinite } && far[0, 1] > 0.99 && far[1, 0] > 0.99)
    }

    @Test func probabilitiesAddUpToOne() throws {
        let table = GoldenModels.shared.tables[1]
        let shares = try classifier.fit(table.rows, table.y).predictProbabilities(table.unseenRows)
        for row in 0..<shares.rowCount { #expect(abs(shares.row(row).reduce(0, +) - 1) < 1e-9) }
    }

    @Test func seedsDiffer() throws {
        let table = GoldenModels.shared.tables[1]
        var other = classifier
        other.seed = 4
        let first = try classifier.fit(table.rows, table.y).predictProbabilities(table.unseenRows)
        #expect(try classifier.fit(table.rows, table.y).predictProbabilities(table.unseenRows) == first)
        #expect(try other.fit(table.rows, table.y).predictProbabilities(table.unseenRows) != first)
    }

    @Test func badInputIsRefused() throws {
        try expectCare(classifier)
        let bad = [
            NeuralClassifier(hidden: [0]), NeuralClassifier(hidden: [-1]), NeuralClassifier(hidden: [1_000_000]),
            NeuralClassifier(hidden: [100_000, 100_000]),
            NeuralClassifier(epochs: 0), NeuralClassifier(batchSize: 0), NeuralClassifier(learningRate: 0),
            NeuralClassifier(learningRate: .nan), NeuralClassifier(weightDecay: -1), NeuralClassifier(dropout: 1),
            NeuralClassifier(dropout: .nan),
        ]
        for classifier in bad {
            #expect(throws: TabularError.self) { try classifier.fit(Matrix([[1], [2]]), [0, 1]) }
        }
    }

    @Test func damagedFilesAreRefused() throws {
        let table = GoldenModels.shared.tables[1]
        try expectRefusal(
            of: try classifier.fit(table.rows, table.y),
            changed: [
                ("classes", [2, 5]), ("shape.hidden", [16]), ("shape.hidden", [16, 9]), ("shape.features", 8),
                ("shape.features", Int.max), ("shape.hidden", [Int.max, 8]), ("shape.classes", 0),
                ("weights", [String: [Float]]()), ("scaler.means", [1.0]),
                ("scaler.scales", [0.0, 1, 1, 1, 1, 1, 1]),
            ])
    }
}
