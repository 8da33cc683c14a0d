import Mien
import MienTraining

/// What a user of a large library waits for.
public enum RecommenderBenchmark {
    /// A hundred thousand made songs: their import from a table, and a list of twenty from them, for somebody of whom nothing is
    /// known and for somebody with two hundred reactions.
    public static let songs = FitBenchmark(
        "recommend-songs", rows: count, columns: MoodModel.Input.service.columns.count,
        fits: [
            ("import", { try Files.withTemporaryFolder { _ = try catalogue(in: $0) } }),
            ("list", { _ = try stranger.get().recommend(request()) }),
            ("listOfKnown", { _ = try known.get().recommend(request()) }),
        ])

    private static let count = 100_000

    private static func request() throws -> Request {
        Request(.music, for: try State(stated: EmotionDistribution(parsing: "sad:.7,calm:.3")), policy: .repair)
    }

    private static let stranger = Result { try recommender(reactions: 0) }
    private static let known = Result { try recommender(reactions: 200) }

    /// What SQLite has opened stays readable when its folder is gone.
    private static func recommender(reactions: Int) throws -> Recommender {
        try Files.withTemporaryFolder { folder in
            let catalogue = try catalogue(in: folder)
            for place in 0..<reactions {
                try catalogue.add(Feedback(item: Int64(1 + 97 * place), Reaction.allCases[place % 3]))
            }
            return try Recommender(catalogue, .music)
        }
    }

    private static func catalogue(in folder: String) throws -> Catalogue {
        let table = "\(folder)/songs.csv"
        try Files.store(Array(songsText.utf8), at: table)
        let catalogue = try Catalogue(at: "\(folder)/catalogue.sqlite")
        _ = try catalogue.import(FeatureTableImporter(table))
        return catalogue
    }

    private static let songsText: String = {
        var random = RandomStream(seed: 1, purpose: .synthesis, 0x5041)
        var text = (["name,artist,id,length"] + MoodModel.Input.service.columns).joined(separator: ",") + "\n"
        for song in 0..<count {
            text += "Song \(song),Artist \(random.nextInt(below: count / 12)),made\(song),\(120_000 + song)"
            for column in MoodModel.Input.service.columns {
                let share = random.nextUniform()
                switch column {
                case "tempo": text += ",\(60 + 140 * share)"
                case "loudness": text += ",\(-30 * share)"
                default: text += ",\(share)"
                }
            }
            text += "\n"
        }
        return text
    }()
}
