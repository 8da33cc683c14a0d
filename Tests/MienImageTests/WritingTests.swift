import Foundation
import MienImage
import Testing

final class WritingTests {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "mien-image-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @Test("PNG gives back every sample, in 1 to 4 channels of 8 and 16 bits")
    func pngRoundTrip() throws {
        for channels in 1...4 {
            let image = picture(width: 11, height: 7, channels: channels)
            #expect(try Image(decoding: image.pngData(), name: "8 bit") == image)
            let wide = image.samples.integers.map { UInt16($0 * 257 ^ 0x1234) }
            let deep = Image(width: 11, height: 7, channels: channels, samples: wide)
            #expect(try Image(decoding: deep.pngData(), name: "16 bit") == deep)
        }
    }

    @Test("JPEG gives back a smooth picture nearly, and the better the higher its quality")
    func jpegRoundTrip() throws {
        for channels in [1, 3] {
            let samples = (0..<40 * 30 * channels).map { UInt8($0 / channels % 40 * 4 + $0 % channels * 20) }
            let image = Image(width: 40, height: 30, channels: channels, samples: samples)
            let (coarse, fine) = (try image.jpegData(quality: 20), try image.jpegData(quality: 95))
            #expect(coarse.count < fine.count)
            let distance = try #require(difference(Image(decoding: fine, name: "fine"), image))
            #expect(distance <= 4)
        }
    }

    @Test func jpegOfSixteenBits() throws {
        let deep = Image(width: 1, height: 1, channels: 1, samples: [UInt16(0x80C0)])
        #expect(try Image(decoding: deep.jpegData(), name: "grey").samples == .eightBit([128]))
    }

    @Test func jpegLimits() {
        let clear = picture(width: 2, height: 2, channels: 4)
        #expect(error { () throws(ImageError) in try clear.jpegData() } == .transparencyInJPEG(channels: 4))
        let long = Image(width: 65_501, height: 1, channels: 1, samples: [UInt8](repeating: 0, count: 65_501))
        let found = error { () throws(ImageError) in try long.jpegData() }
        #expect(
            found?.description
                == "An image of 65501 × 1 pixels cannot be written as JPEG: a side has at most 65500 pixels.")
    }

    @Test("A file is written whole, over an old one too, and nothing else stays in the folder")
    func files() throws {
        let image = picture(width: 8, height: 8)
        for name in ["a.png", "b.JPG", "c.d.jpeg", "a.png"] {
            try image.write(to: "\(folder)/\(name)")
            #expect(try Image(contentsOf: "\(folder)/\(name)").width == 8)
        }
        let content = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(content == ["a.png", "b.JPG", "c.d.jpeg"])
        #expect(try Image(contentsOf: "\(folder)/a.png") == image)
    }

    @Test func unwritable() throws {
        let image = picture(width: 8, height: 8)
        func writingError(_ path: String) -> ImageError? {
            error { () throws(ImageError) in try image.write(to: path) }
        }
        #expect(writingError("\(folder)/a.bmp") == .unknownExtension(file: "\(folder)/a.bmp"))
        #expect(writingError("\(folder)/png") == .unknownExtension(file: "\(folder)/png"))
        let nowhere = "\(folder)/none/a.png"
        #expect(writingError(nowhere) == .unwritable(file: nowhere, reason: "No such file or directory"))
        // A folder where the file should go: found only by the rename, after the temporary file is written.
        let taken = "\(folder)/taken.png"
        try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: true)
        let found = writingError(taken)
        #expect(found == .unwritable(file: taken, reason: "Is a directory"))
        #expect(found?.description == "\(taken) was not written: Is a directory. Make room, or name another folder.")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["taken.png"])
    }
}
