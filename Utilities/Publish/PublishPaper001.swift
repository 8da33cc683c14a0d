import ArgumentParser
import Foundation
import Mien
import MienTraining
import SpeechEmotion

struct PublishPaper001: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper-001",
        abstract: "Publish what `mien reproduce 001` found; what is not trained yet is trained.",
        usage: "swift run -c release publish paper-001 <runs> --data <path> --commit <hash>")

    @Argument(help: ArgumentHelp("The folder of the runs.", valueName: "runs"))
    var source: String

    @Option(help: "The recordings that the runs were trained on.")
    var data: String

    @Option(help: "The commit whose program made the runs.")
    var commit: String

    func run() throws {
        let remarks = try SpeechData(data, seed: 1).remarks + SpeechProtocol.paper.remarks
        let systems = try Paper001(data: data, folder: source).run(progress: .terminal)
        let section = """
            ## Emotions of speech: paper 001 on RAVDESS

            `mien reproduce 001 --data-root data`, commit \(commit). \(remarks.joined(separator: " "))

            \(systems.map { $0.table() }.joined(separator: "\n\n"))

            """
        let folder = "Docs/Results/speech-paper-001"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try AtomicFile.write(section, to: "\(folder)/section.md")
        try Pages.joinSections(of: "Docs/Results", into: "Docs/Results.md")
        print("Look at Docs/Results.md, and commit it.")
    }
}
