import ArgumentParser
import FaceExpression
import MienTraining

struct FaceTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a facial-expression network.")

    @OptionGroup var options: TrainingOptions

    @Option(help: "Network and hyper-parameters: \(FaceRecipe.names.joined(separator: ", ")). (default: reference)")
    var recipe: String?

    func validate() throws {
        if options.resume != nil && recipe != nil {
            throw ValidationError("--resume goes on with the run's own configuration; give no other option with it.")
        }
    }

    func run() throws {
        let training = try makeTraining()
        for remark in training.data.remarks { printError(remark) }
        printError("Run folder: \(training.folder)")
        let outcome = try training.train(progress: .terminal)
        print("\nThe best model on the \(outcome.evaluation.samples) validation images:\n")
        if let report = outcome.evaluation.report { print(report.text(digits: 4)) }
        print("Run folder: \(outcome.folder) (look at report.html)")
    }

    private func makeTraining() throws -> FaceTraining {
        if let folder = options.resume { return try FaceTraining(resuming: folder) }
        var recipe = try FaceRecipe.named(recipe ?? "reference")
        recipe.epochs = options.epochs ?? recipe.epochs
        recipe.batchSize = options.batchSize ?? recipe.batchSize
        recipe.seed = options.seed ?? recipe.seed
        let configuration = FaceTraining.Configuration(recipe: recipe, data: options.data, limit: options.limit)
        return try FaceTraining(configuration, folder: options.out)
    }
}
