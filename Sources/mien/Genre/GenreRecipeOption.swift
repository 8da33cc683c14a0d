import ArgumentParser
import MusicGenre

/// Which classifier, with which hyper-parameters.
struct GenreRecipeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Classifier and hyper-parameters: \(GenreRecipe.names.joined(separator: ", ")), or a JSON file like a run's \
            config.json. (default: mien)
            """, valueName: "name"),
        completion: .file(extensions: ["json"]))
    private var recipe: String?

    func read() throws -> GenreRecipe { try recipe.map(GenreRecipe.read) ?? .mien }
}
