import ArgumentParser
import MienTraining
import MusicGenre

struct GenreFeatures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features", abstract: "Compute the 58 numbers by which GTZAN's table describes music.",
        discussion: """
            With --csv a table laid out like GTZAN's features_30_sec.csv is written row by row; what was interrupted goes on, and \
            music that was added is added. A recording that cannot be read is told of and left out.
            """)

    @Option(help: ArgumentHelp("Write or continue this table.", valueName: "file"))
    var csv: String?

    @Option(
        help: ArgumentHelp(
            "librosa: the numbers of librosa 0.11; published: those of GTZAN's table.", valueName: "name"),
        transform: choice())
    var definition = MusicFeatures.Definition.published

    @OptionGroup var output: JSONOption

    @Argument(help: ArgumentHelp("Recordings, or folders of them.", valueName: "path"))
    var paths: [String]

    private struct Entry: Encodable {
        let file: String
        let start: Double
        let features: [Double]
        let names: [String]
    }

    func run() throws {
        try output.check()
        if let csv { try checkWritable(csv) }
        let features = MusicFeatures(definition)
        let pieces = try paths.flatMap { try MusicPiece.all(at: $0) }
        if let csv { return try write(pieces, to: FeatureTable(at: csv, features: features)) }
        let windows = try parallelMap(pieces.count, title: "Features", on: .terminal) { index throws(MusicGenreError) in
            try features.windows(ofFile: pieces[index].file)
        }
        let entries = zip(pieces, windows).flatMap { piece, windows in
            windows.map {
                Entry(file: piece.file, start: $0.start, features: $0.features, names: MusicFeatures.names)
            }
        }
        let lines = entries.map { entry in
            "\(entry.file): " + zip(entry.names, entry.features).map { "\($0) \($1)" }.joined(separator: ", ")
        }
        try output.write(entries, text: lines.joined(separator: "\n"))
    }

    private func write(_ pieces: [MusicPiece], to table: FeatureTable) throws {
        let outcome = try table.add(pieces, progress: .terminal)
        for fault in outcome.faults { printError(fault.reason) }
        if outcome.added + outcome.kept == 0 { throw MusicGenreError.nothingRead(outcome.faults.count) }
        try printOutput(
            "\(table.path): \(outcome.added) added, \(outcome.kept) kept, \(outcome.faults.count) left out")
    }
}
