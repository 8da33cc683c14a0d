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
    /// Neither the name of a recording nor a folder tells its genre.
    case noGenre(file: String)
    /// There is no recording in a folder.
    case noMusic(folder: String)

    // MARK: Tables of features
    /// A table that cannot be read or written, or that is none of features.
    case table(TabularError)
    /// A row that differs from what the music has today.
    case otherFeatures(table: String, line: Int, piece: String, column: String, found: Double, expected: Double)
    /// Two pieces whose rows would bear the same name.
    case sameName(first: String, second: String)
    /// Of so many recordings none could be read; why, was told.
    case nothingRead(Int)

    // MARK: Recipes and divisions
    case unknownRecipe(String)
    case unknownFold(Int, count: Int)
    /// Nobody knows who plays what.
    case noArtists(data: String)
    /// A part of a division that a result is asked of holds no clip.
    case noClips(part: String, data: String)

    // MARK: Models
    case noModel(String)
    case noModelShipped
    /// A file of a model that does not say what it was learnt from.
    case unknownModel(file: String)

    public var kind: FailureKind {
        switch self {
        case .noSamples, .notFinite, .noGenre, .noMusic, .otherFeatures, .nothingRead, .noArtists, .noClips,
            .unknownModel:
            .badData
        case .audio(let error): error.kind
        case .table(let error): error.kind
        case .missing, .noModel, .noModelShipped: .notFound
        case .sameName, .unknownRecipe, .unknownFold: .usage
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
        case .noGenre(let file):
            "\(file): its genre is told neither by its name, as in blues.00017.wav, nor by a folder. Put it into a folder called "
                + "\(GTZAN.Genre.allCases.map(\.name).joined(separator: ", "))."
        case .noMusic(let folder):
            "\(folder) holds no music (.wav, .flac, .ogg, .mp3). Name another folder."
        case .table(let error): "\(error)"
        case .otherFeatures(let table, let line, let piece, let column, let found, let expected):
            "\(table):\(line): \(column) of \(piece) is \(found), where \(expected) is computed now: the table was made "
                + "with other settings, or of other music. Name a new file."
        case .sameName(let first, let second):
            "\(first) and \(second) would be called the same in the table. Rename one of them, or make two tables."
        case .nothingRead(let count):
            "None of \(count) recordings could be read. Mend them, or name others."
        case .unknownRecipe(let name):
            "There is no recipe \(name); the recipes are \(GenreRecipe.names.joined(separator: ", "))."
        case .unknownFold(let number, let count):
            "There is no fold \(number); the folds are 1 to \(count)."
        case .noArtists(let data):
            "\(data): who plays what is not known, since no artist_folds.csv lies beside it. Put it there, or choose another "
                + "protocol."
        case .noClips(let part, let data):
            "\(data) has no clips for \(part). Name another part, or another protocol."
        case .noModel(let path):
            "\(path): neither a file of a model nor a run folder with model.json. Give what `mien genre train` wrote."
        case .noModelShipped:
            "No model lies beside this program. Train one with `mien genre train`, and give the run folder as --model."
        case .unknownModel(let file):
            "\(file) does not say which numbers of music it reads. Give what `mien genre train` wrote."
        }
    }
}
