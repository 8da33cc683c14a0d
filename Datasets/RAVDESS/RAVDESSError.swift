import Mien
import MienAudio

/// What can be wrong with data that is to be read as RAVDESS.
public enum RAVDESSError: Failure, Equatable {
    /// There is no folder at `path`.
    case missing(path: String)
    /// A file is there where a folder is expected.
    case notAFolder(path: String)
    /// The folder holds neither `Actor_01` … `Actor_24` nor recordings.
    case unknownLayout(folder: String, found: [String])
    /// None of the recordings is audio of speech.
    case noSpeech(folder: String)
    /// A field of a file's name is wrong.
    case badName(file: String, field: String, found: String, expected: String)
    /// A recording lies in the folder of another actor.
    case wrongActor(file: String, found: Int, expected: Int)
    /// A recording is there twice, perhaps as files of different formats.
    case sameRecording(first: String, second: String)
    /// A recording that cannot be decoded, or written.
    case audio(AudioError)

    // MARK: Writing
    case folderInUse(folder: String)
    case unwritable(path: String, reason: String)

    public var kind: FailureKind {
        switch self {
        case .missing: .notFound
        case .notAFolder, .unknownLayout, .noSpeech, .badName, .wrongActor, .sameRecording: .badData
        case .audio(let error): error.kind
        case .folderInUse, .unwritable: .cannotWrite
        }
    }

    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): no such folder. Name the folder that holds Actor_01 … Actor_24."
        case .notAFolder(let path):
            "\(path) is a file, where the folder is expected that holds Actor_01 … Actor_24."
        case .unknownLayout(let folder, let found):
            "\(folder) holds \(Self.list(found)), where folders Actor_01 … Actor_24 with recordings (.wav, .flac) are "
                + "expected. Name the folder that holds them."
        case .noSpeech(let folder):
            "\(folder) holds no audio of speech (names that begin with 03-01), where at least one recording is expected."
        case .badName(let file, let field, let found, let expected):
            "\(file): the \(field) is \(found), where \(expected) is expected. Rename the file or move it away."
        case .wrongActor(let file, let found, let expected):
            "\(file) is of actor \(found) and lies in the folder of actor \(expected). Move it."
        case .sameRecording(let first, let second):
            "\(first) and \(second) are the same recording by their names. Keep one of them."
        case .audio(let error): "\(error)"
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
