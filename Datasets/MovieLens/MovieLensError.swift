import Mien
import MienTabular

/// What can be wrong with data that is to be read as MovieLens.
public enum MovieLensError: Failure, Equatable {
    /// There is no such folder, or one of its two files is not in it.
    case missing(path: String)
    /// A file is there where a folder is expected.
    case notAFolder(path: String)
    /// A table that cannot be read.
    case table(TabularError)
    /// A cell that is none of what its column may hold.
    case badCell(table: String, line: Int, column: String, found: String, expected: String)
    /// A film that stands in two rows.
    case sameFilm(table: String, film: Int, first: Int, second: Int)
    /// A rating of a film that is not in the list of films.
    case unknownFilm(table: String, line: Int, film: Int)
    /// Two ratings of a film by one user.
    case sameRating(table: String, user: Int, film: Int, first: Int, second: Int)

    // MARK: Writing
    case folderInUse(folder: String)
    case unwritable(path: String, reason: String)

    static let greatestID = Int(Int32.max)
    /// The year 2100: what lies behind it is no time in seconds.
    static let latestTime = 4_102_444_800

    public var kind: FailureKind {
        switch self {
        case .missing: .notFound
        case .notAFolder, .badCell, .sameFilm, .unknownFilm, .sameRating: .badData
        case .table(let error): error.kind
        case .folderInUse, .unwritable: .cannotWrite
        }
    }

    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): no such file or folder. Name the folder that holds movies.csv and ratings.csv."
        case .notAFolder(let path):
            "\(path) is a file, where the folder is expected that holds movies.csv and ratings.csv."
        case .table(let error): "\(error)"
        case .badCell(let table, let line, let column, let found, let expected):
            "\(table):\(line): \(column) is \(found.debugDescription), where \(expected) is expected. Correct it, or remove "
                + "the line."
        case .sameFilm(let table, let film, let first, let second):
            "\(table):\(second): film \(film) stands on line \(first), too. Remove one of them."
        case .unknownFilm(let table, let line, let film):
            "\(table):\(line): movieId is \(film), and movies.csv has no such film. Add it there, or remove the line."
        case .sameRating(let table, let user, let film, let first, let second):
            "\(table):\(second): user \(user) rates film \(film) on line \(first), too. Remove one of them."
        case .folderInUse(let folder):
            "\(folder) holds something already. Name a new or empty folder."
        case .unwritable(let path, let reason):
            "\(path) cannot be written: \(reason). Name another folder."
        }
    }
}
