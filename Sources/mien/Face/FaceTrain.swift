import ArgumentParser
import FaceExpression
import MienTraining

struct FaceTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a facial-expression network.")

    @OptionGroup var recipe: RecipeOption
    @OptionGroup var options: TrainingOptions

    func validate() throws {
        if options.resume != nil && recipe.isGiven { throw TrainingOptions.resumeWithOthers }
    }

    func run() throws {
        exitOnInterrupt()
        let training = try makeTraining()
        for remark in training.data.remarks { printError(remark) }
        printError("Run folder: \(training.folder)")
        let outcome = try training.train(progress: .terminal)
        try printOutput(
            """

            The best model on the \(outcome.evaluation.samples) validation images:

            \(outcome.evaluation.report?.text(digits: 4) ?? "")
            Run folder: \(outcome.folder) (look at report.html)
            """)
    }

    private func makeTraining() throws -> FaceTraining {
        if let folder = options.resume { return try FaceTraining(resuming: folder) }
        var recipe = try recipe.read()
        recipe.epochs = options.epochs ?? recipe.epochs
        recipe = options.batchSize.map(recipe.withBatchSize) ?? recipe
        recipe.seed = options.seed ?? recipe.seed
        let configuration = FaceTraining.Configuration(recipe: recipe, data: options.data, limit: options.limit)
        return try FaceTraining(configuration, folder: options.out)
    }
}
