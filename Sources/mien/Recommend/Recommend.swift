import ArgumentParser
import MienRecommender

/// Recommendations, and the catalogue that they come from.
struct Recommend: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recommend music, films and things to do for how someone feels.",
        discussion: """
            How someone feels is seen in a photograph, heard in a recording, or stated. All stays on this machine, and nothing \
            is kept of it but what you ask for.
            """,
        subcommands: [
            RecommendMake.self, RecommendImport.self, RecommendSearch.self, RecommendList.self, RecommendFeedback.self,
            RecommendHistory.self, RecommendForget.self,
        ],
        defaultSubcommand: RecommendMake.self)
}

/// Where the catalogue is.
struct CatalogueOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The catalogue's file. (default: ~/.local/share/mien/catalogue.sqlite)", valueName: "file"))
    var catalogue: String?

    func open() throws -> Catalogue { try Catalogue(at: catalogue ?? Catalogue.standardPath) }
}
