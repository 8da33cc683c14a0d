import ArgumentParser
import MusicGenre

struct GenreEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measure a classifier of genres of music.",
        discussion: "Clips are divided as they were for the training of the classifier.")

    @Option(
        help: ArgumentHelp(
            "A run folder or a file of a model. (default: the model that ships with Mien)", valueName: "path"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "The data: a table of features, or a folder of music by genre. Without it music is made.",
            valueName: "path"))
    var data: String?

    @Option(
        help: ArgumentHelp("train, test or all. (default: test, else all)", valueName: "name"),
        transform: choice())
    var split: GenreEvaluation.Part?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Take only this many clips, drawn with a fixed seed.", valueName: "number"),
        transform: number())
    var limit: Int?

    @OptionGroup var output: JSONOption

    @OptionGroup var page: ReportOption

    func run() throws {
        try output.check()
        try page.check()
        // A mistake in the data is told before one in the model; but made music is the model's seed's.
        let trained = Result { try GenreModel(model) }
        let seed = data == nil ? try trained.get().configuration.recipe.seed : 1
        let data = try GenreData(data, seed: UInt64(seed), progress: .terminal)
        let evaluation = try GenreEvaluation(of: trained.get(), on: data, part: split, limit: limit)
        for remark in evaluation.remarks { printError(remark) }
        try page.write(evaluation.writeReport)
        try output.write(
            evaluation,
            text: """
                \(evaluation.part.rawValue) clips of \(evaluation.data), \(evaluation.model), \
                protocol \(evaluation.protocol.name):

                \(evaluation.report.text(digits: 4))
                """)
    }
}
