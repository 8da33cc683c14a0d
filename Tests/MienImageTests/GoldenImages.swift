import Foundation
import MienImage

/// A file that `Utilities/golden_images.py` made.
struct GoldenFile<Case: Decodable>: Decodable {
    let made: String
    let cases: [Case]

    static func load(_ name: String) -> [Case] {
        let url = Bundle.module.bundleURL.appending(path: "Golden/\(name)")
        return try! JSONDecoder().decode(Self.self, from: Data(contentsOf: url)).cases
    }
}

/// Samples in the golden files, 16-bit ones with the high byte first.
struct GoldenSamples: Decodable {
    let width: Int
    let height: Int
    let channels: Int
    let depth: Int
    let samples: Data

    var image: Image {
        let bytes = [UInt8](samples)
        if depth == 8 { return Image(width: width, height: height, channels: channels, samples: bytes) }
        let wide = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return Image(width: width, height: height, channels: channels, samples: wide)
    }
}

/// The largest difference between samples; nil where shape or depth differ.
func difference(_ a: Image, _ b: Image) -> Int? {
    guard a.width == b.width, a.height == b.height, a.channels == b.channels, a.depth == b.depth else { return nil }
    return zip(a.samples.integers, b.samples.integers).map { abs($0 - $1) }.max()
}

extension Image.Samples {
    var integers: [Int] {
        switch self {
        case .eightBit(let samples): samples.map(Int.init)
        case .sixteenBit(let samples): samples.map(Int.init)
        }
    }
}

/// A small picture without symmetry.
func picture(width: Int, height: Int, channels: Int = 1) -> Image {
    let samples = (0..<width * height * channels).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 7 &+ $0 &* 13) }
    return Image(width: width, height: height, channels: channels, samples: samples)
}

/// The error that the body throws; nil where it throws none.
func error(_ body: () throws(ImageError) -> some Any) -> ImageError? {
    do throws(ImageError) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
