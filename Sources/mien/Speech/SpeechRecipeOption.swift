import ArgumentParser
import SpeechEmotion

/// Which network, trained how.
struct SpeechRecipeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Network and hyper-parameters: \(SpeechRecipe.names.joined(separator: ", ")), or a JSON file like a run's \
            config.json. (default: cnn-lstm)
            """, valueName: "name"),
        completion: .file(extensions: ["json"]))
    private var recipe: String?

    var isGiven: Bool { recipe != nil }
    func read() throws -> SpeechRecipe { try recipe.map(SpeechRecipe.read) ?? .cnnLSTM }
}
