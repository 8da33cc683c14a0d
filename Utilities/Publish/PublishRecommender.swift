import ArgumentParser
import Foundation
import Mien
import MienRecommender
import MovieLens

struct PublishRecommender: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommender", abstract: "Publish what `mien recommend evaluate` finds.",
        usage: "swift run -c release publish recommender --ratings <path> --songs <file> --peers <file> --commit <hash>"
    )

    @Option(help: "The folder of MovieLens' small edition.")
    var ratings: String

    @Option(help: "The table of songs with moods, data_moods.csv.")
    var songs: String

    @Option(help: "What Utilities/peers_movielens.py has printed.")
    var peers: String

    @Option(help: "The commit whose program runs.")
    var commit: String

    func run() throws {
        let data = try MovieLensRatings(contentsOf: ratings)
        guard MovieLensReport(of: data).genuineness == .genuine else {
            throw ValidationError("--ratings: the small edition of MovieLens is expected.")
        }
        let evaluation = try RecommenderEvaluation(ratings: data, songs: songs) { print("\($0) …") }
        let folder = "Docs/Results/recommender"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try RegretCurve.chart(evaluation.regret).write(to: "\(folder)/regret.svg")
        let section = """
            ## Recommendations

            `mien recommend evaluate --ratings ml-latest-small --songs data_moods.csv`, commit \(commit). Each user's last rating \
            is the test, the one before it the validation, on which all settings were chosen. HR and NDCG with their standard \
            errors.

            \(evaluation.text)
            ![Cumulative regret](Results/recommender/regret.svg)

            The `implicit` library from PyPI on the same division (`Utilities/peers_movielens.py`):

            ```
            \(try String(contentsOfFile: peers, encoding: .utf8).trimmingCharacters(in: .newlines))
            ```

            scikit-learn's best model of songs' moods on the same folds has .815 (`Utilities/peers_moods.py`).

            """
        try AtomicFile.write(section, to: "\(folder)/section.md")
        try Pages.joinSections(of: "Docs/Results", into: "Docs/Results.md")
        print("Look at Docs/Results.md, and commit it.")
    }
}
