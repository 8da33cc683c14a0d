import MienTabular
import Testing

@Suite struct VotingTests {
    private static let voters: [any Classifier] = [
        GaussianNaiveBayes(), NearestNeighbors(neighbors: 3), NearestNeighbors(neighbors: 1, metric: .manhattan),
    ]

    @Test(arguments: GoldenModels.shared.voting.indices)
    func isScikitLearns(_ place: Int) throws {
        let golden = GoldenModels.shared.voting[place]
        let table = GoldenModels.shared.tables[golden.table]
        let kind = try #require(Voting.Kind(rawValue: golden.kind))
        let model = try Voting(Self.voters, kind: kind, weights: golden.weights).fit(table.rows, table.y)
        #expect(try model.predict(table.unseenRows) == golden.predictions)
        if let probabilities = golden.probabilities {
            expectClose(try model.predictProbabilities(table.unseenRows), probabilities, within: 1e-11)
        } else {
            #expect(throws: TabularError.self) { try model.predictProbabilities(table.unseenRows) }
        }
    }

    @Test func badInputIsRefused() throws {
        try expectCare(Voting(Self.voters, kind: .soft))
        let bad = [
            Voting([]), Voting(Self.voters, weights: [1]), Voting(Self.voters, weights: [1, -1, 1]),
            Voting(Self.voters, weights: [0, 0, 0]), Voting(Self.voters, weights: [.nan, 1, 1]),
            Voting([NearestNeighbors(neighbors: 0)]),
        ]
        let table = GoldenModels.shared.tables[0]
        for classifier in bad { #expect(throws: TabularError.self) { try classifier.fit(table.rows, table.y) } }
    }

    @Test func damagedFilesAreRefused() throws {
        let table = GoldenModels.shared.tables[0]
        try expectRefusal(
            of: try Voting(Self.voters).fit(table.rows, table.y),
            changed: [
                ("weights", [1.0]), ("weights", [0.0, 0, 0]), ("voting", "loud"), ("models", [Int]()),
                ("models", [["kind": "nothing", "model": 1]]),
            ])
    }
}
