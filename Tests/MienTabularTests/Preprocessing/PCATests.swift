import Foundation
import MienTabular
import MienTestSupport
import Testing

@Suite struct PCATests {
    @Test func agreesWithScikitLearn() throws {
        let cases = try SelectionGolden.shared.get().components
        #expect(cases.count == 5)
        for expected in cases {
            let model = try PCA(components: expected.count, whitens: expected.whitens).fit(Matrix(expected.x))
            #expect(difference(model.components, Matrix(expected.components)) < 1e-12)
            #expect(difference(model.explainedVariance, expected.variance) < 1e-13)
            #expect(difference(model.explainedVarianceRatio, expected.ratio) < 1e-13)
            #expect(difference(model.singularValues, expected.values) < 1e-13)
            let found = try model.transform(Matrix(expected.unseen))
            #expect(try model.transform(Matrix([expected.unseen[2]])).values == Array(found.row(2)))
            #expect(difference(found, Matrix(expected.transformed)) < 1e-12)
            #expect(difference(try model.inverseTransform(found), Matrix(expected.inverse)) < 1e-12)
        }
    }

    @Test func allComponentsKeepEverything() throws {
        let x = Matrix(try SelectionGolden.shared.get().components[0].x)
        let model = try PCA().fit(x)
        #expect(model.components.rowCount == 5 && abs(model.explainedVarianceRatio.reduce(0, +) - 1) < 1e-14)
        #expect(difference(try model.inverseTransform(try model.transform(x)), x) < 1e-13)
        let wide = Matrix(try SelectionGolden.shared.get().components[2].x)
        #expect(try PCA().fit(wide).components.rowCount == 6)
    }

    @Test func constantsVaryInNoDirection() throws {
        let model = try PCA(components: 1, whitens: true).fit(Matrix([[1, 2], [1, 2], [1, 2]]))
        #expect(model.explainedVariance == [0] && model.explainedVarianceRatio == [0])
        #expect(try model.transform(Matrix([[1, 2]])).values == [0])
    }

    @Test func silliness() throws {
        let x = Matrix([[1, 2], [3, 4], [5, 7]])
        #expect(throws: TabularError.self) { try PCA(components: 0).fit(x) }
        #expect(throws: TabularError.self) { try PCA(components: 3).fit(x) }
        #expect(throws: TabularError.tooFew(what: "rows", found: 1, expected: "at least 2")) {
            try PCA().fit(Matrix([[1, 2]]))
        }
        #expect(throws: TabularError.noExamples(rows: 0, columns: 0)) { try PCA().fit(Matrix([])) }
        #expect(throws: TabularError.self) { try PCA().fit(Matrix([[1, .nan], [2, 3]])) }
        #expect(throws: TabularError.self) { try PCA().fit(Matrix([[1.7e308], [-1.7e308]])) }
        #expect(throws: TabularError.featureCount(found: 3, expected: 2)) {
            try PCA().fit(x).transform(Matrix([[1, 2, 3]]))
        }
        #expect(throws: TabularError.featureCount(found: 2, expected: 1)) {
            try PCA(components: 1).fit(x).inverseTransform(Matrix([[1, 2]]))
        }
    }

    // MARK: - GTZAN

    private static let gtzan = realData("gtzan/features_30_sec.csv")

    /// What the notebook of paper 004 explains by two components each.
    @Test(.enabled(if: gtzan != nil, "no table of GTZAN; set MIEN_DATA"))
    func explainsWhatPaper004Explains() throws {
        let lines = try String(contentsOfFile: try #require(Self.gtzan), encoding: .utf8).split(separator: "\n")
        let names = lines[0].split(separator: ",")
        let rows = lines.dropFirst().map { $0.split(separator: ",") }
        for (ending, expected) in [("mean", 0.9097097936), ("var", 0.9893398366)] {
            let columns = (1...20).compactMap { number in names.firstIndex { $0 == "mfcc\(number)_\(ending)" } }
            let x = Matrix(rows.map { row in columns.compactMap { Double(row[$0]) } })
            #expect(x.rowCount == 1000 && x.columnCount == 20)
            let ratio = try PCA(components: 2).fit(x).explainedVarianceRatio
            #expect(abs(ratio.reduce(0, +) - expected) < 1e-10)
        }
    }
}
