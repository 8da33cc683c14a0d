import Mien

extension Image {
    /// The rectangle whose upper left pixel is (`x`, `y`). Traps where it does not lie in the image.
    public func cropped(x: Int, y: Int, width: Int, height: Int) -> Image {
        require(
            x >= 0 && y >= 0 && width > 0 && height > 0 && width <= self.width - x && height <= self.height - y,
            "cropped: \(width) × \(height) at (\(x), \(y)) does not lie in \(self.width) × \(self.height)")
        return gathered(width, height, from: y * self.width + x, stepX: 1, stepY: self.width)
    }

    /// The largest square in the middle; of an odd margin, the smaller half is above or to the left.
    public func centreSquare() -> Image {
        let side = min(width, height)
        return cropped(x: (width - side) / 2, y: (height - side) / 2, width: side, height: side)
    }

    /// Left and right exchanged.
    public func flippedHorizontally() -> Image { turned(to: .mirrored) }

    /// Top and bottom exchanged.
    public func flippedVertically() -> Image { turned(to: .upsideDownMirrored) }

    /// The image whose pixel (x, y) is this one's pixel number `first + x · stepX + y · stepY`: every crop, flip and
    /// quarter turn.
    func gathered(_ width: Int, _ height: Int, from first: Int, stepX: Int, stepY: Int) -> Image {
        func gather<Sample: ImageSample>(_ source: [Sample]) -> [Sample] {
            var result: [Sample] = []
            result.reserveCapacity(width * height * channels)
            for y in 0..<height {
                let row = first + y * stepY
                if stepX == 1 {  // whole rows: three times as fast
                    result += source[row * channels..<(row + width) * channels]
                    continue
                }
                for x in 0..<width {
                    let pixel = (row + x * stepX) * channels
                    for channel in 0..<channels { result.append(source[pixel + channel]) }
                }
            }
            return result
        }
        let samples: Samples =
            switch self.samples {
            case .eightBit(let samples): .eightBit(gather(samples))
            case .sixteenBit(let samples): .sixteenBit(gather(samples))
            }
        return Image(width: width, height: height, channels: channels, samples: samples)
    }
}
