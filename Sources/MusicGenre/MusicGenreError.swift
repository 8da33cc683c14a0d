import GTZAN
import Mien
import MienAudio
import MienTabular

/// What can be wrong with music whose genre, or whose features, are asked for.
public enum MusicGenreError: Failure, Equatable {
    // MARK: Music
    case noSamples
    /// A sample that is infinite or no number; `seconds` is the time of the first.
    case notFinite(seconds: Double)
    /// A recording that cannot be decoded.
    case audio(AudioError)
    case missing(path: String)
    /// There is no recording in a folder.
    case noMusic(folder: String)

    // MARK: Tables of features
    /// A table that cannot be read or written, or that is none of features.
    case table(TabularError)
    /// A row that differs from what the music has today.
    case otherFeatures(table: String, line: Int, piece: String, column: String, found: Double, expected: Double)
    /// Two pieces whose rows would bear the same name.
    case sameName(first: String, second: String)

    public var kind: FailureKind {
        switch self {
        case .noSamples, .notFinite, .noMusic, .otherFeatures: .badData
        case .audio(let error): error.kind
        case .table(let error): error.kind
        case .missing: .notFound
        case .sameName: .usage
        }
    }

    public var description: String {
        switch self {
        case .noSamples:
            "Music without samples, where at least one is expected."
        case .notFinite(let seconds):
            "The sample at \(seconds) s is infinite or no number. Mend the music, or leave it out."
        case .audio(let error): "\(error)"
        case .missing(let path):
            "\(path): no such file or folder. Check the path."
        case .noMusic(let folder):
            "\(folder) holds no music (.wav, .flac, .ogg, .mp3). Name another folder."
        case .table(let error): "\(error)"
        case .otherFeatures(let table, let line, let piece, let column, let found, let expected):
            "\(table):\(line): \(column) of \(piece) is \(found), where \(expected) is computed now: the table was made "
                + "with other settings, or of other music. Name a new file."
        case .sameName(let first, let second):
            "\(first) and \(second) would be called the same in the table. Rename one of them, or make two tables."
        }
    }
}
