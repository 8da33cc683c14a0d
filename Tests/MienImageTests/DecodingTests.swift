import Foundation
import MienImage
import Testing

struct DecodingTests {
    struct Case: Decodable {
        let name: String
        let file: Data
        let tolerance: Int
        let expected: GoldenSamples

        enum CodingKeys: CodingKey { case name, file, tolerance }
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            file = try container.decode(Data.self, forKey: .file)
            tolerance = try container.decode(Int.self, forKey: .tolerance)
            expected = try GoldenSamples(from: decoder)
        }
    }

    static let cases: [Case] = GoldenFile<Case>.load("decoding.json")

    @Test("Every PNG colour type, JPEG kind and EXIF orientation decodes to Pillow's samples")
    func decoding() throws {
        #expect(Self.cases.count > 50)
        for golden in Self.cases {
            let image = try Image(decoding: [UInt8](golden.file), name: golden.name)
            let distance = try #require(difference(image, golden.expected.image), "\(golden.name): another shape")
            #expect(distance <= golden.tolerance, "\(golden.name)")
        }
    }

    @Test("A file cut anywhere is an error or the whole image")
    func cutFiles() throws {
        for golden in Self.cases where golden.file.count < 1200 {
            let bytes = [UInt8](golden.file)
            let whole = try Image(decoding: bytes, name: golden.name)
            for length in 0..<bytes.count {
                do throws(ImageError) {
                    let image = try Image(decoding: Array(bytes[..<length]), name: "cut")
                    #expect(image == whole, "\(golden.name) cut to \(length) bytes")
                } catch {
                    #expect(error.description.hasPrefix("cut "), "\(golden.name) cut to \(length) bytes: \(error)")
                }
            }
        }
    }

    @Test("A file with any byte altered is an error or some image of a permitted size, never a trap")
    func alteredFiles() throws {
        var images = 0
        var errors = 0
        for golden in Self.cases where golden.file.count < 120 || golden.name.hasPrefix("EXIF orientation 6") {
            for position in golden.file.indices {
                for value: UInt8 in [0x00, 0x7F, 0xFF] {
                    var bytes = [UInt8](golden.file)
                    bytes[position] = value
                    do throws(ImageError) {
                        _ = try Image(decoding: bytes, name: "altered")
                        images += 1
                    } catch {
                        errors += 1
                    }
                }
            }
        }
        #expect(images > 100)
        #expect(errors > 100)
    }

    @Test("A PNG with an altered pixel is refused: its checksum says so")
    func alteredPixels() throws {
        let bytes = try picture(width: 9, height: 7).pngData()
        for position in 8..<bytes.count {
            var altered = bytes
            altered[position] ^= 0x10
            let found = error { () throws(ImageError) in try Image(decoding: altered, name: "a.png") }
            #expect(found != nil, "byte \(position)")
        }
    }
}
