import Foundation
import MienImage
import Testing

/// What is refused, and in which words.
final class BadInputTests {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "mien-image-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    func readingError(_ path: String) -> ImageError? {
        error { () throws(ImageError) in try Image(contentsOf: path) }
    }

    func decodingError(_ bytes: [UInt8], _ name: String) -> ImageError? {
        error { () throws(ImageError) in try Image(decoding: bytes, name: name) }
    }

    // MARK: - Files that hold no image

    @Test func missing() {
        #expect(readingError("\(folder)/no.png") == .missingFile(file: "\(folder)/no.png"))
        #expect(ImageError.missingFile(file: "no.png").description == "no.png: no such file. Check the path.")
    }

    @Test func folderAndDevice() {
        #expect(readingError(folder) == .folder(file: folder))
        #expect(readingError("/dev/zero") == .specialFile(file: "/dev/zero"))
    }

    @Test func pipeDoesNotBlock() {
        let path = "\(folder)/pipe.png"
        #expect(mkfifo(path, 0o600) == 0)
        #expect(readingError(path) == .specialFile(file: path))
    }

    @Test func empty() throws {
        let path = try file("empty.jpg", [])
        #expect(readingError(path) == .emptyFile(file: path))
    }

    @Test func hugeFile() throws {
        let path = try file("huge.png", [])
        #expect(truncate(path, 1 << 40) == 0)  // sparse: it takes no room
        #expect(readingError(path) == .fileTooLarge(file: path, bytes: 1 << 40, limit: 1 << 30))
    }

    @Test func otherContent() throws {
        let text = try file("text.png", Array("Dear reader,\nthis is no image.".utf8))
        let expected = ImageError.unknownFormat(file: text, found: "text (“Dear reader,”)")
        #expect(readingError(text) == expected)
        #expect(
            ImageError.unknownFormat(file: "a.png", found: "text (“x”)").description
                == "a.png holds text (“x”) where a PNG or JPEG image is expected. Convert it, or name another file.")
        #expect(
            decodingError(Array("GIF89a\u{1}\u{0}".utf8), "a.png")
                == .unknownFormat(file: "a.png", found: "a GIF image"))
        #expect(
            decodingError([0x89, 0x50, 0x00, 0x0A], "a.png")
                == .unknownFormat(file: "a.png", found: "something unknown (bytes 89 50 00 0a)"))
    }

    @Test("The content counts, not the extension")
    func wrongExtension() throws {
        let image = picture(width: 5, height: 3)
        #expect(try Image(contentsOf: file("image.jpg", image.pngData())) == image)
    }

    // MARK: - Headers

    @Test("A PNG header that claims 20,000 × 20,000 or no pixels is refused at once")
    func pngSizes() throws {
        let bytes = try picture(width: 4, height: 4).pngData()
        func claiming(_ width: [UInt8], _ height: [UInt8]) -> [UInt8] {
            Array(bytes[..<16] + width + height + bytes[24...])
        }
        #expect(
            decodingError(claiming([0, 0, 0x4E, 0x20], [0, 0, 0x4E, 0x20]), "a.png")
                == .tooManyPixels(file: "a.png", width: 20_000, height: 20_000, limit: 100_000_000))
        #expect(
            decodingError(claiming([255, 255, 255, 255], [255, 255, 255, 255]), "a.png")
                == .tooManyPixels(
                    file: "a.png", width: 4_294_967_295, height: 4_294_967_295, limit: 100_000_000))
        #expect(
            decodingError(claiming([0, 0, 0, 0], [0, 0, 0, 4]), "a.png")
                == .noPixels(file: "a.png", width: 0, height: 4))
    }

    @Test("A JPEG header that claims 20,000 × 20,000 or no pixels is refused at once")
    func jpegSizes() throws {
        let bytes = try picture(width: 4, height: 4).jpegData()
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        func claiming(_ side: [UInt8]) -> [UInt8] {
            Array(bytes[..<(frame + 5)] + side + side + bytes[(frame + 9)...])
        }
        #expect(
            decodingError(claiming([0x4E, 0x20]), "a.jpg")
                == .tooManyPixels(file: "a.jpg", width: 20_000, height: 20_000, limit: 100_000_000))
        let none = decodingError(claiming([0, 0]), "a.jpg")
        #expect(none == .damaged(file: "a.jpg", format: .jpeg, reason: "Empty JPEG image (DNL not supported)"))
        #expect(
            ImageError.tooManyPixels(file: "a.png", width: 20_000, height: 20_000, limit: 100_000_000).description
                == "a.png claims 20000 × 20000 pixels; at most 100000000 in all are read. Make it smaller.")
    }

    // MARK: - Damage

    @Test func cutPNG() throws {
        let bytes = try picture(width: 30, height: 30).pngData()
        #expect(
            decodingError(Array(bytes.dropLast(60)), "cut.png")
                == .damaged(file: "cut.png", format: .png, reason: "the file ends too early"))
    }

    @Test func cutJPEG() throws {
        let bytes = try picture(width: 30, height: 30).jpegData()
        let found = decodingError(Array(bytes.dropLast(60)), "cut.jpg")
        #expect(found == .damaged(file: "cut.jpg", format: .jpeg, reason: "Premature end of JPEG file"))
        #expect(
            found?.description
                == "cut.jpg is a damaged JPEG image: Premature end of JPEG file. Copy or download it again.")
    }

    @Test func colorsForPrint() throws {
        struct Refused: Decodable { let file: Data }
        let file = try #require(GoldenFile<Refused>.load("refused.json").first).file
        #expect(decodingError([UInt8](file), "print.jpg") == .unsupportedColors(file: "print.jpg", found: "CMYK"))
    }

    @Test("An EXIF block may lie in every offset and count")
    func hostileEXIF() throws {
        let plain = try picture(width: 6, height: 4).jpegData()
        let whole = try Image(decoding: plain, name: "plain")
        func withEXIF(_ block: [UInt8]) throws -> Image {
            let content = Array("Exif\0\0".utf8) + block
            let size = content.count + 2
            let segment = [0xFF, 0xE1, UInt8(size >> 8), UInt8(size & 0xFF)] + content
            return try Image(decoding: plain[..<2] + segment + plain[2...], name: "exif")
        }
        let honest: [UInt8] =
            Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1] + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0] + [0, 0, 0, 0]
        let turned = try withEXIF(honest)
        #expect(turned != whole)
        // Unknown orientation, none at all, a directory far outside, more entries than there are.
        var hostile: [[UInt8]] = [0, 9, 255].map { value in honest[..<19] + [value] + honest[20...] }
        hostile += [[], Array("MM\0*".utf8), honest[..<4] + [255, 255, 255, 255] + honest[8...]]
        hostile += [honest[..<8] + [255, 255, 0, 0] + honest[12...]]
        for block in hostile { #expect(try withEXIF(block) == whole, "\(block)") }
        for length in 0..<honest.count {
            let image = try withEXIF(Array(honest[..<length]))
            #expect(image == whole || image == turned)
        }
    }
}
