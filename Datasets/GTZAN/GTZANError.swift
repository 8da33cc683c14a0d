import Mien
import MienAudio
import MienTabular

/// What can be wrong with data that is to be read as GTZAN.
public enum GTZANError: Failure, Equatable {
    // MARK: Clips
    /// There is no folder at `path`.
    case missing(path: String)
    /// A file is there where a folder is expected.
    case notAFolder(path: String)
    /// The folder holds neither folders of genres nor clips.
    case unknownLayout(folder: String, found: [String])
    case badName(file: String, found: String)
    /// A clip lies in the folder of another genre.
    case wrongGenre(file: String, found: GTZAN.Genre, expected: GTZAN.Genre)
    /// A clip is there twice, perhaps as files of different formats.
    case sameClip(first: String, second: String)
    /// A clip that cannot be written.
    case audio(AudioError)

    // MARK: Tables
    /// A table that cannot be read.
    case table(TabularError)
    /// A cell that is none of what its column may hold.
    case badCell(table: String, line: Int, column: String, found: String, expected: String)
    /// A clip that stands in two rows.
    case sameRow(table: String, clip: String, first: Int, second: Int)

    // MARK: Writing
    case folderInUse(folder: String)
    case unwritable(path: String, reason: String)

    public var kind: FailureKind {
        switch self {
        case .missing: .notFound
        case .notAFolder, .unknownLayout, .badName, .wrongGenre, .sameClip, .badCell, .sameRow: .badData
        case .audio(let error): error.kind
        case .table(let error): error.kind
        case .folderInUse, .unwritable: .cannotWrite
        }
    }

    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): no such folder. Name the folder that holds blues … rock."
        case .notAFolder(let path):
            "\(path) is a file, where the folder is expected that holds blues … rock."
        case .unknownLayout(let folder, let found):
            "\(folder) holds \(Self.list(found)), where folders blues … rock with clips (.wav, .flac) are expected. "
                + "Name the folder that holds them."
        case .badName(let file, let found):
            "\(file): the name is \(found), where a genre and a number such as blues.00017.wav are expected. "
                + "Rename the file or move it away."
        case .wrongGenre(let file, let found, let expected):
            "\(file) is \(found.name) by its name and lies in the folder of \(expected.name). Move it."
        case .sameClip(let first, let second):
            "\(first) and \(second) are the same clip by their names. Keep one of them."
        case .audio(let error): "\(error)"
        case .table(let error): "\(error)"
        case .badCell(let table, let line, let column, let found, let expected):
            "\(table):\(line): \(column) is \(found.debugDescription), where \(expected) is expected. Correct it, or remove "
                + "the line."
        case .sameRow(let table, let clip, let first, let second):
            "\(table):\(second): \(clip) stands on line \(first), too. Remove one of them."
        case .folderInUse(let folder):
            "\(folder) holds something already. Name a new or empty folder."
        case .unwritable(let path, let reason):
            "\(path) cannot be written: \(reason). Name another folder."
        }
    }

    private static func list(_ names: [String]) -> String {
        if names.isEmpty { return "nothing" }
        return names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }
}
