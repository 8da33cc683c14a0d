import Foundation
import MienImage
import Testing

struct TransformTests {
    struct Resizing: Decodable {
        let filter: String
        let source: GoldenSamples
        let result: GoldenSamples
    }

    @Test("Resizing is within one level of Pillow's, and exactly Pillow's where it begins with the rows too")
    func resizing() throws {
        let cases: [Resizing] = GoldenFile<Resizing>.load("resizing.json")
        #expect(cases.count > 20)
        for golden in cases {
            let (source, expected) = (golden.source.image, golden.result.image)
            let filter: Image.Filter = golden.filter == "area" ? .area : .bilinear
            let image = source.resized(width: expected.width, height: expected.height, filter)
            let distance = try #require(difference(image, expected))
            // From version 13, Pillow may begin with the columns where they shrink more than the rows.
            let sameOrder = expected.height * source.width >= expected.width * source.height
            #expect(
                distance <= (image.depth == 8 && sameOrder ? 0 : 1),
                "\(golden.filter), \(image.channels) channels to \(image.width) × \(image.height)")
        }
    }

    @Test("Grey is Pillow's, bit for bit")
    func grayscale() throws {
        struct Conversion: Decodable {
            let source: GoldenSamples
            let result: GoldenSamples
        }
        let golden = try #require(GoldenFile<Conversion>.load("grayscale.json").first)
        #expect(golden.source.image.grayscale() == golden.result.image)
    }

    @Test func channels() {
        let clear = Image(width: 1, height: 2, channels: 2, samples: [10, 255, 20, 0] as [UInt8])
        #expect(clear.grayscale() == Image(width: 1, height: 2, channels: 1, samples: [10, 20] as [UInt8]))
        let colors = Image(width: 1, height: 2, channels: 3, samples: [10, 10, 10, 20, 20, 20] as [UInt8])
        #expect(clear.rgb() == colors)
        let glass = Image(width: 1, height: 1, channels: 4, samples: [1, 2, 3, 4] as [UInt16])
        #expect(glass.rgb() == Image(width: 1, height: 1, channels: 3, samples: [1, 2, 3] as [UInt16]))
        let white = Image(width: 1, height: 1, channels: 3, samples: [65_535, 65_535, 65_535] as [UInt16])
        #expect(white.grayscale().samples == .sixteenBit([65_535]))
    }

    @Test func bytes() {
        let deep = Image(width: 4, height: 1, channels: 1, samples: [0, 128, 129, 65_535] as [UInt16])
        #expect(deep.bytes == [0, 0, 1, 255])
        #expect(picture(width: 2, height: 2).bytes.map(Int.init) == picture(width: 2, height: 2).samples.integers)
    }

    @Test func cropping() {
        let image = Image(width: 4, height: 3, channels: 1, samples: Array(0..<12) as [UInt8])
        #expect(image.cropped(x: 1, y: 1, width: 2, height: 2).samples == .eightBit([5, 6, 9, 10]))
        #expect(image.cropped(x: 0, y: 0, width: 4, height: 3) == image)
        #expect(image.centreSquare().samples == .eightBit([0, 1, 2, 4, 5, 6, 8, 9, 10]))
        let colors = Image(width: 2, height: 1, channels: 3, samples: [1, 2, 3, 4, 5, 6] as [UInt8])
        #expect(colors.cropped(x: 1, y: 0, width: 1, height: 1).samples == .eightBit([4, 5, 6]))
    }

    @Test func flipping() {
        let image = Image(width: 2, height: 2, channels: 3, samples: Array(1...12) as [UInt8])
        #expect(image.flippedHorizontally().samples == .eightBit([4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]))
        #expect(image.flippedVertically().samples == .eightBit([7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]))
        let odd = picture(width: 5, height: 4, channels: 2)
        #expect(odd.flippedHorizontally().flippedHorizontally() == odd)
        #expect(odd.flippedVertically().flippedVertically() == odd)
    }
}
