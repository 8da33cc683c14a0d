import Foundation
import Mien
import MienRecommender
import MienTabular
import MienTestSupport
import MovieLens
import Testing

@Suite struct RankerTests {
    private static let made = SyntheticRatings(users: 60, films: 130, ratings: 5...40, seed: 2).data
    private static let interactions = Interactions(made)
    private static let words = made.films.map(\.genres)

    /// Every ranker, small enough for a test.
    private static let rankers: [any ItemRanker] = [
        PopularityRanker(), PopularityRanker(halfLife: 30), ContentRanker(words: words, recency: 4),
        NeighborRanker(neighbors: 20, recency: 5), FactorizationRanker(factors: 8, iterations: 3, seed: 1),
        ShallowAutoencoderRanker(regularization: 20, recency: 3), NeuralRanker(hidden: 8, epochs: 2, seed: 1),
    ]

    private func model(_ place: Int) throws -> any RankingModel { try Self.rankers[place].fit(Self.interactions) }

    @Test(arguments: rankers.indices)
    func theSameSeedGivesTheSameBitsOnAnyThreads(_ place: Int) throws {
        let history = Self.interactions.histories[0]
        let scores = try [1, 3].map { threads in
            try withThreads(threads) { try model(place).scores(for: history) }
        }
        #expect(scores[0].map(\.bitPattern) == scores[1].map(\.bitPattern))
        #expect(scores[0].count == 130 && scores[0].allSatisfy(\.isFinite) && Set(scores[0]).count > 20)
    }

    @Test(arguments: rankers.indices)
    func modelsComeBackFromFiles(_ place: Int) throws {
        let model = try model(place)
        try withTemporaryFolder { folder in
            let names = Self.made.films.map { "\($0.id)" }
            try ModelFile(model, features: names).write(to: "\(folder)/model.json")
            let file = try ModelFile("\(folder)/model.json", kinds: .ranking)
            let back = try #require(file.model as? any RankingModel)
            let history = Self.interactions.histories[3]
            #expect(try back.scores(for: history) == model.scores(for: history) && file.features == names)
            #expect(try back.scores(for: []) == model.scores(for: []))
        }
    }

