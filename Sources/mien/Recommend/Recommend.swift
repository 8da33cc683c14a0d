import ArgumentParser
import MienRecommender
import MienTraining

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
            RecommendHistory.self, RecommendForget.self, RecommendEvaluate.self,
        ],
        defaultSubcommand: RecommendMake.self)
}

/// Where the catalogue is.
struct CatalogueOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The catalogue's file. (default: ~/.local/share/mien/catalogue.sqlite)", valueName: "file"))
    var catalogue: String?

    /// Opens the catalogue. One that is not there is made only for who puts something into it.
    func open(makingNew: Bool = false) throws -> Catalogue {
        let path = catalogue ?? Catalogue.standardPath
        guard makingNew || Files.exists(path) else { throw RecommenderError.noCatalogue(path: path) }
        return try Catalogue(at: path)
    }
}
