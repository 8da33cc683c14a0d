import ArgumentParser
import Foundation
import MienTraining
import MusicGenre
import SpeechEmotion

struct Reproduce: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Repeat a paper's experiments, and set its figures beside what comes out.",
        discussion: """
            001: speech emotion, an LSTM, a CNN, and both, on RAVDESS. Trainings that are finished in the run folder are not \
            repeated, and interrupted ones go on.
            004: genres of music by ten classifiers, and ours, on GTZAN's table of features. It takes a minute.
            """)

    enum Paper: String, ExpressibleByArgument, CaseIterable {
        case speech = "001"
        case genre = "004"
    }

    @Argument(help: "Which paper.")
    var paper: Paper

    @Option(
        help: ArgumentHelp(
            "A folder with ravdess/ and gtzan/ in it. (default: MIEN_DATA, or synthetic data)", valueName: "folder"))
    var dataRoot: String?

    @Option(help: ArgumentHelp("The folder of the runs, of 001. (default: runs/reproduce-001)", valueName: "folder"))
    var out: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Trainings of what begins at random.", valueName: "number"),
        transform: number(in: 1...1_000))
    var seeds = 10

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Epochs of each training of 001, for a quick look. (default: the paper's)", valueName: "number"),
        transform: number())
    var epochs: Int?

    @OptionGroup var output: JSONOption

    private struct Document: Encodable {
        let rows: [ReproductionRow]
    }

    func validate() throws {
        if paper != .speech && (out != nil || epochs != nil) {
            throw ValidationError("--out and --epochs are for 001: nothing else has runs.")
        }
    }

    func run() throws {
        try output.check()
        let variable = ProcessInfo.processInfo.environment["MIEN_DATA"]
        let root = dataRoot ?? (variable == "" ? nil : variable)
        switch paper {
        case .speech: try reproduceSpeech(root.map { "\($0)/ravdess" })
        case .genre: try reproduceGenre(root.map { "\($0)/gtzan" })
        }
    }

    private func reproduceSpeech(_ path: String?) throws {
        exitOnInterrupt()
        let data = try SpeechData(path, seed: 1)
        for remark in data.remarks + SpeechProtocol.paper.remarks { printError(remark) }
        let paper = Paper001(data: path, folder: out ?? "runs/reproduce-001", seeds: seeds) { recipe in
            recipe.epochs = epochs ?? recipe.epochs
        }
        let systems = try paper.run(progress: .terminal)
        let note = data.remarks.joined(separator: " ")
        try output.write(
            Document(rows: systems.flatMap { $0.rows(protocol: "paper", note: note) }),
            text: systems.map { $0.table() }.joined(separator: "\n\n"))
    }

    private func reproduceGenre(_ path: String?) throws {
        let data = try GenreData(path, seed: 1, progress: .terminal)
        for remark in data.remarks + GenreProtocol.paper.remarks { printError(remark) }
        let findings = try Paper004(data: data, seeds: seeds).run(progress: .terminal)
        try output.write(Document(rows: findings.rows), text: findings.text)
    }
}
