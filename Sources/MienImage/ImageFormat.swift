/// A file format that ``Image`` reads and writes.
public enum ImageFormat: String, Equatable, Sendable {
    case png = "PNG"
    case jpeg = "JPEG"

    /// The format of a file's content; its name plays no part.
    init(recognizing bytes: [UInt8], name: String) throws(ImageError) {
        if bytes.isEmpty { throw .emptyFile(file: name) }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else {
            throw .unknownFormat(file: name, found: Self.guess(at: bytes))
        }
    }

    /// The format that a file's name asks for.
    init(extensionOf path: String) throws(ImageError) {
        let name = path.split(separator: "/").last ?? ""
        switch name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last?.lowercased() {
        case "png": self = .png
        case "jpg", "jpeg": self = .jpeg
        default: throw .unknownExtension(file: path)
        }
    }

    /// What a file that is neither PNG nor JPEG looks like, in words.
    private static func guess(at bytes: [UInt8]) -> String {
        for (start, name) in foreign where bytes.starts(with: start.utf8) { return name }
        if bytes.dropFirst(4).starts(with: "ftyp".utf8) { return "a HEIF or AVIF image, or a film" }
        let beginning = bytes.prefix(512)
        if beginning.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0C, 0x0D].contains($0) }) {
            let line = beginning.prefix(32).prefix { (0x20..<0x7F).contains($0) }
            return "text (“\(String(decoding: line, as: UTF8.self))”)"
        }
        let digits = bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return "something unknown (bytes \(digits.joined(separator: " ")))"
    }

    private static let foreign = [
        ("GIF8", "a GIF image"), ("BM", "a BMP image"), ("RIFF", "a WebP image or a sound"), ("II*\0", "a TIFF image"),
        ("MM\0*", "a TIFF image"), ("8BPS", "a Photoshop image"), ("%PDF", "a PDF document"),
        ("PK\u{3}\u{4}", "a ZIP archive"),
    ]
}
