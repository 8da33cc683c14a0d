import Foundation
import Mien
import MienTraining
import Testing

/// Scores and divisions of scikit-learn's; `Utilities/golden_metrics.py` made them.
struct GoldenMetrics: Decodable, Sendable {
    struct Scored: Decodable, Sendable {
        var scores: [[Double]]
        var labels: [Int]
        var topK: [Double]
        var macro: Double
        var weighted: Double
        var binary: Double
        var calibration: [String: Double]
        var confusion: [[Int]]
        var kappa: [String: Double]
    }

    struct Divided: Decodable, Sendable {
        var labels: [Int]
        var groups: [Int]
        var parts: Int
        var plain: [[Int]]
        var stratified: [[Int]]
        var grouped: [[Int]]
    }

    var scored: [Scored]
    var divided: [Divided]
}

@Suite("Measures of scores")
struct ScoredPredictionsTests {
    private static let cases = try! golden("metrics.json", as: GoldenMetrics.self).scored

    private func scored(_ item: GoldenMetrics.Scored) -> ScoredPredictions {
        let shape = [item.labels.count, item.scores[0].count]
        return ScoredPredictions(
            probabilities: Tensor(float64: item.scores.flatMap { $0 }, shape: shape), labels: item.labels)
    }

    private func isClose(_ found: Double, _ expected: Double) -> Bool { abs(found - expected) < 1e-12 }

    @Test(arguments: cases.indices) func agreesWithScikitLearn(_ index: Int) {
        let item = Self.cases[index]
        let found = scored(item)
        for (place, expected) in item.topK.enumerated() {
            #expect(isClose(found.topKAccuracy(place + 1), expected), "top \(place + 1)")
        }
        #expect(found.topKAccuracy(found.classes) == 1)
        #expect(isClose(found.areaUnderROC(), item.macro))
        #expect(isClose(found.areaUnderROC(average: .weighted), item.weighted))
        let second = areaUnderROC(scores: item.scores.map { $0[1] }, isPositive: item.labels.map { $0 == 1 })
        #expect(isClose(second, item.binary))
        for (bins, expected) in item.calibration {
            #expect(isClose(found.expectedCalibrationError(bins: Int(bins)!), expected), "\(bins) bins")
        }
    }

    @Test(arguments: cases.indices) func kappaAgreesWithScikitLearn(_ index: Int) {
        let item = Self.cases[index]
        let matrix = ConfusionMatrix(classNames: item.confusion.indices.map(String.init), counts: item.confusion)
        #expect(isClose(matrix.cohensKappa(), item.kappa["None"]!))
        #expect(isClose(matrix.cohensKappa(weighting: .linear), item.kappa["linear"]!))
        #expect(isClose(matrix.cohensKappa(weighting: .quadratic), item.kappa["quadratic"]!))
    }

    @Test func withoutExamplesOrNumbers() {
        let none = ScoredPredictions(probabilities: .zeros([0, 3]), labels: [])
        #expect(none.topKAccuracy(1) == 0 && none.expectedCalibrationError() == 0)
        #expect(areaUnderROC(scores: [1, 2], isPositive: [true, true]).isNaN)
        #expect(areaUnderROC(scores: [.nan, 2, 1], isPositive: [true, false, true]).isNaN)
        #expect(areaUnderROC(scores: [1, 1, 1], isPositive: [true, false, true]) == 0.5)
        #expect(ConfusionMatrix(classNames: ["a"], counts: [[3]]).cohensKappa().isNaN)
    }
}
