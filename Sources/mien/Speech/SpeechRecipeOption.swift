import ArgumentParser
import SpeechEmotion

/// Which network, trained how.
struct SpeechRecipeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Network and hyper-parameters: \(SpeechRecipe.names.joined(separator: ", ")). (default: cnn-lstm)",
            valueName: "name"),
        transform: SpeechRecipe.named)
    private var recipe: SpeechRecipe?

    var isGiven: Bool { recipe != nil }
    var value: SpeechRecipe { recipe ?? .cnnLSTM }
}
