import FoundationEssentials

/// A recipe in a JSON file of one's own: a recipe alone, or the `config.json` of a run, of which it takes the recipe.
package enum RecipeFile {
    private struct Configuration<Recipe: Decodable>: Decodable {
        let recipe: Recipe
    }

    private struct AnyConfiguration: Decodable {
        private enum Key: CodingKey { case recipe }

        let hasRecipe: Bool

        init(from decoder: any Decoder) throws {
            hasRecipe = try decoder.container(keyedBy: Key.self).contains(.recipe)
        }
    }

    /// Whether the text names a file rather than a recipe that ships.
    package static func isNamed(by text: String) -> Bool { text.hasSuffix(".json") }

    /// - Throws: ``TrainingError/noRecipe(file:)`` or ``TrainingError/badRecipe(file:reason:)``.
    package static func read<Recipe: Decodable>(_ path: String, as type: Recipe.Type) throws -> Recipe {
        guard Files.exists(path) else { throw TrainingError.noRecipe(file: path) }
        let content = FoundationEssentials.Data(try Files.contents(of: path))
        let decoder = JSONDecoder.forRuns
        do {
            let isRun = try decoder.decode(AnyConfiguration.self, from: content).hasRecipe
            return isRun
                ? try decoder.decode(Configuration<Recipe>.self, from: content).recipe
                : try decoder.decode(Recipe.self, from: content)
        } catch {
            throw TrainingError.badRecipe(file: path, reason: describe(error))
        }
    }
}
