import ArgumentParser
import MienTraining
import SpeechEmotion

struct SpeechTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a network for emotions of speech.")

    @OptionGroup var recipe: SpeechRecipeOption
    @OptionGroup var division: ProtocolOption
    @OptionGroup var options: TrainingOptions

    func validate() throws {
        if options.resume != nil && (recipe.isGiven || division.isGiven) { throw TrainingOptions.resumeWithOthers }
    }

    func run() throws {
        exitOnInterrupt()
        let training = try makeTraining()
        for remark in training.data.remarks + training.configuration.protocol.remarks { printError(remark) }
        printError("Run folder: \(training.folder)")
        let outcome = try training.train(progress: .terminal)
        let parts = [
            ("training", outcome.training), ("validation", outcome.validation), ("test", outcome.test),
        ]
        let reports = parts.compactMap { name, evaluation in
            evaluation?.report.map {
                "The model that was kept on the \($0.samples) \(name) recordings:\n\n\($0.text(digits: 4))"
            }
        }
        try printOutput(
            """

            \(reports.joined(separator: "\n"))
            Run folder: \(outcome.folder) (look at report.html)
            """)
    }

    private func makeTraining() throws -> SpeechTraining {
        if let folder = options.resume { return try SpeechTraining(resuming: folder, progress: .terminal) }
        var recipe = try recipe.read()
        recipe.epochs = options.epochs ?? recipe.epochs
        recipe.batchSize = options.batchSize ?? recipe.batchSize
        recipe.seed = options.seed ?? recipe.seed
        let configuration = SpeechTraining.Configuration(
            recipe: recipe, protocol: division.value, data: options.data, limit: options.limit)
        return try SpeechTraining(configuration, folder: options.out, progress: .terminal)
    }
}
