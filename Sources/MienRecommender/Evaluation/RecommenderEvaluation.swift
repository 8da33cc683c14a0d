import MienCharts
import MienTabular
import MienTraining
import MovieLens

/// How good the recommender's parts are: rankers on ratings, moods and lists of songs, and what learns from reactions.
///
/// ```swift
/// let evaluation = try RecommenderEvaluation(ratings: MovieLensRatings(contentsOf: "ml-latest-small"), songs: "data_moods.csv")
/// print(try evaluation.text())
/// ```
public struct RecommenderEvaluation: Sendable, Codable {
    /// The accuracy over ten stratified folds of one way to tell songs' moods.
    public struct MoodAccuracy: Sendable, Codable, Equatable {
        public let model: String
        public let (mean, deviation): (Double, Double)
    }

    /// Where the ratings come from.
    public let source: String
    public let rankers: [RankingEvaluation]
    /// Empty without songs.
    public let moods: [MoodAccuracy]
    public let lists: [MoodListMeasures]
    public let regret: [RegretCurve]

    /// - Parameters:
    ///   - ratings: each user's last is the test, the one before it the validation.
    ///   - songs: a table of songs with audio features and moods, if there is one.
    ///   - progress: is called with what is done next.
    public init(ratings: MovieLensRatings, songs: String? = nil, progress: (String) -> Void = { _ in }) throws {
        let division = try LeaveLastOut(Interactions(ratings))
        let words = ratings.films.map(\.genres)
        source = ratings.source
        rankers = try Self.rankers(words).flatMap { name, ranker in
            try LeaveLastOut.Part.allCases.map { part in
                progress("\(name), \(part.rawValue)")
                return try RankingEvaluation(name, ranker, on: division, part, words: words)
            }
        }
        if let songs {
            progress("moods of songs")
            moods = try MoodTraining(contentsOf: songs, input: .service).comparison().map { name, validation in
                MoodAccuracy(model: name, mean: validation.mean, deviation: validation.deviation)
            }
            progress("lists of songs")
            lists = try MoodListMeasures.all(songs: songs)
        } else {
            (moods, lists) = ([], [])
        }
        progress("simulated listeners")
        regret = try RegretCurve.comparison()
    }

    /// With the settings that were chosen on the validation of the small edition of MovieLens.
    private static func rankers(_ words: [[String]]) -> [(name: String, ranker: any ItemRanker)] {
        [
            ("popularity", PopularityRanker()), ("content", ContentRanker(words: words)),
            ("item-kNN", NeighborRanker()), ("factorisation", FactorizationRanker()),
            ("shallow autoencoder", ShallowAutoencoderRanker()), ("neural", NeuralRanker()),
        ]
    }

    // MARK: - Tables

    private var rankersTable: RunReport.Table {
        RunReport.Table(
            title: "Each user's \(rankers.first.map { "next film in a list of \($0.count)" } ?? "next film")",
            header: [
                "ranker", "part", "HR", "NDCG", "coverage", "diversity", "novelty", "repeats", "fit s", "list ms",
            ],
            rows: rankers.map { row in
                [
                    row.name, row.part.rawValue, "\(row.hitRate.fixed(3)) ± \(row.hitRateError.fixed(3))",
                    "\(row.gain.fixed(3)) ± \(row.gainError.fixed(3))", row.coverage.fixed(3),
                    row.diversity.fixed(3), row.novelty.fixed(1), row.repeatRate.fixed(3),
                    row.fitSeconds.fixed(2), row.listMilliseconds.fixed(2),
                ]
            })
    }

    private var moodsTable: RunReport.Table {
        RunReport.Table(
            title: "Moods of songs, ten stratified folds", header: ["model", "accuracy"],
            rows: moods.map { [$0.model, "\($0.mean.fixed(4)) ± \($0.deviation.fixed(3))"] })
    }

    private var listsTable: RunReport.Table {
        RunReport.Table(
            title: "Lists of 20 songs",
            header: ["feeling", "policy", "distance", "diversity", "repeats", "with history"],
            rows: lists.map { row in
                [
                    row.emotion, row.policy, row.moodDistance.fixed(3), row.diversity.fixed(3),
                    row.repeatRate.fixed(2), row.repeatRateWithHistory.fixed(2),
                ]
            })
    }

    private var regretTable: RunReport.Table {
        RunReport.Table(
            title: "Regret of twenty simulated listeners", header: ["chooser", "after 100 rounds", "after 600"],
            rows: regret.map { [$0.chooser.name, $0.regret[99].fixed(1), $0.regret[$0.regret.count - 1].fixed(1)] })
    }

    private var tables: [RunReport.Table] {
        [rankersTable, moodsTable, listsTable, regretTable].filter { !$0.rows.isEmpty }
    }

    /// All tables, in Markdown.
    public var text: String { tables.map(\.markdown).joined(separator: "\n") }

    /// Writes the tables and the regret's curves as a page.
    public func writeReport(to path: String) throws {
        var report = RunReport(title: "The recommender, measured", subtitle: source)
        report.sections = tables.map { table in
            let picture = table == regretTable ? [RunReport.Content.chart(RegretCurve.chart(regret))] : []
            return .init(table.title, picture + [.table(RunReport.Table(header: table.header, rows: table.rows))])
        }
        try report.write(to: path)
    }
}
