import Foundation
import MienTraining
import Testing

/// A report of scikit-learn's; `Utilities/golden_reports.py` made it.
struct GoldenReport: Decodable, Sendable {
    struct Values: Decodable, Sendable {
        var zeroDivision: Double
        var accuracy: Double
        var macro: ClassificationScores
        var weighted: ClassificationScores
        var perClass: [ClassificationScores]
        var texts: [String: String]
    }

    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var name: String
        var classNames: [String]
        var counts: [[Int]]
        var normalized: [String: [[Double]]]
        var reports: [Values]
        var testDescription: String { name }
    }

    var cases: [Case]

    static let all: [Case] = (try? golden("reports.json", as: GoldenReport.self).cases) ?? []
}

@Suite("Reports as scikit-learn makes them")
struct ClassificationReportTests {
    @Test func theGoldenFileIsThere() throws {
        #expect(try golden("reports.json", as: GoldenReport.self).cases.count == 12)
    }

    @Test("Scores", arguments: GoldenReport.all)
    func scores(of golden: GoldenReport.Case) throws {
        let matrix = ConfusionMatrix(classNames: golden.classNames, counts: golden.counts)
        for expected in golden.reports {
            let zeroDivision = try #require(ZeroDivision(rawValue: expected.zeroDivision))
            let report = ClassificationReport(matrix, zeroDivision: zeroDivision)
            #expect(abs(report.accuracy - expected.accuracy) < 1e-14)
            expectEqual(report.macro, expected.macro)
            expectEqual(report.weighted, expected.weighted)
            for (scores, expected) in zip(report.perClass, expected.perClass) { expectEqual(scores, expected) }
            #expect(report.perClass.count == expected.perClass.count)
        }
    }

    @Test("Text, letter by letter", arguments: GoldenReport.all)
    func text(of golden: GoldenReport.Case) throws {
        let matrix = ConfusionMatrix(classNames: golden.classNames, counts: golden.counts)
        for expected in golden.reports {
            let zeroDivision = try #require(ZeroDivision(rawValue: expected.zeroDivision))
            let report = ClassificationReport(matrix, zeroDivision: zeroDivision)
            for (digits, text) in expected.texts { #expect(try report.text(digits: #require(Int(digits))) == text) }
            #expect(report.description == expected.texts["2"])
        }
    }

    @Test("Shares of the confusion matrix", arguments: GoldenReport.all)
    func shares(of golden: GoldenReport.Case) {
        let matrix = ConfusionMatrix(classNames: golden.classNames, counts: golden.counts)
        for normalization in ConfusionMatrix.Normalization.allCases {
            let found = matrix.normalized(by: normalization).flatMap { $0 }
            let expected = golden.normalized["\(normalization)"]?.flatMap { $0 } ?? []
            #expect(found.count == expected.count)
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 })
        }
    }

    @Test func anEmptyMatrixScoresZero() {
        let report = ClassificationReport(ConfusionMatrix(classNames: ["a", "b"]))
        #expect(report.accuracy == 0)
        #expect(report.weighted == ClassificationScores(precision: 0, recall: 0, f1: 0, support: 0))
        #expect(report.description.hasSuffix("weighted avg       0.00      0.00      0.00         0\n"))
    }

    @Test func countingOneByOneIsCountingAtOnce() {
        let (truths, predictions) = ([0, 1, 2, 2, 1, 0, 2], [0, 2, 2, 1, 1, 0, 0])
        var matrix = ConfusionMatrix(classNames: ["a", "b", "c"])
        for (truth, prediction) in zip(truths, predictions) { matrix.record(truth: truth, prediction: prediction) }
        #expect(matrix == ConfusionMatrix(classNames: ["a", "b", "c"], truths: truths, predictions: predictions))
        #expect(matrix.counts == [[2, 0, 0], [0, 1, 1], [1, 1, 1]])
        #expect(matrix.total == 7 && matrix.correct == 4)
        #expect(matrix.support(of: 2) == 3 && matrix.predicted(as: 0) == 3)
    }

    @Test func asJSON() throws {
        let report = ClassificationReport(
            ConfusionMatrix(classNames: ["sad", "angry"], truths: [0, 1, 1], predictions: [0, 1, 0]))
        let data = try JSONEncoder().encode(report)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(object.keys) == ["labels", "samples", "accuracy", "macro", "weighted", "perClass", "confusion"])
        let classes = try #require(object["perClass"] as? [String: [String: Double]])
        #expect(classes["angry"] == ["precision": 1, "recall": 0.5, "f1": 2.0 / 3, "support": 2])
        #expect(try JSONDecoder().decode(ClassificationReport.self, from: data) == report)
    }

    @Test func jsonWithTooFewRowsIsRefused() {
        let matrix = Data(#"{"classNames": ["a", "b"], "counts": [[1, 2]]}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ConfusionMatrix.self, from: matrix) }
    }

    private func expectEqual(
        _ found: ClassificationScores, _ expected: ClassificationScores,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let close =
            abs(found.precision - expected.precision) < 1e-14 && abs(found.recall - expected.recall) < 1e-14
            && abs(found.f1 - expected.f1) < 1e-14 && found.support == expected.support
        #expect(close, "\(found) instead of \(expected)", sourceLocation: sourceLocation)
    }
}
