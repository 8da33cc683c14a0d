import Mien
import MienTabular
import Testing

@Suite struct NearestNeighborsTests {
    @Test(arguments: GoldenModels.shared.neighbors.indices)
    func isScikitLearns(_ place: Int) throws {
        let golden = GoldenModels.shared.neighbors[place]
        let table = GoldenModels.shared.tables[golden.table]
        let model = try NearestNeighbors(
            neighbors: golden.neighbors, weights: golden.weights, metric: golden.metric
        ).fit(table.rows, table.y)
        let distances = try model.nearest(to: table.unseenRows).map { $0.map(\.distance) }
        expectClose(Matrix(distances), golden.distances, within: 1e-12)
        expectClose(try model.predictProbabilities(table.unseenRows), golden.probabilities, within: 1e-12)
        #expect(try model.predict(table.unseenRows) == golden.predictions)
    }

    /// Far from zero the products' distances cancel to noise; the order must not depend on it.
    @Test(arguments: [0.0, 1e3, 1e8])
    func theOrderIsThatOfTheDifferences(_ offset: Double) throws {
        var random = RandomStream(seed: 3)
        func rows(_ count: Int) -> Matrix {
            Matrix((0..<count).map { _ in (0..<9).map { _ in Double(random.nextInt(below: 6)) + offset } })
        }
        let (x, unseen) = (rows(1300), rows(70))
        let model = try NearestNeighbors(neighbors: 11).fit(x, (0..<1300).map { $0 % 3 })
        let found = try model.nearest(to: unseen)
        for row in 0..<unseen.rowCount {
            let all = (0..<x.rowCount).map { index in
                (index, zip(x.row(index), unseen.row(row)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
            }
            let expected = all.sorted { $0.1 < $1.1 || ($0.1 == $1.1 && $0.0 < $1.0) }.prefix(11).map(\.0)
            #expect(found[row].map(\.index) == expected)
        }
    }

    @Test func copiesVoteAlone() throws {
        let x = Matrix([[0], [1], [1], [1.1]])
        let model = try NearestNeighbors(neighbors: 4, weights: .distance).fit(x, [0, 1, 2, 0])
        #expect(try model.predictProbabilities(Matrix([[1]])) == Matrix([[0, 0.5, 0.5]]))
        #expect(try model.predict(Matrix([[1]])) == [1])
    }

    @Test func equalVotesGoToTheLowestClass() throws {
        let model = try NearestNeighbors(neighbors: 2).fit(Matrix([[0], [2]]), [7, 3])
        #expect(try model.predict(Matrix([[1], [0.1]])) == [3, 3])
    }

    @Test func badInputIsRefused() throws {
        for metric in [NearestNeighbors.Metric.euclidean, .manhattan] {
            try expectCare(NearestNeighbors(weights: .distance, metric: metric))
        }
        #expect(throws: TabularError.self) { try NearestNeighbors(neighbors: 0).fit(Matrix([[1], [2]]), [0, 1]) }
        #expect(throws: TabularError.self) { try NearestNeighbors(neighbors: 3).fit(Matrix([[1], [2]]), [0, 1]) }
        let huge = try NearestNeighbors(neighbors: 1).fit(Matrix([[1e300], [-1e300]]), [0, 1])
        #expect(try huge.predict(Matrix([[1e300]])) == [0])
    }

    @Test func damagedFilesAreRefused() throws {
        let table = GoldenModels.shared.tables[1]
        try expectRefusal(
            of: try NearestNeighbors().fit(table.rows, table.y),
            changed: [
                ("classes", [3]), ("codes", [0]), ("codes", table.y.map { _ in 3 }), ("codes", table.y.map { _ in -1 }),
                ("neighbors", 0), ("neighbors", 58), ("weights", "none"), ("metric", "none"),
                ("examples.rowCount", 10), ("examples.columnCount", 0),
            ])
    }
}
