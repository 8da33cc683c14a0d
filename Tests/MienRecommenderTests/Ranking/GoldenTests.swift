import MienRecommender
import MienTabular
import Testing

@Suite struct GoldenTests {
    private let golden = GoldenRanking.shared

    @Test func neighborsAreScikitLearnsCosines() throws {
        let model = try NeighborRanker(neighbors: 100, shrinkage: 0, recency: nil).fit(try golden.interactions)
        for (item, expected) in golden.cosines.enumerated() {
            var found = [Double](repeating: 0, count: expected.count)
            for neighbor in try model.neighbors(of: item) { found[neighbor.item] = neighbor.score }
            expectClose(found, expected, within: 1e-12)
        }
        let scores = try model.scores(for: golden.strangersHistory)
        let expected = golden.cosines.map { row in zip(row, golden.stranger).reduce(0) { $0 + $1.0 * $1.1 } }
        expectClose(scores, expected, within: 1e-12)
    }

    @Test func contentsAreScikitLearns() throws {
        let model = try ContentRanker(words: golden.wordsOfItems).fit(try golden.interactions)
        expectClose(try model.scores(for: golden.strangersHistory), golden.contents, within: 1e-8)
    }

    @Test(arguments: GoldenRanking.shared.factorizations.indices)
    func vectorsAreImplicits(_ place: Int) throws {
        let expected = golden.factorizations[place]
        let model = try FactorizationRanker(
            factors: expected.factors, regularization: expected.regularization, alpha: expected.alpha,
            iterations: expected.iterations
        ).fit(try golden.interactions, from: Matrix(expected.start))
        expectClose(model.itemVectors.values, expected.items.flatMap { $0 }, within: 1e-10)
        expectClose(try model.vector(for: golden.strangersHistory), expected.stranger, within: 1e-9)
    }

    /// By way of the users, where the definition goes by way of the items.
    @Test(arguments: GoldenRanking.shared.autoencoders.indices)
    func autoencodersAreTheDefinition(_ place: Int) throws {
        let expected = golden.autoencoders[place]
        let model = try ShallowAutoencoderRanker(regularization: expected.regularization, recency: nil)
            .fit(try golden.interactions)
        expectClose(try model.scores(for: golden.strangersHistory), expected.scores, within: 1e-10)
    }

    @Test func gainsAreScikitLearns() {
        for gain in golden.gains {
            #expect(abs(normalizedDiscountedGain(gain.gains, count: gain.count) - gain.value) < 1e-12)
        }
        #expect(normalizedDiscountedGain([0, 0]) == 0 && normalizedDiscountedGain([]) == 0)
        #expect(normalizedDiscountedGain([0, 0, 1]) == 0.5)
    }
}
