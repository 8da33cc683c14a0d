import ArgumentParser
import FER2013
import GTZAN
import MovieLens
import RAVDESS

struct DatasetsMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Write a synthetic data set into a folder, laid out like the real one.")

    enum Name: String, ExpressibleByArgument, CaseIterable {
        case faces, voices, music, ratings
    }

    @Argument(help: "Which one.")
    var name: Name

    @Argument(help: "A new folder.")
    var folder: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Faces for training (a fifth as many for validation and for test), speakers, who make 60 recordings each, clips \
            of each genre, or users, who rate 10 to 60 films each. (default: 700, 24, 100, or 200)
            """, valueName: "number"),
        transform: number())
    var count: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("Decides what is made.", valueName: "number"))
    var seed: UInt64 = 1

    func validate() throws {
        let range =
            switch name {
            // A fifth of 35 is one face for each expression.
            case .faces: 35...1_000_000
            case .voices: RAVDESS.actors
            case .music: 1...GTZAN.numbers.count
            case .ratings: 1...100_000
            }
        if let count, !range.contains(count) {
            throw ValidationError(
                "--count: a number from \(range.lowerBound) to \(range.upperBound) is expected for \(name.rawValue).")
        }
    }

    func run() throws {
        switch name {
        case .faces: try makeFaces(count ?? 700)
        case .voices: try makeVoices(count ?? RAVDESS.actors.count)
        case .music: try makeMusic(count ?? GTZAN.numbers.count)
        case .ratings: try makeRatings(count ?? 200)
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

    private func makeMusic(_ count: Int) throws {
        let music = SyntheticMusic(clipsPerGenre: count, seed: seed)
        try music.write(toFolder: folder)
        try printOutput("\(folder): \(music.count) clips")
    }

    private func makeRatings(_ count: Int) throws {
        try SyntheticRatings.check(newFolder: folder)
        let ratings = SyntheticRatings(users: count, seed: seed)
        try ratings.write(toFolder: folder)
        try printOutput("\(folder): \(ratings.data.films.count) films, \(ratings.data.ratings.count) ratings")
    }
}
