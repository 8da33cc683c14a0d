import ArgumentParser
import SpeechEmotion

struct SpeechEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measure a network for emotions of speech.",
        discussion: "Recordings are divided as they were for the training of the network.")

    @OptionGroup var model: SpeechModelOption

    @Option(
        help: ArgumentHelp(
            "The data: a folder of Actor_NN. Without it synthetic voices are made.", valueName: "path"))
    var data: String?

    @Option(
        help: ArgumentHelp("train, validation, test or all. (default: test, else all)", valueName: "name"),
        transform: choice())
    var split: SpeechDivision.Part?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Take only this many recordings, drawn with a fixed seed.", valueName: "number"),
        transform: number())
    var limit: Int?

    @OptionGroup var output: JSONOption

    @OptionGroup var page: ReportOption

    func run() throws {
        try output.check()
        try page.check()
        // A mistake in the data is told before one in the weights; but made voices are the model's seed's.
        let weights = Result { try model.read() }
        let seed = data == nil ? try weights.get().configuration.recipe.seed : 1
        let data = try SpeechData(data, seed: seed)
        let evaluation = try SpeechEvaluation(
            of: weights.get(), on: data, part: split, limit: limit, progress: .terminal)
        for remark in evaluation.remarks { printError(remark) }
        try page.write(evaluation.writeReport)
        try output.write(
            evaluation,
            text: """
                \(evaluation.part.rawValue) recordings of \(evaluation.data), \(evaluation.model), \
                protocol \(evaluation.protocol.name):

                \(evaluation.result.report?.text(digits: 4) ?? "")
                """)
    }
}
