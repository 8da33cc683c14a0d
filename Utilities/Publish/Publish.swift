import ArgumentParser
import FaceExpression
import Foundation
import Mien
import MienTraining

/// Makes what the project shows of a finished training: the weights that ship with it, in half precision, their part of
/// `Docs/Results.md`, and the table on their card.
@main
struct Publish: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish the best model of a run of `mien face train`, from the root of the repository.",
        usage: "swift run -c release publish <run> --data <path> --commit <hash>")

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
        try joinSections(of: "Docs/Results", into: "Docs/Results.md")
        try replaceTable(in: "\(weights)/README.md", by: result.classTable)
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

    /// The page is made anew from what was published so far.
    private func joinSections(of folder: String, into page: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let sections = try names.map { try String(contentsOfFile: "\(folder)/\($0)/section.md", encoding: .utf8) }
        let preamble = """
            # Results

            Made by `publish` from the folders of the runs; nothing here was typed. A result is a command, a seed, the data's \
            fingerprint and the commit of the program.


            """
        try AtomicFile.write(preamble + sections.joined(separator: "\n"), to: page)
    }

    /// Everything else on a card is written by hand.
    private func replaceTable(in card: String, by table: String) throws {
        let (begin, end) = ("<!-- made by publish -->\n", "<!-- end -->")
        let text = try String(contentsOfFile: card, encoding: .utf8)
        guard let start = text.range(of: begin), let rest = text.range(of: end) else {
            throw ValidationError("\(card): the lines \(begin)and \(end) are expected around the table; write them.")
        }
        try AtomicFile.write(String(text[..<start.upperBound]) + table + text[rest.lowerBound...], to: card)
    }
}
