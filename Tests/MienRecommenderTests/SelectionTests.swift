import Foundation
import MienRecommender
import MienTestSupport
import Testing

@Suite struct SelectionTests {
    /// A list of a catalogue of made songs.
    private func list(
        _ items: [Item], _ request: Request, feedback: [Feedback] = [], history: [Int64] = [], now: Date = Date()
    ) throws -> RecommendedList {
        try withCatalogue { catalogue in
            _ = try catalogue.import(MadeItems(items))
            for entry in feedback { try catalogue.add(entry) }
            try catalogue.setKeepsHistory(true)
            try catalogue.note(history, at: now)
            return try Recommender(catalogue, request.kind).recommend(request, now: now)
        }
    }

    @Test("Matching stays where the user is; repairing leads in steps to a better place")
    func policies() throws {
        let items = songs(3_000)
        let sad = try state("sad")
        let match = try list(items, Request(.music, for: sad))
        #expect(match.items.count == 20 && match.measures.moodDistance < 0.3)
        #expect(match.items.allSatisfy { $0.target == sad.affect })
        let repair = try list(items, Request(.music, for: sad, policy: .repair))
        let places = try repair.items.map { try #require($0.entry.item.affect) }
        #expect(repair.items[0].target == sad.affect)
        #expect(repair.items[19].target == RepairGoal.standard(from: sad.affect))
        #expect(places[0].distance(to: sad.affect) < 0.4 && places[19].valence > 0.1)
        // Every quarter of the list is more pleasant than the one before.
        let quarters = stride(from: 0, to: 20, by: 5).map { places[$0..<$0 + 5].reduce(0) { $0 + $1.valence } }
        #expect(zip(quarters, quarters.dropFirst()).allSatisfy(<))
        #expect(repair.measures.moodDistance < 0.3)
    }

    @Test("Repair leads bad feelings to calm, good ones to better ones, and elsewhere if that is asked for")
    func goals() throws {
        let (angry, happy) = try (state("angry"), state("happy"))
        let goal = RepairGoal.standard(from: angry.affect)
        #expect(goal.valence > 0 && goal.arousal < 0)
        #expect(RepairGoal.standard(from: happy.affect) == happy.affect)
        var request = Request(.music, for: angry, policy: .repair, count: 3)
        request.goal = Affect(valence: 1, arousal: 1)
        #expect(try list(songs(100), request).items.map(\.target)[2] == request.goal)
        request.goal = Affect(valence: .nan, arousal: 0)
        #expect(throws: RecommenderError.self) { try list(songs(100), request) }
    }

    @Test("The same request and seed give the same list, another seed another one")
    func determinism() throws {
        let items = songs(2_000)
        var request = Request(.music, for: try state("calm"), policy: .repair)
        let first = try list(items, request)
        #expect(try withThreads(1) { try list(items, request) } == first)
        request.seed = 1
        #expect(try list(items, request).items.map(\.entry.id) != first.items.map(\.entry.id))
    }

    @Test("Filters hold for every item")
    func filters() throws {
        let items = songs(2_000).enumerated().map { index, item in
            var item = item
            item.isExplicit = index % 3 == 0 ? true : index % 3 == 1 ? false : nil
            return item
        }
        var request = Request(.music, for: try state("neutral"), count: 30)
        request.filter.languages = ["HI"]
        request.filter.genres = ["jazz", "folk"]
        request.filter.length = 150...200
        request.filter.allowsExplicit = false
        let found = try list(items, request).items.map(\.entry.item)
        #expect(found.count == 30)
        #expect(
            found.allSatisfy {
                $0.language == "hi" && ["jazz", "folk"].contains($0.genres[0]) && $0.isExplicit != true
                    && (150...200).contains($0.seconds ?? 0)
            })
        request.filter = ItemFilter()
        request.filter.artists = ["artist 7"]
        #expect(try list(items, request).items.allSatisfy { $0.entry.item.artists == ["Artist 7"] })
        request.filter.artists = ["nobody at all"]
        #expect(throws: RecommenderError.nothingPasses(kind: .music, count: 2_000)) { try list(items, request) }
    }

