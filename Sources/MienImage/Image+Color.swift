extension Image {
    /// One channel: ITU-R 601 luma, in the integer arithmetic of Pillow's `convert("L")`; alpha is dropped.
    public func grayscale() -> Image {
        func luma<Sample: ImageSample>(_ source: [Sample]) -> [Sample] {
            if channels < 3 { return firstChannels(1, of: source) }
            var result = [Sample](repeating: 0, count: width * height)
            for index in result.indices {
                let pixel = index * channels
                let (red, green, blue) = (Int(source[pixel]), Int(source[pixel + 1]), Int(source[pixel + 2]))
                // .299, .587 and .114 in units of 1 / 65,536.
                result[index] = Sample((red * 19_595 + green * 38_470 + blue * 7_471 + 32_768) >> 16)
            }
            return result
        }
        return channels == 1 ? self : converted(to: 1, luma, luma)
    }

    /// Three channels: grey is repeated, alpha dropped.
    public func rgb() -> Image {
        func colors<Sample: ImageSample>(_ source: [Sample]) -> [Sample] {
            if channels > 2 { return firstChannels(3, of: source) }
            return firstChannels(1, of: source).flatMap { [$0, $0, $0] }
        }
        return channels == 3 ? self : converted(to: 3, colors, colors)
    }

    /// The samples as 8 bits; 16 bits are rounded to the nearest.
    public var bytes: [UInt8] {
        switch samples {
        case .eightBit(let samples): samples
        case .sixteenBit(let samples): samples.map { UInt8((Int($0) * 255 + 32_767) / 65_535) }
        }
    }

    private func firstChannels<Sample: ImageSample>(_ count: Int, of source: [Sample]) -> [Sample] {
        if count == channels { return source }
        return stride(from: 0, to: source.count, by: channels).flatMap { source[$0..<$0 + count] }
    }

    /// The image with other channels; one function in two depths.
    private func converted(
        to channels: Int, _ eightBit: ([UInt8]) -> [UInt8], _ sixteenBit: ([UInt16]) -> [UInt16]
    ) -> Image {
        let samples: Samples =
            switch self.samples {
            case .eightBit(let samples): .eightBit(eightBit(samples))
            case .sixteenBit(let samples): .sixteenBit(sixteenBit(samples))
            }
        return Image(width: width, height: height, channels: channels, samples: samples)
    }
}

/// 0…255 as 0…1.
func fractions(_ samples: ArraySlice<UInt8>) -> [Float] {
    var result = [Float](repeating: 0, count: samples.count)
    for (index, sample) in zip(result.indices, samples) { result[index] = Float(sample) / 255 }
    return result
}
