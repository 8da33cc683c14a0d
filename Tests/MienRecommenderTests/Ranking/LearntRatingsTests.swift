import MienRecommender
import MienTabular
import MienTestSupport
import MovieLens
import Testing

/// Ratings of films, as far as they reach a list.
@Suite struct LearntRatingsTests {
    /// Half of the users see even films, the others odd ones.
    private static let ratings: [String] = (1...20).flatMap { user in
        (1...30).filter { $0 % 2 == user % 2 && ($0 + user) % 5 != 0 }.map { "\(user),\($0),4.0,\(1_000_000 + $0)" }
    }
    private static let films = (1...40).map { "\($0),Film \($0) (1990),Drama" }

    private func withFolder(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let tables = [
                "movies.csv": ["movieId,title,genres"] + Self.films,
                "ratings.csv": ["userId,movieId,rating,timestamp"] + Self.ratings,
            ]
            for (name, lines) in tables {
                try (lines.joined(separator: "\n") + "\n").write(
                    toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            }
            try body(folder)
        }
    }

    @Test func whatIsLikedBringsWhatItsFriendsLiked() throws {
        try withFolder { folder in
            let catalogue = try Catalogue(at: "\(folder)/c.sqlite")
            _ = try catalogue.import(MovieLensImporter(folder))
            let learnt = try LearntRatings(MovieLensRatings(contentsOf: folder))
            #expect(try learnt.scorer(in: catalogue) == nil, "nothing is known of the user")
            for id in [2, 4, 6] { try catalogue.add(Feedback(item: Int64(id), .like)) }
            try catalogue.add(Feedback(item: 1, .skip))
            var request = Request(.film, for: try state("neutral"), count: 8)
            request.weights.chance = 0
            func even(_ scorer: (any ItemScorer)?) throws -> Int {
                try Recommender(catalogue, .film).recommend(request, scorer: scorer).items.count {
                    $0.entry.id % 2 == 0
                }
            }
            let scorer = try #require(try learnt.scorer(in: catalogue))
            #expect(try even(scorer) == 8 && even(nil) < 8)

            try learnt.write(to: "\(folder)/learnt.json")
            let back = try #require(try LearntRatings(contentsOf: "\(folder)/learnt.json").scorer(in: catalogue))
            let columns = try catalogue.columns(of: .film)
            #expect(try back.scores(of: columns, for: request) == scorer.scores(of: columns, for: request))
        }
    }

    @Test func otherFilesAreRefused() throws {
        try withFolder { folder in
            let model = try PopularityRanker().fit(Interactions(MovieLensRatings(contentsOf: folder)))
            try ModelFile(model).write(to: "\(folder)/nameless.json")
            for file in ["movies.csv", "nameless.json", "none.json"] {
                #expect(throws: TabularError.self) { try LearntRatings(contentsOf: "\(folder)/\(file)") }
            }
        }
    }

    @Test func brokenRowsAreNamedAndSkipped() throws {
        try withFolder { folder in
            let lines = [
                "movieId,title,genres", "1,One (1990),Drama", "x,Two (1991),Drama", "3,,Drama", "4,Four,Comedy", "5",
            ]
            try lines.joined(separator: "\n").write(toFile: "\(folder)/movies.csv", atomically: true, encoding: .utf8)
            let catalogue = try Catalogue(at: "\(folder)/c.sqlite")
            let outcome = try catalogue.import(MovieLensImporter(folder))
            #expect(outcome.added == 2 && outcome.skipped == 3 && outcome.faults.map(\.line) == [3, 4, 6])
            let film = try catalogue.entries([1])[0].item
            #expect(film.name == "One (1990)" && film.genres == ["Drama"] && film.features["ratings"] == 8)
            // Ratings that cannot be read cost their films nothing.
            try "userId,movieId,rating\n1,1,5\n".write(
                toFile: "\(folder)/ratings.csv", atomically: true, encoding: .utf8)
            let again = try catalogue.import(MovieLensImporter(folder))
            #expect(again.updated == 2 && again.faults[0].file.hasSuffix("ratings.csv"))
        }
    }
}
