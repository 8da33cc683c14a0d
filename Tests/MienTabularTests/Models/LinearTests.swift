import MienTabular
import Testing

@Suite struct StochasticGradientDescentTests {
    private static func classifier(_ golden: GoldenModels.Descent) -> StochasticGradientDescent {
        let penalty: StochasticGradientDescent.Penalty =
            switch golden.penalty {
            case "l1": .l1
            case "l2": .l2
            case "elasticnet": .elasticNet(l1: golden.l1)
            default: .none
            }
        return StochasticGradientDescent(
            loss: golden.loss == "hinge" ? .hinge : .logarithmic, penalty: penalty, alpha: golden.alpha,
            seed: golden.seed)
    }

    @Test(arguments: GoldenModels.shared.descent.indices)
    func isScikitLearnsStepByStep(_ place: Int) throws {
        let golden = GoldenModels.shared.descent[place]
        let table = GoldenModels.shared.tables[golden.table]
        let model = try Self.classifier(golden).fit(table.rows, table.y)
        #expect(model.epochs == golden.epochs)
        expectClose(model.coefficients, golden.coefficients, within: 1e-12)
        expectClose(model.intercepts, golden.intercepts, within: 1e-12)
        #expect(try model.predict(table.unseenRows) == golden.predictions)
        if let probabilities = golden.probabilities {
            expectClose(try model.predictProbabilities(table.unseenRows), probabilities, within: 1e-11)
        } else {
            #expect(throws: TabularError.self) { try model.predictProbabilities(table.unseenRows) }
        }
    }

    @Test func badInputIsRefused() throws {
        try expectCare(StochasticGradientDescent(loss: .logarithmic, penalty: .elasticNet()))
        let bad = [
            StochasticGradientDescent(alpha: 0), StochasticGradientDescent(alpha: .nan),
            StochasticGradientDescent(maximumEpochs: 0), StochasticGradientDescent(tolerance: -1),
            StochasticGradientDescent(patience: 0), StochasticGradientDescent(penalty: .elasticNet(l1: 2)),
        ]
        for classifier in bad {
            #expect(throws: TabularError.self) { try classifier.fit(Matrix([[1], [2]]), [0, 1]) }
        }
        #expect(throws: TabularError.self) {
            try StochasticGradientDescent().fit(Matrix([[1e300], [-1e300]]), [0, 1])
        }
    }

    @Test func damagedFilesAreRefused() throws {
        let table = GoldenModels.shared.tables[1]
        try expectRefusal(of: try StochasticGradientDescent().fit(table.rows, table.y), changed: damagedBorders)
    }
}

@Suite struct LogisticRegressionTests {
    @Test(arguments: GoldenModels.shared.logistic.indices)
    func isScikitLearns(_ place: Int) throws {
        let golden = GoldenModels.shared.logistic[place]
        let table = GoldenModels.shared.tables[golden.table]
        let model = try LogisticRegression(cost: golden.cost, tolerance: 1e-9, maximumSteps: 10_000)
            .fit(table.rows, table.y)
        #expect(model.hasConverged)
        expectClose(model.coefficients, golden.coefficients, within: 1e-6)
        expectClose(model.intercepts, golden.intercepts, within: 1e-6)
        expectClose(try model.predictProbabilities(table.unseenRows), golden.probabilities, within: 1e-6)
        #expect(try model.predict(table.unseenRows) == golden.predictions)
    }

    @Test func itSaysWhetherItConverged() throws {
        let table = GoldenModels.shared.tables[2]
        #expect(try LogisticRegression().fit(table.rows, table.y).hasConverged)
        let short = try LogisticRegression(maximumSteps: 2).fit(table.rows, table.y)
        #expect(!short.hasConverged && short.steps == 2)
    }

    @Test func badInputIsRefused() throws {
        try expectCare(LogisticRegression())
        let bad = [
            LogisticRegression(cost: 0), LogisticRegression(cost: .infinity), LogisticRegression(tolerance: 0),
            LogisticRegression(maximumSteps: 0),
        ]
        for classifier in bad {
            #expect(throws: TabularError.self) { try classifier.fit(Matrix([[1], [2]]), [0, 1]) }
        }
    }

    @Test func damagedFilesAreRefused() throws {
        let table = GoldenModels.shared.tables[1]
        try expectRefusal(of: try LogisticRegression().fit(table.rows, table.y), changed: damagedBorders)
    }
}

private nonisolated(unsafe) let damagedBorders: [(path: String, value: Any)] = [
    ("classes", [2, 5]), ("classes", [2, 5, 5]), ("borders.intercepts", [1.0]), ("borders.intercepts", [Double]()),
    ("borders.coefficients.rowCount", 4), ("borders.coefficients.columnCount", 0),
    ("borders.coefficients.columnCount", Int.max), ("borders.coefficients.values", [1.0]),
]