    @Test("What is preferred comes more often, and the reason says so")
    func preferences() throws {
        let items = songs(2_000)
        var request = Request(.music, for: try state("neutral"))
        func share(_ list: RecommendedList) -> Int { list.items.count { $0.entry.item.language == "hi" } }
        let before = share(try list(items, request))
        request.preferences.languages = ["hi"]
        let after = try list(items, request)
        #expect(share(after) > before && share(after) >= 15)
        #expect(after.items.allSatisfy { ($0.entry.item.language == "hi") == $0.reason.contains("you prefer hi") })
    }

    @Test("With feedback the list moves the right way")
    func feedback() throws {
        let items = songs(2_000)
        var request = Request(.music, for: try state("happy"))
        request.horizon = 0
        let before = try list(items, request).items.map(\.entry)
        let skipped = before.prefix(5).map { Feedback(item: $0.id, .skip) }
        let after = try list(items, request, feedback: skipped).items.map(\.entry)
        #expect(Set(after.map(\.id)).isDisjoint(with: skipped.map(\.item)))
        // Likes of far-away songs of one artist bring its nearer ones.
        let artist = before[0].item.artists
        let liked = items.indices.filter { items[$0].artists == artist }.prefix(6).map {
            Feedback(item: Int64($0 + 1), .like)
        }
        let more = try list(items, request, feedback: liked).items.count { $0.entry.item.artists == artist }
        #expect(more > before.count { $0.item.artists == artist })
    }

    @Test("What is liked and skipped teaches what to prefer among songs that nothing was said of")
    func learning() throws {
        // Each by an artist and of a genre of its own, so that only the bandit knows anything of the others.
        let items = (0..<400).map { index in
            song("Song \(index)", by: "Artist \(index)", at: 0, 0) {
                $0.genres = ["genre \(index)"]
                $0.popularity = Double(index % 20) / 20
                $0.seconds = 200
            }
        }
        var request = Request(.music, for: try state("neutral"), count: 30)
        request.weights.popularity = 0
        func popularity(_ feedback: [Feedback]) throws -> Double {
            let chosen = try list(items, request, feedback: feedback).items.filter { entry in
                !feedback.contains { $0.item == entry.entry.id }
            }
            return chosen.reduce(0) { $0 + ($1.entry.item.popularity ?? 0) } / Double(chosen.count)
        }
        let before = try popularity([])
        let feedback = (1...80).map { Feedback(item: Int64($0), ($0 - 1) % 20 >= 10 ? .like : .skip) }
        let opposite = feedback.map { Feedback(item: $0.item, $0.reaction == .like ? .skip : .like) }
        #expect(try popularity(feedback) > before + 0.2)
        #expect(try popularity(opposite) < before - 0.2)
    }

    @Test("Nothing is repeated within the horizon")
    func horizon() throws {
        let items = songs(300)
        let now = Date(timeIntervalSince1970: 2_000_000_000)
        var request = Request(.music, for: try state("sad"))
        let first = try list(items, request, now: now).items.map(\.entry.id)
        let second = try list(items, request, history: first, now: now).items.map(\.entry.id)
        #expect(Set(first).isDisjoint(with: second) && ListMeasures.repeatRate([first, second]) == 0)
        request.horizon = 0
        let third = try list(items, request, history: first, now: now).items.map(\.entry.id)
        #expect(third == first && ListMeasures.repeatRate([first, third]) == 0.5)
    }

    @Test("Diversity trades likeness for variety")
    func diversity() throws {
        let items = songs(400)
        var request = Request(.music, for: try state("calm"))
        request.diversity = 0
        let plain = try list(items, request).measures
        request.diversity = 0.7
        let varied = try list(items, request).measures
        #expect(varied.diversity > plain.diversity && varied.moodDistance > plain.moodDistance)
    }

