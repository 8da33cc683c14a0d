import MienTabular
import Testing

@Suite struct SupportVectorMachineTests {
    private static func machine(_ golden: GoldenModels.SupportVectors) -> SupportVectorMachine {
        let gamma: SupportVectorKernel.Gamma =
            switch golden.gammaName {
            case "scale": .scale
            case "auto": .auto
            default: .value(golden.gamma)
            }
        let kernel: SupportVectorKernel =
            switch golden.kernel {
            case "linear": .linear
            case "poly": .polynomial(degree: golden.degree, gamma: gamma, constant: golden.constant)
            default: .radial(gamma: gamma)
            }
        return SupportVectorMachine(
            cost: golden.cost, kernel: kernel, givesProbabilities: golden.seed != nil, tolerance: golden.tolerance,
            seed: golden.seed ?? 0)
    }

    @Test(arguments: GoldenModels.shared.supportVectors.indices)
    func isLIBSVMs(_ place: Int) throws {
        let golden = GoldenModels.shared.supportVectors[place]
        let table = GoldenModels.shared.tables[golden.table]
        let model = try Self.machine(golden).fit(table.rows, table.y)
        #expect(model.supportCounts == golden.counts)
        expectClose(model.coefficients, golden.coefficients, within: 1e-5)
        expectClose(model.intercepts, golden.intercepts, within: 1e-5)
        expectClose(try model.decisionValues(table.unseenRows), golden.decisions, within: 1e-5)
        #expect(try model.predict(table.unseenRows) == golden.predictions)
        if let probabilities = golden.probabilities {
            expectClose(try model.predictProbabilities(table.unseenRows), probabilities, within: 1e-5)
        }
    }

    @Test func aSmallCacheChangesNoBit() throws {
        let table = GoldenModels.shared.tables[5]
        var problem = (0..<40).flatMap { _ in table.x }
        for row in problem.indices { problem[row][0] += Double(row % 37) / 50 }
        let labels = (0..<40).flatMap { _ in table.y }
        let machine = SupportVectorMachine(cost: 3, cacheMegabytes: 500)
        var small = machine
        small.cacheMegabytes = 1
        let (x, unseen) = (Matrix(problem), table.unseenRows)
        let expected = try machine.fit(x, labels).decisionValues(unseen)
        #expect(try small.fit(x, labels).decisionValues(unseen) == expected)
    }

    @Test func probabilitiesMustBeAskedForBefore() throws {
        let table = GoldenModels.shared.tables[0]
        let model = try SupportVectorMachine().fit(table.rows, table.y)
        #expect(throws: TabularError.self) { try model.predictProbabilities(table.unseenRows) }
    }

    @Test func constantColumnsAloneAreNoReasonToEnd() throws {
        let model = try SupportVectorMachine().fit(Matrix([[1], [1], [1]]), [0, 1, 1])
        #expect(try model.predict(Matrix([[1]])) == [1])
    }

    @Test func badInputIsRefused() throws {
        try expectCare(SupportVectorMachine(givesProbabilities: true))
        let bad = [
            SupportVectorMachine(cost: 0), SupportVectorMachine(cost: .nan), SupportVectorMachine(tolerance: 0),
            SupportVectorMachine(cacheMegabytes: 0), SupportVectorMachine(kernel: .radial(gamma: .value(-1))),
            SupportVectorMachine(kernel: .radial(gamma: .value(.infinity))),
            SupportVectorMachine(kernel: .polynomial(degree: 0)),
            SupportVectorMachine(kernel: .polynomial(constant: .nan)),
        ]
        for machine in bad {
            #expect(throws: TabularError.self) { try machine.fit(Matrix([[1], [2]]), [0, 1]) }
        }
    }

    @Test func damagedFilesAreRefused() throws {
        let table = GoldenModels.shared.tables[1]
        let model = try SupportVectorMachine(givesProbabilities: true).fit(table.rows, table.y)
        try expectRefusal(
            of: model,
            changed: [
                ("classes", [2, 5]), ("classes", [9, 5, 2]), ("classes", [Int]()), ("supportCounts", [1, 2, 3]),
                ("supportCounts", [Int.max, Int.max, 3]), ("supportCounts", [-1, 2, 3]), ("intercepts", [1.0]),
                ("coefficients.rowCount", 3), ("coefficients.columnCount", Int.max), ("supportVectors.rowCount", -1),
                ("supportVectors.values", [1.0]), ("scalings", [["slope": 1.0, "offset": 0.0]]),
                ("kernel", ["radial": ["gamma": -1.0]]), ("kernel", ["linear": 3]),
                ("kernel", ["polynomial": ["degree": 1_000_000, "gamma": 1.0, "constant": 0.0]]),
            ])
    }
}
