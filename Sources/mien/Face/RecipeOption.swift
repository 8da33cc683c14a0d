import ArgumentParser
import FaceExpression

/// Which network, trained how.
struct RecipeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Network and hyper-parameters: \(FaceRecipe.names.joined(separator: ", ")). (default: reference)",
            valueName: "name"),
        transform: FaceRecipe.named)
    private var recipe: FaceRecipe?

    var isGiven: Bool { recipe != nil }
    var value: FaceRecipe { recipe ?? .reference }
}
