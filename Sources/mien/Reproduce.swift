import ArgumentParser
import Foundation
import MienTraining
import SpeechEmotion

struct Reproduce: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Repeat a paper's experiments, and set its figures beside what comes out.",
        discussion: """
            001: speech emotion, an LSTM, a CNN, and both, on RAVDESS. Trainings that are finished in the run folder are not \
            repeated, and interrupted ones go on.
            """)

    enum Paper: String, ExpressibleByArgument, CaseIterable {
        case speech = "001"
    }

    @Argument(help: "Which paper.")
    var paper: Paper

    @Option(
        help: ArgumentHelp(
            "A folder with ravdess/ in it. (default: MIEN_DATA, or synthetic voices)", valueName: "folder"))
    var dataRoot: String?

    @Option(help: ArgumentHelp("The folder of the runs.", valueName: "folder"))
    var out = "runs/reproduce-001"

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Trainings of each network.", valueName: "number"),
        transform: number(in: 1...1_000))
    var seeds = 10

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Epochs of each training, for a quick look. (default: the paper's)", valueName: "number"),
        transform: number())
    var epochs: Int?

    @OptionGroup var output: JSONOption

    private struct Document: Encodable {
        let rows: [ReproductionRow]
    }

    func run() throws {
        try output.check()
        exitOnInterrupt()
        let variable = ProcessInfo.processInfo.environment["MIEN_DATA"]
        let root = dataRoot ?? (variable == "" ? nil : variable)
        let data = try SpeechData(root.map { "\($0)/ravdess" }, seed: 1)
        let remarks = data.remarks + SpeechProtocol.paper.remarks
        for remark in remarks { printError(remark) }
        let paper = Paper001(data: root.map { "\($0)/ravdess" }, folder: out, seeds: seeds) { recipe in
            recipe.epochs = epochs ?? recipe.epochs
        }
        let systems = try paper.run(progress: .terminal)
        let note = data.remarks.joined(separator: " ")
        try output.write(
            Document(rows: systems.flatMap { $0.rows(protocol: "paper", note: note) }),
            text: systems.map { $0.table() }.joined(separator: "\n\n"))
    }
}
