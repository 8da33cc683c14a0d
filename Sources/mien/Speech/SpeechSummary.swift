import ArgumentParser
import SpeechEmotion

struct SpeechSummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Print the layers of a network for emotions of speech and what they hold.")

    @OptionGroup var recipe: SpeechRecipeOption

    func run() throws {
        let recipe = try recipe.read()
        try printOutput(recipe.makeNetwork().summary(inputShape: recipe.inputShape))
    }
}
