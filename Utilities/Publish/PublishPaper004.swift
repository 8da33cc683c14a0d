import ArgumentParser
import Foundation
import Mien
import MienTraining
import MusicGenre

struct PublishPaper004: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper-004", abstract: "Publish what `mien reproduce 004` finds.",
        usage: "swift run -c release publish paper-004 --data <path> --commit <hash>")

    @Option(help: "The folder of features_30_sec.csv and artist_folds.csv.")
    var data: String

    @Option(help: "The commit whose program runs.")
    var commit: String

    func run() throws {
        let data = try GenreData(data, seed: 1)
        guard !data.isSynthetic, data.folds != nil, data.remarks.isEmpty else {
            throw ValidationError("--data: GTZAN's whole table and the artists' folds are expected.")
        }
        let findings = try Paper004(data: data).run(progress: .terminal)
        let section = """
            ## Genres of music: paper 004 on GTZAN

            `mien reproduce 004 --data-root data`, commit \(commit). \(GenreProtocol.paper.remarks.joined(separator: " ")) \
            Deviations are those of ten seeds (the paper's protocol), of folds, or of both. *Peers*: scikit-learn 1.9 and \
            XGBoost 3.2 on the same rows (`Utilities/peers_004.py`).

            \(findings.text)

            """
        let folder = "Docs/Results/genre-paper-004"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try AtomicFile.write(section, to: "\(folder)/section.md")
        try Pages.joinSections(of: "Docs/Results", into: "Docs/Results.md")
        print("Look at Docs/Results.md, and commit it.")
    }
}
