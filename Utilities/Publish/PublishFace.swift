import ArgumentParser
import FaceExpression
import Foundation
import Mien
import MienTraining

struct PublishFace: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "face", abstract: "Publish the best model of a run of `mien face train`.",
        usage: "swift run -c release publish face <run> --data <path> --commit <hash>")

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var source: String

    @Option(help: "The data that the run was trained and validated on.")
    var data: String

    @Option(help: "The commit whose program made the run.")
    var commit: String

    func run() throws {
        let weights = "Sources/FaceExpression/Weights"
        let recipe = try publishedRecipe()
        let shipped = "\(weights)/\(recipe.name).safetensors"
        try Safetensors(contentsOf: "\(source)/model.safetensors").write(to: shipped, precision: .half)

        let result = try FaceResult(run: source, recipe: recipe, shipped: shipped, data: data, commit: commit)
        let folder = "Docs/Results/face-\(recipe.name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try result.writeCharts(to: folder)
        try AtomicFile.write(result.section(charts: "Results/face-\(recipe.name)"), to: "\(folder)/section.md")
        try Pages.joinSections(of: "Docs/Results", into: "Docs/Results.md")
        try Pages.replaceTable(in: "\(weights)/README.md", by: result.classTable)
        print("Look at Docs/Results.md, \(weights)/README.md and \(shipped), and commit them.")
    }

    /// The page names a command and compares with paper 000: the run must be what that command makes, to its end.
    private func publishedRecipe() throws -> FaceRecipe {
        let run = try TrainingRun(opening: source)
        let configuration = try run.configuration(as: FaceTraining.Configuration.self)
        var expected = FaceRecipe.reference
        expected.seed = configuration.recipe.seed
        let epochs = try run.history().epochs.count
        guard configuration.recipe == expected, configuration.limit == nil, epochs == expected.epochs else {
            throw ValidationError(
                "\(source): a whole run of the recipe \(expected.name) is expected, found the recipe "
                    + "\(configuration.recipe.name), \(epochs) epochs, or other options. Train with the recipe as it is."
            )
        }
        return configuration.recipe
    }
}
