import MienTabular
import MienTestSupport
import Testing

@Suite struct PermutationImportanceTests {
    @Test(arguments: GoldenModels.shared.importance.indices)
    func isScikitLearns(_ place: Int) throws {
        let golden = GoldenModels.shared.importance[place]
        let table = GoldenModels.shared.tables[golden.table]
        let model = try GaussianNaiveBayes().fit(table.rows, table.y)
        let found = try PermutationImportance(
            of: model, table.rows, table.y, repeats: golden.repeats, seed: golden.seed)
        expectClose(found.losses, golden.losses, within: 1e-12)
        expectClose(found.means, golden.means, within: 1e-12)
        expectClose(found.deviations, golden.deviations, within: 1e-12)
    }

    @Test func aFeatureThatTellsNothingIsWorthNothing() throws {
        let table = GoldenModels.shared.tables[1]
        let x = table.rows.joined(with: Matrix(rowCount: table.y.count, columnCount: 1, repeating: 2))
        let model = try NearestNeighbors().fit(x, table.y)
        let found = try PermutationImportance(of: model, x, table.y)
        #expect(found.means[7] == 0 && found.means.contains { $0 > 0 })
        #expect(found.accuracy == (try model.accuracy(x, table.y)))
        let again = try withThreads(1) { try PermutationImportance(of: model, x, table.y) }
        #expect(again.losses == found.losses)
    }

    @Test func badInputIsRefused() throws {
        let table = GoldenModels.shared.tables[1]
        let model = try GaussianNaiveBayes().fit(table.rows, table.y)
        #expect(throws: TabularError.self) {
            try PermutationImportance(of: model, table.rows, table.y, repeats: 0)
        }
        #expect(throws: TabularError.self) { try PermutationImportance(of: model, table.rows, [1]) }
        #expect(throws: TabularError.self) { try PermutationImportance(of: model, Matrix([]), []) }
        #expect(throws: TabularError.self) {
            try PermutationImportance(of: model, table.rows.columns(at: [0]), table.y)
        }
    }
}
