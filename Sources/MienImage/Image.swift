import Mien

/// A picture: rows of pixels, each of 1 to 4 samples of 8 or 16 bits.
///
/// ```swift
/// let face = try Image(contentsOf: "face.jpg").grayscale().centreSquare().resized(width: 48, height: 48)
/// try face.write(to: "face.png")
/// ```
///
/// - Shape: `samples` lie row by row from the top, pixel by pixel from the left, channel by channel:
///   `[height, width, channels]`. One channel is grey, two are grey and alpha, three RGB, four RGBA; alpha is not
///   premultiplied.
public struct Image: Equatable, Sendable {
    /// The samples in their depth: 0…255, or 0…65,535.
    public enum Samples: Equatable, Sendable {
        case eightBit([UInt8])
        case sixteenBit([UInt16])

        var count: Int {
            switch self {
            case .eightBit(let samples): samples.count
            case .sixteenBit(let samples): samples.count
            }
        }
    }

    public let width: Int
    public let height: Int
    /// 1 (grey), 2 (grey and alpha), 3 (RGB) or 4 (RGBA).
    public let channels: Int
    public let samples: Samples

    /// An image of given samples.
    ///
    /// Traps where a side or `channels` is out of range, or the number of samples is not `width × height × channels`.
    public init(width: Int, height: Int, channels: Int, samples: Samples) {
        require(width > 0 && height > 0, "Image: \(width) × \(height) pixels; each side has at least one")
        require((1...4).contains(channels), "Image: \(channels) channels; expected 1, 2, 3 or 4")
        require(
            samples.count == width * height * channels,
            "Image: \(samples.count) samples where \(width) × \(height) × \(channels) are expected")
        self.width = width
        self.height = height
        self.channels = channels
        self.samples = samples
    }

    /// An image of 8-bit samples.
    public init(width: Int, height: Int, channels: Int, samples: [UInt8]) {
        self.init(width: width, height: height, channels: channels, samples: .eightBit(samples))
    }

    /// An image of 16-bit samples.
    public init(width: Int, height: Int, channels: Int, samples: [UInt16]) {
        self.init(width: width, height: height, channels: channels, samples: .sixteenBit(samples))
    }

    /// Bits a sample: 8 or 16.
    public var depth: Int {
        switch samples {
        case .eightBit: 8
        case .sixteenBit: 16
        }
    }

    /// Whether the last channel is alpha.
    public var hasAlpha: Bool { channels % 2 == 0 }
}

/// The two depths, so that each operation on samples is written once.
protocol ImageSample: FixedWidthInteger, UnsignedInteger {}
extension UInt8: ImageSample {}
extension UInt16: ImageSample {}
