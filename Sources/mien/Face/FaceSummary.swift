import ArgumentParser
import FER2013
import FaceExpression

struct FaceSummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Print the layers of a facial-expression network and what they hold.")

    @OptionGroup var recipe: RecipeOption

    func run() throws {
        try printOutput(recipe.read().makeNetwork().summary(inputShape: [FER2013.side, FER2013.side, 1]))
    }
}
