import ArgumentParser

struct Genre: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Genres of music.",
        subcommands: [
            GenreTrain.self, GenreEvaluate.self, GenrePredict.self, GenreFeatures.self, GenreExplore.self,
            GenreSummary.self,
        ])
}