    @Test("Of one work one recording is in a list")
    func works() throws {
        let titles = ["Hey", "Hey - Remastered 2009", "HEY (feat. X)", "Hey You", "Hello"]
        let items = titles.map { song($0, by: "A") } + [song("Hey", by: "B")]
        let found = try list(items, Request(.music, for: try state("neutral"))).items.map(\.entry.item.name)
        #expect(found.count == 4 && found.count { $0.lowercased().hasPrefix("a – hey") } == 2)
        // Nor where a list goes on from mood to mood.
        let recordings = (0..<40).map { index in
            song("Song \(index / 4) - Take \(index % 4)", by: "A", at: -0.6 + 0.3 * Double(index % 4), -0.4)
        }
        let repair = try list(recordings, Request(.music, for: try state("sad"), policy: .repair, count: 10))
        #expect(Set(repair.items.map { $0.entry.item.title.prefix(6) }).count == 10)
    }

    @Test("Reasons say mood, arousal and tempo")
    func reasons() throws {
        let calm = song("A", at: 0.5, -0.6) { ($0.mood, $0.features) = ("calm", ["tempo": 92.3]) }
        let request = Request(.music, for: try state("calm"))
        #expect(try list([calm], request).items[0].reason == "calm, low arousal, 92 bpm")
        #expect(try list([song("B", at: 0, 0)], request).items[0].reason == "neutral")
        try withCatalogue { catalogue in
            _ = try catalogue.import(ActivityImporter())
            let request = Request(.activity, for: try state("sad:.6,angry:.4"), policy: .repair, count: 5)
            let items = try Recommender(catalogue, .activity).recommend(request).items
            #expect(items.count == 5 && items.allSatisfy { $0.reason.contains(" min") })
        }
    }

    @Test("A learnt score counts, and what is no number in it does not")
    func scorer() throws {
        struct Backwards: ItemScorer {
            func scores(of items: ItemColumns, for request: Request) -> [Float] {
                (0..<items.count).map { $0 == 3 ? 1 : $0 == 4 ? .nan : -1 }
            }
        }
        struct Short: ItemScorer {
            func scores(of items: ItemColumns, for request: Request) -> [Float] { [] }
        }
        try withCatalogue { catalogue in
            _ = try catalogue.import(MadeItems((0..<6).map { song("Song \($0)", by: "Artist \($0)") }))
            let recommender = try Recommender(catalogue, .music)
            let request = Request(.music, for: try state("neutral"), count: 6)
            let ids = try recommender.recommend(request, scorer: Backwards()).items.map(\.entry.id)
            #expect(ids[0] == 4 && ids[1] == 5)
            #expect(throws: RecommenderError.self) { try recommender.recommend(request, scorer: Short()) }
        }
    }

    @Test("Requests that make no sense, and empty catalogues, are refused")
    func refusals() throws {
        let neutral = try state("neutral")
        #expect(throws: RecommenderError.emptyCatalogue(kind: .music)) { try list([], Request(.music, for: neutral)) }
        for count in [0, -1, 1_001, .max] {
            #expect(throws: RecommenderError.self) { try list(songs(2), Request(.music, for: neutral, count: count)) }
        }
        var request = Request(.music, for: neutral)
        request.diversity = .nan
        #expect(throws: RecommenderError.self) { try list(songs(2), request) }
        request = Request(.music, for: neutral)
        request.weights.mood = .infinity
        #expect(throws: RecommenderError.self) { try list(songs(2), request) }
        // Fewer than asked for are given as they are.
        #expect(try list(songs(2), Request(.music, for: neutral, count: 1_000)).items.count == 2)
    }

    @Test("Songs without a place come after those that have one")
    func unplaced() throws {
        var lost = song("Lost", by: "A")
        lost.affect = nil
        let found = try list([lost, song("Near", by: "B")], Request(.music, for: try state("neutral")))
        #expect(found.items.map(\.entry.item.title) == ["Near", "Lost"])
    }
}
