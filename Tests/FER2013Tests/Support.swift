import FER2013
import Foundation
import Mien
import MienImage

/// A folder that disappears with its owner.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "mien-fer2013-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, with the folders it needs.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        try makeFolder(String(name[..<(name.lastIndex(of: "/") ?? name.startIndex)]))
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    /// Writes a grey image of 48 × 48; the format is told from the name.
    func writeImage(_ name: String, _ pixels: [UInt8]) throws {
        let image = Image(width: 48, height: 48, channels: 1, samples: pixels)
        try write(name, name.lowercased().hasSuffix(".png") ? image.pngData() : image.jpegData(quality: 95))
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    }
}

/// 2,304 grey values that differ with the seed.
func randomPixels(_ seed: Int) -> [UInt8] {
    var random = RandomStream(seed: UInt64(seed), purpose: .other)
    return (0..<2_304).map { _ in UInt8(random.nextInt(below: 256)) }
}

/// Grey values that differ with the seed and survive JPEG: a slope.
func smoothPixels(_ seed: Int) -> [UInt8] {
    (0..<2_304).map { UInt8(40 + ($0 / 48) + 2 * ($0 % 48) + seed % 50) }
}

/// The error that reading `path` ends with.
func loadingError(_ path: String) -> FER2013Error? {
    do throws(FER2013Error) {
        _ = try FER2013Splits(contentsOf: path)
        return nil
    } catch {
        return error
    }
}

/// Where real data lies; nothing of it is needed for the other tests.
enum RealData {
    private static let root: String = {
        if let path = ProcessInfo.processInfo.environment["MIEN_DATA"] { return path }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
        return package.appending(path: "../shared/data").standardizedFileURL.path
    }()

    static let folder: String? = existing("\(root)/fer2013/train").map { _ in "\(root)/fer2013" }
    static let table: String? = existing(
        ProcessInfo.processInfo.environment["MIEN_FER2013_CSV"] ?? "\(root)/fer2013.csv")

    private static func existing(_ path: String) -> String? {
        FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
