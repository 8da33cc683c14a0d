import ArgumentParser
import FaceExpression

/// Which network, trained how.
struct RecipeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Network and hyper-parameters: \(FaceRecipe.names.joined(separator: ", ")), or a JSON file like a run's \
            config.json. (default: reference)
            """, valueName: "name"),
        completion: .file(extensions: ["json"]))
    private var recipe: String?

    var isGiven: Bool { recipe != nil }
    func read() throws -> FaceRecipe { try recipe.map(FaceRecipe.read) ?? .reference }
}
