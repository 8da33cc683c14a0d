import Mien
import MienImage

/// What can be wrong with data that is to be read as FER2013.
public enum FER2013Error: Error, Equatable {
    // MARK: Folders
    /// There is no file or folder at `path`.
    case missing(path: String)
    /// The system refuses to list or read; `reason` is the system's.
    case unreadable(path: String, reason: String)
    /// The folder holds neither splits nor classes nor a table.
    case unknownLayout(folder: String, found: [String])
    /// A folder beside class folders has no expression's name.
    case unknownClass(folder: String, name: String)
    /// Two folders stand for the same split or the same class.
    case sameMeaning(folder: String, first: String, second: String)
    /// A class folder holds no image.
    case emptyClass(folder: String)
    /// An image that cannot be decoded, or written.
    case image(ImageError)

    // MARK: Writing
    /// The folder to write to holds something already.
    case folderInUse(folder: String)
    case unwritable(path: String, reason: String)

    // MARK: Tables
    case emptyFile(file: String)
    case missingColumns(file: String, missing: [String], found: [String])
    case noRows(file: String)
    case wrongFieldCount(file: String, line: Int, found: Int, expected: Int)
    case wrongPixelCount(file: String, line: Int, found: Int)
    /// Pixel number `pixel` (from 1) is not a whole number from 0 to 255.
    case wrongPixel(file: String, line: Int, pixel: Int, found: String)
    case unknownUsage(file: String, line: Int, found: String)
    case unknownEmotion(file: String, line: Int, found: String)
    /// The last line of the file ends before its last field.
    case cutShort(file: String, line: Int)
    /// No row is this long: the file is no table, or its line ends are lost.
    case overlongLine(file: String, line: Int, limit: Int)
}

extension FER2013Error: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): no such file or folder. Name an image folder or a fer2013.csv."
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason). Check its permissions."
        case .unknownLayout(let folder, let found):
            "\(folder) holds \(Self.list(found)), where folders train, validation, test, or folders \(Self.classes), "
                + "or a fer2013.csv are expected. Name the folder that holds them."
        case .unknownClass(let folder, let name):
            "\(folder)/\(name) is no expression's folder; the expressions are \(Self.classes). "
                + "Rename the folder or move it away."
        case .sameMeaning(let folder, let first, let second):
            "\(folder) holds both \(first) and \(second), which mean the same. Keep one of them."
        case .emptyClass(let folder):
            "\(folder) holds no image (.jpg, .jpeg, .png), where at least one is expected. Fill the folder or remove it."
        case .image(let error):
            error.description
        case .folderInUse(let folder):
            "\(folder) is not empty, where a new folder is expected. Name another one, or empty it."
        case .unwritable(let path, let reason):
            "\(path) was not created: \(reason). Check the folder above it and its permissions."
        case .emptyFile(let file):
            "\(file) is empty, where a table with the columns emotion, pixels, Usage is expected. Download it again."
        case .missingColumns(let file, let missing, let found):
            "\(file):1: the header lacks \(missing.joined(separator: ", ")); it holds \(Self.list(found)). "
                + "Expected is fer2013.csv with the columns emotion, pixels, Usage."
        case .noRows(let file):
            "\(file) holds a header and no images. Download the file again."
        case .wrongFieldCount(let file, let line, let found, let expected):
            "\(file):\(line): \(found) fields where the header has \(expected). "
                + "Download the file again or remove the line."
        case .wrongPixelCount(let file, let line, let found):
            "\(file):\(line): \(found) pixels where 48 × 48 = 2304 are expected; the line is "
                + (found < FER2013.pixelCount ? "cut short" : "too long")
                + ". Download the file again or remove the line."
        case .wrongPixel(let file, let line, let pixel, let found):
            "\(file):\(line): pixel \(pixel) is “\(found)” where a whole number from 0 to 255 is expected. "
                + "Download the file again or remove the line."
        case .unknownUsage(let file, let line, let found):
            "\(file):\(line): usage “\(found)” where Training, PublicTest or PrivateTest is expected. "
                + "Correct or remove the line."
        case .unknownEmotion(let file, let line, let found):
            "\(file):\(line): emotion “\(found)” where a number from 0 to 6 is expected "
                + "(0 angry, 1 disgust, 2 fear, 3 happy, 4 sad, 5 surprise, 6 neutral). Correct or remove the line."
        case .cutShort(let file, let line):
            "\(file):\(line): the file ends in the middle of this line. Download the file again or remove the line."
        case .overlongLine(let file, let line, let limit):
            "\(file):\(line): the line is longer than \(limit) bytes, where a row has about 9,000. "
                + "Name a fer2013.csv with one image a line."
        }
    }

    private static let classes = FER2013.Expression.allCases.map(\.name).joined(separator: ", ")

    /// At most eight names, and how many more there are.
    private static func list(_ names: [String]) -> String {
        if names.isEmpty { return "nothing" }
        let rest = names.count - 8
        return names.prefix(8).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

extension FER2013Error: Failure {
    public var kind: FailureKind {
        switch self {
        case .missing: .notFound
        case .folderInUse, .unwritable: .cannotWrite
        case .image(let error): error.kind
        default: .badData
        }
    }
}
