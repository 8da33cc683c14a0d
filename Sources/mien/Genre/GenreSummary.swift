import ArgumentParser
import MusicGenre

struct GenreSummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Print a classifier of genres and its hyper-parameters.")

    @OptionGroup var recipe: GenreRecipeOption

    func run() throws { try printOutput(try recipe.read().summary) }
}
