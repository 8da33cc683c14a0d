import Foundation
import MienTabular
import MienTestSupport
import Testing

/// What XGBoost 3.2 makes of the same data (`Utilities/golden_tabular_boosting.py`).
@Suite struct BoostingGoldenTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let boosting: GradientBoosting

        init(_ name: String, _ boosting: GradientBoosting) { (self.name, self.boosting) = (name, boosting) }

        var testDescription: String { name }
    }

    static let cases = [
        Case("classes", GradientBoosting(rounds: 20)),
        Case("binary", GradientBoosting(rounds: 20)),
        Case("missing", GradientBoosting(rounds: 20)),
        Case(
            "regularised",
            GradientBoosting(
                rounds: 20, learningRate: 0.1, maximumDepth: 4, gamma: 0.4, minimumChildWeight: 2, lambda: 3,
                alpha: 0.5)),
        Case("free", GradientBoosting(rounds: 20, maximumDepth: 10, minimumChildWeight: 0)),
        Case("bins", GradientBoosting(rounds: 20, maximumBins: 13)),
        Case("many", GradientBoosting(rounds: 5)),
        Case("exact", GradientBoosting(rounds: 20, method: .exact)),
        Case("exact-missing", GradientBoosting(rounds: 20, method: .exact)),
        Case("exact-pruned", GradientBoosting(rounds: 20, gamma: 1, method: .exact)),
    ]

    private let golden: Golden

    init() throws { golden = try Golden("boosting.safetensors", in: .module) }

    private func matrix(_ name: String) throws -> Matrix {
        let tensor = try golden(name)
        return Matrix(
            rowCount: tensor.shape[0], columnCount: tensor.shape[1], values: tensor.scalars.map { Double($0) })
    }

    private func integers(_ name: String) throws -> [Int] { try golden(name).int32Scalars.map { Int($0) } }

    @Test(arguments: cases) func marginsAreXGBoosts(_ test: Case) throws {
        let (x, y) = (try matrix("\(test.name)/x"), try integers("\(test.name)/y"))
        for rounds in [1, 5, test.boosting.rounds] {
            var boosting = test.boosting
            boosting.rounds = rounds
            let margins = try boosting.fit(x, y).predictMargins(x)
            let expected = try golden("\(test.name)/margins/\(rounds)").scalars
            #expect(margins.count == expected.count)
            let worst = zip(margins, expected).map { abs($0 - $1) }.max()
            #expect(try #require(worst) < 1e-5, "after \(rounds) rounds")
        }
    }

    @Test(arguments: cases.dropLast()) func treesAreXGBoosts(_ test: Case) throws {
        let model = try test.boosting.fit(try matrix("\(test.name)/x"), try integers("\(test.name)/y"))
        let nodes = model.trees.nodes
        #expect(nodes.map { Int($0.feature) } == (try integers("\(test.name)/features")))
        #expect(nodes.map { $0.missingGoesLeft ? 1 : 0 } == (try integers("\(test.name)/missingLeft")))
        for (values, name, tolerance) in [
            (nodes.map(\.value), "split_conditions", Float(1e-5)), (nodes.map(\.gain), "loss_changes", 1e-4),
            (nodes.map(\.cover), "sum_hessian", 1e-5),
        ] {
            let expected = try golden("\(test.name)/\(name)").scalars
            let worst = zip(values, expected).map { abs($0 - $1) / max(1, abs($1)) }.max()
            #expect(try #require(worst) < tolerance, "\(name)")
        }
    }

    @Test(arguments: cases.dropLast()) func importancesAreXGBoosts(_ test: Case) throws {
        let model = try test.boosting.fit(try matrix("\(test.name)/x"), try integers("\(test.name)/y"))
        let names: [FeatureImportance: String] = [.totalGain: "total_gain", .totalCover: "total_cover"]
        for importance in FeatureImportance.allCases {
            let name = names[importance] ?? importance.rawValue
            let expected = try golden("\(test.name)/importance/\(name)").doubleScalars
            for (found, expected) in zip(model.importance(importance), expected) {
                #expect(abs(found - expected) <= 1e-5 * max(1, expected), "\(name)")
            }
        }
        for (found, expected) in zip(model.featureImportances, try golden("\(test.name)/shares").doubleScalars) {
            #expect(abs(found - expected) < 1e-6)
        }
    }

    @Test(arguments: [
        Case("stopped", GradientBoosting(earlyStopping: 5)),
        Case("stopped-binary", GradientBoosting(earlyStopping: 10, metric: .error)),
    ]) func stopsWhereXGBoostStops(_ test: Case) throws {
        let held = (x: try matrix("\(test.name)/heldX"), y: try integers("\(test.name)/heldY"))
        let model = try test.boosting.fit(
            try matrix("\(test.name)/x"), try integers("\(test.name)/y"), validation: held)
        let history = try #require(model.history)
        #expect([history.bestRound] == (try integers("\(test.name)/best")))
        #expect(model.rounds == history.bestRound + 1)
        for (found, name) in [(history.training, "training"), (history.validation, "validation")] {
            let expected = try golden("\(test.name)/\(name)").doubleScalars
            #expect(found.count == expected.count)
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(name)")
        }
        let probabilities = try model.predictProbabilities(held.x).values
        let expected = try golden("\(test.name)/probabilities").scalars
        #expect(probabilities.count == expected.count)
        #expect(zip(probabilities, expected).allSatisfy { abs($0 - Double($1)) < 1e-6 })
    }
}
