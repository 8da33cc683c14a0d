import Foundation
import MienTabular
import MienTestSupport
import Testing

@Suite struct KMeansTests {
    @Test(arguments: GoldenModels.shared.clusters.indices)
    func isScikitLearns(_ place: Int) throws {
        let golden = GoldenModels.shared.clusters[place]
        let table = GoldenModels.shared.tables[golden.table]
        let clustering = KMeans(clusters: golden.clusters, starts: 200)
        guard let start = golden.start else {
            expectClose([try clustering.fit(table.rows).inertia], [golden.inertia], within: 1e-10)
            return
        }
        let model = try clustering.fit(table.rows, from: Matrix(start))
        #expect(model.steps == golden.steps)
        expectClose([model.inertia], [golden.inertia], within: 1e-12)
        expectClose(model.centers, golden.centers, within: 1e-12)
        #expect(try model.predict(table.rows) == golden.labels)
        expectClose(try model.transform(table.unseenRows), golden.distances, within: 1e-12)
    }

    @Test func moreClustersThanDifferentRowsAreNoReasonToFail() throws {
        let model = try KMeans(clusters: 3).fit(Matrix([[1, 1], [1, 1], [2, 2], [2, 2]]))
        #expect(model.inertia == 0)
        #expect(try Set(model.predict(Matrix([[1, 1], [2, 2]]))).count == 2)
        #expect(try KMeans(clusters: 2).fit(Matrix([[5], [5], [5]])).inertia == 0)
    }

    @Test func theSameSeedGivesTheSameBitsOnAnyThreads() throws {
        let table = GoldenModels.shared.tables[2]
        let models = try [1, 3].map { threads in
            try withThreads(threads) { try KMeans(clusters: 6, starts: 3, seed: 5).fit(table.rows).centers }
        }
        #expect(models[0] == models[1])
        #expect(try KMeans(clusters: 6, starts: 1, seed: 6).fit(table.rows).centers != models[0])
    }

    @Test func badInputIsRefused() throws {
        let x = Matrix([[1], [2], [4]])
        let bad = [
            KMeans(clusters: 0), KMeans(clusters: 4), KMeans(clusters: 2, starts: 0),
            KMeans(clusters: 2, maximumSteps: 0), KMeans(clusters: 2, tolerance: -1),
        ]
        for clustering in bad { #expect(throws: TabularError.self) { try clustering.fit(x) } }
        for rows in [Matrix([[1], [.nan], [2]]), Matrix([[1], [.infinity], [2]]), Matrix([])] {
            #expect(throws: TabularError.self) { try KMeans(clusters: 2).fit(rows) }
        }
        let model = try KMeans(clusters: 2).fit(x)
        #expect(throws: TabularError.self) { try model.predict(Matrix([[1, 2]])) }
        #expect(throws: TabularError.self) { try model.transform(Matrix([[.nan]])) }
    }

    @Test func filesAreRead() throws {
        let table = GoldenModels.shared.tables[0]
        let model = try KMeans(clusters: 3).fit(table.rows)
        let again = try JSONDecoder().decode(KMeansModel.self, from: JSONEncoder().encode(model))
        #expect(try again.transform(table.unseenRows) == model.transform(table.unseenRows))
        try expectRefusal(
            of: model,
            changed: [
                ("centers.rowCount", 4), ("centers.columnCount", Int.max), ("centers.values", [1.0]),
                ("inertia", -1.0), ("steps", -1),
            ])
    }
}
