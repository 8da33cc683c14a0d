import ArgumentParser
import MusicGenre

struct GenreTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a classifier of genres of music.",
        discussion: "It takes seconds, so there is nothing to resume: what was interrupted is begun again.")

    @OptionGroup var recipe: GenreRecipeOption
    @OptionGroup var division: GenreProtocolOption

    @Option(
        help: ArgumentHelp(
            "The data: a table of features, or a folder of music by genre. Without it music is made.",
            valueName: "path"))
    var data: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Decides what is drawn: the same seed gives the same model. (default: the recipe's)", valueName: "number"))
    var seed: UInt32?

    @Option(help: ArgumentHelp("A new folder for the run. (default: runs/genre-RECIPE-N)", valueName: "folder"))
    var out: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Take only this many clips to train on, and to test with, drawn with the seed.", valueName: "number"),
        transform: number())
    var limit: Int?

    func run() throws {
        var recipe = try recipe.read()
        recipe.seed = seed ?? recipe.seed
        let configuration = GenreTraining.Configuration(
            recipe: recipe, protocol: division.value, data: data, limit: limit)
        let training = try GenreTraining(configuration, folder: out, progress: .terminal)
        for remark in training.data.remarks + configuration.protocol.remarks { printError(remark) }
        let outcome = try training.train()
        let parts = [("training", Optional(outcome.training)), ("test", outcome.test)]
        let reports = parts.compactMap { name, report in
            report.map { "On the \($0.samples) \(name) clips:\n\n\($0.text(digits: 4))" }
        }
        try printOutput(
            """

            \(reports.joined(separator: "\n"))
            Run folder: \(outcome.folder) (look at report.html)
            """)
    }
}
