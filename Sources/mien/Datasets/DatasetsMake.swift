import ArgumentParser
import FER2013
import RAVDESS

struct DatasetsMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Write a synthetic data set into a folder, laid out like the real one.")

    enum Name: String, ExpressibleByArgument, CaseIterable {
        case faces, voices
    }

    @Argument(help: "Which one.")
    var name: Name

    @Argument(help: "A new folder.")
    var folder: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Faces for training (a fifth as many for validation and for test), or speakers, who make 60 recordings each. \
            (default: 700, or 24)
            """, valueName: "number"),
        transform: number())
    var count: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("Decides what is made.", valueName: "number"))
    var seed: UInt64 = 1

    func validate() throws {
        // A fifth of 35 is one face for each expression.
        let range = name == .faces ? 35...1_000_000 : RAVDESS.actors
        if let count, !range.contains(count) {
            throw ValidationError(
                "--count: a number from \(range.lowerBound) to \(range.upperBound) is expected for \(name.rawValue).")
        }
    }

    func run() throws {
        switch name {
        case .faces: try makeFaces(count ?? 700)
        case .voices: try makeVoices(count ?? RAVDESS.actors.count)
        }
    }

    private func makeFaces(_ count: Int) throws {
        try FER2013Splits.check(newFolder: folder)
        let splits = FER2013Splits.synthetic(train: count, validation: count / 5, test: count / 5, seed: seed)
        try splits.write(toFolder: folder)
        try printOutput("\(folder): \(count + 2 * (count / 5)) faces")
    }

    private func makeVoices(_ count: Int) throws {
        let voices = SyntheticVoices(actors: Array(RAVDESS.actors.prefix(count)), seed: seed)
        try voices.write(toFolder: folder)
        try printOutput("\(folder): \(voices.count) recordings")
    }
}
