import MienRecommender
import MienTestSupport
import MovieLens
import Testing

/// The small edition of MovieLens, where it is at hand: `$MIEN_DATA/movielens_small`.
@Suite struct MovieLensTests {
    private static let folder = realData("movielens_small")

    @Test(.enabled(if: folder != nil, "no MovieLens; set MIEN_DATA"))
    func rankersAreWhatTheyWereMeasuredToBe() throws {
        let data = try MovieLensRatings(contentsOf: try #require(Self.folder))
        let division = try LeaveLastOut(Interactions(data))
        let words = data.films.map(\.genres)
        func result(_ name: String, _ ranker: some ItemRanker) throws -> RankingEvaluation {
            try RankingEvaluation(name, ranker, on: division, .test, words: words)
        }
        let results = [
            try result("popularity", PopularityRanker()),
            try result("content", ContentRanker(words: words)),
            try result("item-knn", NeighborRanker()),
            try result("factorization", FactorizationRanker()),
            try result("shallow autoencoder", ShallowAutoencoderRanker()),
        ]
        #expect(abs(results[0].hitRate - 0.0426) < 0.0001, "implicit's division and measure give the same")
        #expect(results[4].gain > 2 * results[0].gain && results[2].gain > results[0].gain)
    }
}
