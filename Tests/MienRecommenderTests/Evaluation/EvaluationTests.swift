import Foundation
import MienRecommender
import MienTabular
import MienTestSupport
import MovieLens
import Testing

@Suite struct EvaluationTests {
    private static let made = SyntheticRatings(seed: 3).data
    private static let words = made.films.map(\.genres)

    private func history(_ items: Int...) -> [Interaction] {
        items.enumerated().map { Interaction(item: $1, time: $0) }
    }

    @Test func theLastIsTheTestAndTheOneBeforeTheValidation() throws {
        let all = try Interactions(itemCount: 9, histories: [history(5, 3, 8, 1), history(2, 4), history(0, 6, 7), []])
        let division = try LeaveLastOut(all)
        #expect(division.users == [0, 2])
        #expect(division.users.map { division.target(of: $0, in: .test) } == [1, 7])
        #expect(division.users.map { division.target(of: $0, in: .validation) } == [8, 6])
        #expect(division.training(for: .validation).histories.map { $0.map(\.item) } == [[5, 3], [2, 4], [0], []])
        #expect(division.training(for: .test).histories.map { $0.map(\.item) } == [[5, 3, 8], [2, 4], [0, 6], []])
        #expect(throws: RankingError.noUsers(found: 1, expected: "3 interactions")) {
            try LeaveLastOut(Interactions(itemCount: 3, histories: [history(0, 1)]))
        }
    }

    /// Four people and five items, of which the measures can be counted by hand.
    @Test func measuresAreWhatTheyAreCalled() throws {
        let all = try Interactions(
            itemCount: 6, histories: [history(0, 1, 2), history(0, 2, 1), history(1, 0, 3), history(0, 1)])
        let division = try LeaveLastOut(all)
        let words = [["a"], ["a"], ["b"], ["b"], ["a"], ["b"]]
        let result = try RankingEvaluation("popular", PopularityRanker(), on: division, .test, words: words, count: 2)
        // Trained on [0 1], [0 2], [1 0], [0 1]: 0 four times, 1 three times, 2 once. Lists [2 3], [1 3], [2 3]; right 2, 1, 3.
        #expect(result.users == 3 && result.hitRate == 1)
        #expect(abs(result.gain - (1 + 1 + 1 / log2(3)) / 3) < 1e-12)
        #expect(abs(result.coverage - 3.0 / 6) < 1e-12)
        #expect(abs(result.diversity - 1.0 / 3) < 1e-12, "the lists of 2 and 3 are of one word, 1 and 3 of two")
        #expect(abs(result.novelty - (2 * log2(5.0 / 2) + 3 * log2(5.0) + log2(5.0 / 4)) / 6) < 1e-12)
        // One interaction before: [0] gets [1 2], [0] gets [1 2], [1] gets [0 2].
        #expect(abs(result.repeatRate - 0.5) < 1e-12)
    }

    @Test func rankersFindHiddenTastes() throws {
        let division = try LeaveLastOut(Interactions(Self.made))
        func hitRate(_ ranker: some ItemRanker) throws -> Double {
            try RankingEvaluation("ranker", ranker, on: division, .test, words: Self.words, count: 20).hitRate
        }
        let popular = try hitRate(PopularityRanker())
        #expect(try hitRate(ContentRanker(words: Self.words)) > popular)
        #expect(try hitRate(ShallowAutoencoderRanker(regularization: 50, recency: nil)) > 1.2 * popular)
        #expect(try hitRate(FactorizationRanker(factors: 12, regularization: 5)) > 1.1 * popular)
        #expect(try hitRate(NeighborRanker(neighbors: 200, recency: nil)) > 1.1 * popular)
    }

    @Test func theWholeIsMeasured() throws {
        let moods = ["Sad", "Calm", "Happy", "Energetic"]
        let rows = songs(40).enumerated().map { index, song in
            let features = MoodModel.Input.service.columns.indices.map { "0.\((index + 3 * $0) % 9)" }
            return ([song.title, song.artists[0], "s\(index)", moods[index % 4]] + features).joined(separator: ",")
        }
        let header = (["name", "artist", "id", "mood"] + MoodModel.Input.service.columns).joined(separator: ",")
        try withFile(([header] + rows).joined(separator: "\n")) { path in
            var steps: [String] = []
            let evaluation = try RecommenderEvaluation(ratings: Self.made, songs: path) { steps.append($0) }
            #expect(evaluation.rankers.count == 12 && steps.contains("neural, test"))
            #expect(evaluation.moods.count == MoodTraining.candidates.count && evaluation.lists.count == 16)
            // With history nothing comes twice.
            #expect(evaluation.lists.allSatisfy { $0.repeatRateWithHistory == 0 && $0.repeatRate > 0 })
            #expect(evaluation.text.contains("| item-kNN | validation | 0."))
            let regret = Dictionary(uniqueKeysWithValues: evaluation.regret.map { ($0.chooser, $0.regret[599]) })
            #expect(try #require(regret[.thompson]) < 0.2 * #require(regret[.greedy]))
            let again = try JSONDecoder().decode(RecommenderEvaluation.self, from: JSONEncoder().encode(evaluation))
            #expect(again.text == evaluation.text)
            try evaluation.writeReport(to: "\(path).html")
            let page = try String(contentsOfFile: "\(path).html", encoding: .utf8)
            #expect(page.contains("upper bound") && page.contains("round"))
        }
    }

    @Test func badRequestsAreRefused() throws {
        let division = try LeaveLastOut(Interactions(Self.made))
        #expect(throws: RankingError.self) {
            try RankingEvaluation("none", PopularityRanker(), on: division, .test, words: Self.words, count: 0)
        }
        #expect(throws: RankingError.itemCount(what: "Words", found: 0, expected: 400)) {
            try RankingEvaluation("none", PopularityRanker(), on: division, .test, words: [])
        }
    }
}
