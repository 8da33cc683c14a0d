import Foundation
import MienImage

/// A new folder that disappears with its owner.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "mien-command-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Everything in it with its size and time of change, so that two of these are equal if nothing was touched.
    var content: [String] {
        get throws {
            try FileManager.default.subpathsOfDirectory(atPath: path).sorted().map { name in
                let facts = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
                return "\(name) \(facts[.size] ?? 0) \(facts[.modificationDate] ?? 0)"
            }
        }
    }

    /// The names in it, or in a folder of it.
    func names(in folder: String = ".") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
    }

    func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

    func bytes(of name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
    }

    /// Writes a file, with the folders it needs.
    func write(_ name: String, _ bytes: some Collection<UInt8>) throws {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    }

    /// Copies a file or folder from elsewhere.
    func copy(_ source: String, to name: String) throws {
        try FileManager.default.copyItem(atPath: source, toPath: "\(path)/\(name)")
    }
}

/// An image of a smooth pattern that differs from pixel to pixel and from channel to channel.
func picture(width: Int, height: Int, channels: Int) -> Image {
    let samples = (0..<width * height * channels).map { place in
        let (channel, pixel) = (place % channels, place / channels)
        return UInt8((pixel % width * 160 / width + pixel / width * 60 / height + 30 * channel) & 255)
    }
    return Image(width: width, height: height, channels: channels, samples: samples)
}
