import ArgumentParser
import MienRecommender
import MienTraining
import MovieLens

struct RecommendImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add songs, films and activities to the catalogue, or update those that are there.",
        discussion: """
            A table of songs with audio features (.csv), a folder of music, a folder with a folder for each emotion, a folder of \
            MovieLens. What cannot be read is named and skipped; an import that was stopped can be run again. From MovieLens' \
            ratings it is learnt which films go with those that one likes; that lies beside the catalogue.
            """)

    @OptionGroup var catalogue: CatalogueOption
    @OptionGroup var output: JSONOption

    @Flag(help: "Add the activities that come with Mien, too.")
    var activities = false

    @Argument(help: ArgumentHelp("Tables and folders.", valueName: "path"))
    var paths: [String] = []

    func validate() throws {
        if paths.isEmpty && !activities { throw ValidationError("Name a table or a folder, or give --activities.") }
    }

    func run() throws {
        try output.check()
        let catalogue = try catalogue.open(makingNew: true)
        var entries = try paths.map { Entry($0, try catalogue.importAll(at: $0)) }
        if activities { entries.append(Entry("activities", try catalogue.import(ActivityImporter()))) }
        try output.write(entries, text: entries.map(\.text).joined(separator: "\n"))
    }

    private struct Entry: Encodable {
        let source: String
        let added, updated, kept, skipped: Int

        init(_ source: String, _ outcome: ImportOutcome) {
            for fault in outcome.faults { printError("\(fault)") }
            self.source = source
            (added, updated) = (outcome.added, outcome.updated)
            (kept, skipped) = (outcome.kept, outcome.skipped)
        }

        var text: String { "\(source): \(added) added, \(updated) updated, \(kept) kept, \(skipped) skipped" }
    }
}

extension Catalogue {
    /// Imports whatever lies at a path.
    func importAll(at path: String) throws -> ImportOutcome {
        guard Files.isFolder(path) else { return try self.import(FeatureTableImporter(path)) }
        if Files.exists("\(path)/movies.csv") { return try importFilms(at: path) }
        if EmotionFolderImporter.isLikely(at: path) { return try self.import(EmotionFolderImporter(path)) }
        return try self.import(MusicFolderImporter(path))
    }

    private func importFilms(at path: String) throws -> ImportOutcome {
        let outcome = try self.import(MovieLensImporter(path))
        guard Files.exists("\(path)/ratings.csv") else { return outcome }
        do {
            try LearntRatings(MovieLensRatings(contentsOf: path)).write(to: ratingsPath)
        } catch {
            printError("Nothing was learnt from the ratings: \(error)")
        }
        return outcome
    }

    /// Where lies what was learnt from ratings of films.
    private var ratingsPath: String { "\(path).ratings.json" }

    /// What ratings say of films, if there are ratings and the user likes something.
    func ratingsScorer() throws -> (any ItemScorer)? {
        guard Files.exists(ratingsPath) else { return nil }
        return try LearntRatings(contentsOf: ratingsPath).scorer(in: self)
    }
}
