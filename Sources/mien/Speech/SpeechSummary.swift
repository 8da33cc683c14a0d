import ArgumentParser
import SpeechEmotion

struct SpeechSummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Print the layers of a network for emotions of speech and what they hold.")

    @Option(
        help: ArgumentHelp(
            "Network: \(SpeechRecipe.names.joined(separator: ", ")). (default: cnn-lstm)", valueName: "name"),
        transform: SpeechRecipe.named)
    private var recipe: SpeechRecipe?

    func run() throws {
        try printOutput((recipe ?? .cnnLSTM).makeNetwork().summary(inputShape: [SpeechRecipe.features, 1]))
    }
}
