import ArgumentParser
import FER2013
import GTZAN
import MienTraining
import MovieLens
import RAVDESS

struct DatasetsCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say whether a data set is genuine and whole, and which faults it has.",
        discussion:
            "What lies at the path is recognised: images, speech, music, a table of features, or films with ratings.")

    @OptionGroup var output: JSONOption

    @Argument(
        help: ArgumentHelp(
            """
            A folder of images, a fer2013.csv, a folder of Actor_NN or of genres, features_30_sec.csv, or a folder of \
            MovieLens.
            """,
            valueName: "path"))
    var data: String

    func run() throws {
        try output.check()
        if RAVDESSRecordings.isLikely(at: data) {
            let report = try RAVDESSReport(of: RAVDESSRecordings(contentsOf: data))
            return try output.write(report, text: "\(report)")
        }
        if MovieLensRatings.isLikely(at: data) {
            let report = MovieLensReport(of: try MovieLensRatings(contentsOf: data))
            return try output.write(report, text: "\(report)")
        }
        let table = "\(data)/features_30_sec.csv"
        if Files.exists(table) || GTZANTable.isLikely(at: data) {
            let report = GTZANTableReport(of: try GTZANTable(contentsOf: Files.exists(table) ? table : data))
            return try output.write(report, text: "\(report)")
        }
        if GTZANClips.isLikely(at: data) {
            let report = GTZANReport(of: try GTZANClips(contentsOf: data))
            return try output.write(report, text: "\(report)")
        }
        let report = FER2013Report(of: try FER2013Splits(contentsOf: data))
        try output.write(report, text: "\(report)")
    }
}