    @Test(arguments: rankers.indices)
    func strangersGetWhatIsPopularAndNothingTheyKnow(_ place: Int) throws {
        let model = try model(place)
        let popular = try PopularityRanker(halfLife: place == 1 ? 30 : nil).fit(Self.interactions)
        #expect(try model.ranked(10, for: []).map(\.item) == popular.ranked(10, for: []).map(\.item))
        let history = Self.interactions.histories[1]
        let list = try model.ranked(1_000, for: history, without: [0, 1, 2, -4, 500])
        let known = Set(history.map(\.item)).union([0, 1, 2])
        #expect(list.count == 130 - known.count && known.isDisjoint(with: list.map(\.item)))
        #expect(
            zip(list, list.dropFirst()).allSatisfy {
                $0.score > $1.score || ($0.score == $1.score && $0.item < $1.item)
            })
        #expect(try model.ranked(0, for: history).isEmpty)
    }

    @Test(arguments: rankers.indices)
    func badHistoriesAreRefused(_ place: Int) throws {
        let model = try model(place)
        for item in [-1, 130, Int.max] {
            #expect(throws: RankingError.unknownItem(item: item, count: 130)) {
                try model.scores(for: [Interaction(item: item, time: 0)])
            }
        }
        for weight in [0, -1, Double.nan, .infinity] {
            #expect(throws: RankingError.self) {
                try model.scores(for: [Interaction(item: 1, time: 0, weight: weight)])
            }
        }
        #expect(throws: RankingError.noInteractions) {
            try Self.rankers[place].fit(Interactions(itemCount: 130, histories: [[], []]))
        }
    }

    @Test func theOrderOfAHistoryIsThatOfTime() throws {
        let history = [Interaction(item: 2, time: 9), Interaction(item: 0, time: 3), Interaction(item: 1, time: 3)]
        #expect(try Interactions(itemCount: 3, histories: [history]).histories[0].map(\.item) == [0, 1, 2])
        #expect(throws: RankingError.unknownItem(item: 3, count: 3)) {
            try Interactions(itemCount: 3, histories: [[Interaction(item: 3, time: 0)]])
        }
    }

    @Test func whatIsPopularNowWasHadOfLate() throws {
        let day = 86_400
        let histories = (0..<6).map { [Interaction(item: $0 < 4 ? 0 : 1, time: $0 < 4 ? 0 : 100 * day)] }
        let interactions = try Interactions(itemCount: 3, histories: histories)
        #expect(try PopularityRanker().fit(interactions).weights == [4, 2, 0])
        #expect(try PopularityRanker(halfLife: 50).fit(interactions).weights == [1, 2, 0])
    }

    @Test func whatIsLatestCountsMost() throws {
        // Two circles of people: who had 0 had 1, who had 2 had 3.
        let circles = (0..<10).map { user in
            [user < 5 ? 0 : 2, user < 5 ? 1 : 3].map { Interaction(item: $0, time: $0) }
        }
        let interactions = try Interactions(itemCount: 5, histories: circles)
        let history = [Interaction(item: 0, time: 0), Interaction(item: 2, time: 1)]
        let rankers: [any ItemRanker] = [
            NeighborRanker(recency: 1), FactorizationRanker(factors: 2, regularization: 0.1, recency: 1),
            ShallowAutoencoderRanker(regularization: 1, recency: 1),
        ]
        for ranker in rankers {
            let model: any RankingModel = try ranker.fit(interactions)
            #expect(try model.ranked(3, for: history).map(\.item) == [3, 1, 4], "\(ranker)")
            #expect(try model.ranked(3, for: history.reversed()).map(\.item) == [1, 3, 4], "\(ranker)")
        }
    }

    @Test func contentsRankWhatIsNew() throws {
        let words = [["drama"], ["drama"], ["comedy"], ["comedy", "drama"], []]
        let interactions = try Interactions(itemCount: 5, histories: [[Interaction(item: 2, time: 0)]])
        let model = try ContentRanker(words: words).fit(interactions)
        #expect(try model.ranked(5, for: [Interaction(item: 0, time: 0)]).map(\.item) == [1, 3, 2, 4])
        #expect(throws: RankingError.itemCount(what: "Words", found: 4, expected: 5)) {
            try ContentRanker(words: Array(words.dropLast())).fit(interactions)
        }
    }

    @Test func networksLearnWhatComesNext() throws {
        // Item k is followed by item k + 1, round in a circle.
        let histories = (0..<60).map { user in (0..<12).map { Interaction(item: (user + $0) % 20, time: $0) } }
        let interactions = try Interactions(itemCount: 20, histories: histories)
        let model = try NeuralRanker(hidden: 16, recency: 0.5, dropout: 0, seed: 3).fit(interactions)
        let right = try (0..<20).count { item in
            let history = [Interaction(item: (item + 19) % 20, time: 0), Interaction(item: item, time: 1)]
            return try model.ranked(1, for: history).first?.item == (item + 1) % 20
        }
        #expect(right >= 15)
    }

    @Test func badSettingsAreRefused() throws {
        let rankers: [any ItemRanker] = [
            PopularityRanker(halfLife: 0), PopularityRanker(halfLife: .nan), NeighborRanker(neighbors: 0),
            NeighborRanker(shrinkage: -1), NeighborRanker(recency: 0), ContentRanker(words: Self.words, recency: -1),
            FactorizationRanker(factors: 0), FactorizationRanker(regularization: 0),
            FactorizationRanker(alpha: .infinity),
            FactorizationRanker(iterations: 0), ShallowAutoencoderRanker(regularization: -1), NeuralRanker(hidden: 0),
            NeuralRanker(hidden: 1 << 40), NeuralRanker(recency: 0), NeuralRanker(horizon: .nan), NeuralRanker(cuts: 0),
            NeuralRanker(epochs: 0), NeuralRanker(learningRate: 0), NeuralRanker(weightDecay: -1),
            NeuralRanker(dropout: 1),
        ]
        for ranker in rankers {
            #expect("\(ranker)") {
                try ranker.fit(Self.interactions)
            } throws: { error in
                guard case RankingError.badParameter = error else { return false }
                return true
            }
        }
    }

    @Test func damagedFilesAreRefused() throws {
        let nan = packed([Double](repeating: .nan, count: 130))
        try expectRefusal(
            of: try PopularityRanker().fit(Self.interactions), changed: [("weights", ""), ("weights", nan)])
        let common: [(String, Any)] = [("popularity.weights", packed([1])), ("recency", 0)]
        try expectRefusal(
            of: try NeighborRanker(recency: 2).fit(Self.interactions),
            changed: common + [
                ("nearest.columnCount", 3), ("nearest.columnCount", 131), ("nearest.starts", ""),
                ("nearest.columns", ""), ("nearest.values", nan),
            ])
        try expectRefusal(
            of: try ContentRanker(words: Self.words, recency: 2).fit(Self.interactions),
            changed: common + [("vectors.columnCount", 0), ("vectors.starts", "AAAA")])
        try expectRefusal(
            of: try FactorizationRanker(factors: 2, iterations: 1, recency: 2).fit(Self.interactions),
            changed: common + [
                ("vectors.rowCount", 13), ("vectors.values", packed([Double](repeating: .nan, count: 260))),
                ("regularization", 0), ("alpha", -1),
            ])
        try expectRefusal(
            of: try ShallowAutoencoderRanker(recency: 2).fit(Self.interactions),
            changed: common + [("inverse.rowCount", 1), ("users.columnCount", 131), ("users.columnCount", 1)])
        try expectRefusal(
            of: try NeuralRanker(hidden: 2, epochs: 1).fit(Self.interactions),
            changed: common + [("hidden", 0), ("hidden", 3), ("hidden", Int.max), ("inner", ""), ("outerBias", "AAAA")])
    }

    /// 100,000 items: measured at some 20 ms of a busy machine.
    @Test func manyItemsAreRankedFast() throws {
        var random = RandomStream(seed: 1)
        let histories = (0..<200).map { _ in
            (0..<50).map { Interaction(item: random.nextInt(below: 100_000), time: $0) }
        }
        let interactions = try Interactions(itemCount: 100_000, histories: histories)
        let model = try FactorizationRanker(factors: 64, iterations: 1).fit(interactions)
        let times = try (0..<5).map { _ in
            try ContinuousClock().measure { _ = try model.ranked(50, for: histories[0]) }
        }
        print("100,000 items are ranked in \(times.min() ?? .zero)")
        #expect(times.min().map { $0 < .milliseconds(500) } == true)
    }
}
