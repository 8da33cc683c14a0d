import ArgumentParser
import Foundation
import Mien
import MienTraining
import SpeechEmotion

struct PublishSpeech: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "speech", abstract: "Publish the model of a run of `mien speech train --protocol everything`.",
        usage: "swift run -c release publish speech <run> --evaluations <file> ...",
        discussion: """
            Its card tells what networks of the same recipe are worth on speakers that they have never heard: the files of \
            `mien speech evaluate --json`, one a fold and seed.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"))
    var source: String

    @Option(parsing: .upToNextOption, help: ArgumentHelp("What evaluations of the folds wrote.", valueName: "file"))
    var evaluations: [String]

    func run() throws {
        let weights = "Sources/SpeechEmotion/Weights"
        let recipe = try publishedRecipe()
        let results = try evaluations.map { file in
            try JSONDecoder().decode(SpeechFoldResult.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
        }
        guard results.allSatisfy({ $0.protocol.hasPrefix("honest") && $0.labels == recipe.labels }) else {
            throw ValidationError("--evaluations: results of speaker-independent folds are expected.")
        }
        let shipped = "\(weights)/\(recipe.name).safetensors"
        try Safetensors(contentsOf: "\(source)/model.safetensors").write(to: shipped, precision: .half)
        try Pages.replaceTable(in: "\(weights)/README.md", by: SpeechFoldResult.table(of: results))
        print("Look at \(weights)/README.md and \(shipped), and commit them.")
    }

    /// The card names a command: the run must be what that command makes, to its end.
    private func publishedRecipe() throws -> SpeechRecipe {
        let run = try TrainingRun(opening: source)
        let configuration = try run.configuration(as: SpeechTraining.Configuration.self)
        var expected = SpeechRecipe.mien
        expected.seed = configuration.recipe.seed
        let epochs = try run.history().epochs.count
        guard configuration.recipe == expected, configuration.protocol == .everything, configuration.limit == nil,
            epochs == expected.epochs
        else {
            throw ValidationError(
                "\(source): a whole run of the recipe \(expected.name) with the protocol everything is expected, found the "
                    + "recipe \(configuration.recipe.name), protocol \(configuration.protocol.name), \(epochs) epochs, or "
                    + "other options. Train with the recipe as it is.")
        }
        return configuration.recipe
    }
}

/// What an evaluation of a fold wrote.
private struct SpeechFoldResult: Decodable {
    struct Scores: Decodable {
        let recall: Double
    }

    struct Group: Decodable {
        let unweightedRecall: Double
    }

    let `protocol`: String
    let labels: [String]
    let accuracy: Double
    let unweightedRecall: Double
    let perClass: [String: Scores]
    let bySex: [String: Group]

    static func table(of results: [SpeechFoldResult]) -> String {
        func row(_ name: String, _ value: (SpeechFoldResult) -> Double?) -> String {
            let spread = Spread(results.compactMap(value))
            return "| \(name) | \(spread.mean.fixed(3)) ± \((spread.deviation ?? 0).fixed(3)) |"
        }
        let folds = Set(results.map(\.protocol)).count
        let labels = results.first?.labels ?? []
        let lines =
            [
                "| recall, \(results.count) trainings of \(folds) folds | mean ± deviation of one |", "|---|---|",
                row("mean of all emotions", \.unweightedRecall),
            ] + labels.map { label in row(label) { $0.perClass[label]?.recall } }
            + ["female", "male"].map { sex in row("mean, \(sex) voices") { $0.bySex[sex]?.unweightedRecall } }
            + [row("accuracy", \.accuracy)]
        return lines.joined(separator: "\n") + "\n"
    }
}
