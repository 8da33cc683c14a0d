import Foundation
import MienTabular
import Testing

@Suite struct GaussianNaiveBayesTests {
    @Test(arguments: GoldenModels.shared.bayes.indices)
    func isScikitLearns(_ place: Int) throws {
        let golden = GoldenModels.shared.bayes[place]
        let table = GoldenModels.shared.tables[golden.table]
        let model = try GaussianNaiveBayes(smoothing: golden.smoothing, priors: golden.priors)
            .fit(table.rows, table.y)
        expectClose(model.means, golden.means, within: 1e-12)
        expectClose(model.variances, golden.variances, within: 1e-12)
        expectClose(try model.jointLogLikelihoods(table.unseenRows), golden.likelihoods, within: 1e-11)
        expectClose(try model.predictProbabilities(table.unseenRows), golden.probabilities, within: 1e-11)
        #expect(try model.predict(table.unseenRows) == golden.predictions)
    }

    @Test func badInputIsRefused() throws {
        try expectCare(GaussianNaiveBayes())
        let (x, y) = (Matrix([[1, 2], [2, 1], [3, 4]]), [0, 1, 1])
        let bad = [
            GaussianNaiveBayes(smoothing: -1), GaussianNaiveBayes(smoothing: .nan),
            GaussianNaiveBayes(priors: [1]), GaussianNaiveBayes(priors: [0.5, 0.6]),
            GaussianNaiveBayes(priors: [-0.5, 1.5]), GaussianNaiveBayes(priors: [.nan, 1]),
            // A class of one example has no variance of its own.
            GaussianNaiveBayes(smoothing: 0),
        ]
        for classifier in bad { #expect(throws: TabularError.self) { try classifier.fit(x, y) } }
        #expect(throws: TabularError.self) { try GaussianNaiveBayes().fit(Matrix([[5], [5]]), [0, 1]) }
        #expect(throws: TabularError.tooLarge(owner: "GaussianNaiveBayes", column: 0)) {
            try GaussianNaiveBayes().fit(Matrix([[1e200], [-1e200]]), [0, 1])
        }
    }

    @Test func damagedFilesAreRefused() throws {
        let table = GoldenModels.shared.tables[0]
        let noVariance = Data(count: 8 * MemoryLayout<Double>.size).base64EncodedString()
        try expectRefusal(
            of: try GaussianNaiveBayes().fit(table.rows, table.y),
            changed: [
                ("classes", [0]), ("classes", [0, 0]), ("priors", [1.0]), ("priors", [0.0, 0.0]),
                ("priors", [2.0, 1.0]),
                ("means.columnCount", 3), ("means.rowCount", 1), ("variances.columnCount", Int.max),
                ("variances", ["rowCount": 2, "columnCount": 4, "values": noVariance]),
            ])
    }
}
