import ArgumentParser
import MienRecommender
import MovieLens

struct RecommendEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure the recommender: rankers on ratings, moods and lists of songs, learning.",
        discussion: "Nothing of it touches a catalogue.")

    @Option(
        help: ArgumentHelp("A folder of MovieLens. Without it ratings are made.", valueName: "folder"))
    var ratings: String?

    @Option(
        help: ArgumentHelp("A table of songs with audio features and moods (data_moods.csv).", valueName: "file"))
    var songs: String?

    @OptionGroup var output: JSONOption

    @OptionGroup var page: ReportOption

    func run() throws {
        try output.check()
        try page.check()
        let data = try ratings.map { try MovieLensRatings(contentsOf: $0) } ?? SyntheticRatings(seed: 1).data
        let evaluation = try RecommenderEvaluation(ratings: data, songs: songs) { printError("\($0) …") }
        try page.write(evaluation.writeReport)
        try output.write(evaluation, text: evaluation.text)
    }
}
