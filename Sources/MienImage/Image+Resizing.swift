import Mien

extension Image {
    /// How ``resized(width:height:_:)`` weighs the pixels under a new one.
    public enum Filter: Sendable {
        /// The mean of the area that the new pixel covers (Pillow's `BOX`): for shrinking.
        case area
        /// A triangle that widens with the shrinking, so that nothing is skipped (Pillow's `BILINEAR`).
        case bilinear
    }

    /// The image in another size, by the arithmetic of Pillow's `resize`: first along the rows, then along the columns,
    /// rounded after each. Colours are weighed by their alpha.
    ///
    /// - Parameters:
    ///   - width: of the result, at least 1.
    ///   - height: of the result, at least 1.
    ///   - filter: bilinear if not given.
    public func resized(width: Int, height: Int, _ filter: Filter = .bilinear) -> Image {
        require(width > 0 && height > 0, "resized: \(width) × \(height) pixels; each side has at least one")
        if width == self.width && height == self.height { return self }
        func resize<Sample: ImageSample>(_ source: [Sample]) -> [Sample] {
            let source = hasAlpha ? premultiplied(source, channels: channels) : source
            // Rows of one sample after another: a step to the neighbour is `channels` along x, a whole row along y.
            let narrow = resampled(
                source, length: self.width, to: width, filter, lines: self.height, step: channels)
            let result = resampled(narrow, length: self.height, to: height, filter, lines: 1, step: width * channels)
            return hasAlpha ? unpremultiplied(result, channels: channels) : result
        }
        let samples: Samples =
            switch self.samples {
            case .eightBit(let samples): .eightBit(resize(samples))
            case .sixteenBit(let samples): .sixteenBit(resize(samples))
            }
        return Image(width: width, height: height, channels: channels, samples: samples)
    }
}

// MARK: - Resampling along one axis

/// The source positions `first..<first + weights.count` that a new position is the weighted sum of.
private struct Window {
    let first: Int
    /// In units of 2⁻²², in all one.
    let weights: [Int]
}

/// Pillow keeps 22 bits behind the point: 8 bits before it, and two to spare in 32.
private let weightBits = 22

/// One window for each new position, as Pillow's `precompute_coeffs` makes them.
private func windows(length: Int, to newLength: Int, _ filter: Image.Filter) -> [Window] {
    let scale = Double(length) / Double(newLength)
    let stretch = max(scale, 1)
    let support = (filter == .area ? 0.5 : 1) * stretch
    return (0..<newLength).map { position in
        let center = (Double(position) + 0.5) * scale
        let first = max(Int(center - support + 0.5), 0)
        let end = min(Int(center + support + 0.5), length)
        var weights = (first..<end).map { source in
            let distance = (Double(source) - center + 0.5) * (1 / stretch)
            return switch filter {
            case .area: distance > -0.5 && distance <= 0.5 ? 1.0 : 0
            case .bilinear: max(1 - abs(distance), 0)
            }
        }
        let sum = weights.reduce(0, +)
        if sum != 0 { weights = weights.map { $0 / sum } }
        return Window(first: first, weights: weights.map { Int(0.5 + $0 * Double(1 << weightBits)) })
    }
}

/// Resamples one axis of `[lines, length, step]`.
private func resampled<Sample: ImageSample>(
    _ source: [Sample], length: Int, to newLength: Int, _ filter: Image.Filter, lines: Int, step: Int
) -> [Sample] {
    if newLength == length { return source }
    let windows = windows(length: length, to: newLength, filter)
    var result = [Sample](repeating: 0, count: lines * newLength * step)
    var sums = [Int](repeating: 0, count: step)
    for line in 0..<lines {
        for (position, window) in windows.enumerated() {
            for index in 0..<step { sums[index] = 1 << (weightBits - 1) }
            for (offset, weight) in window.weights.enumerated() {
                let start = (line * length + window.first + offset) * step
                for index in 0..<step { sums[index] += Int(source[start + index]) * weight }
            }
            let target = (line * newLength + position) * step
            for index in 0..<step { result[target + index] = Sample(clamping: sums[index] >> weightBits) }
        }
    }
    return result
}

// MARK: - Alpha

/// Colours times alpha, so that the colour of what is transparent does not show in a mean.
private func premultiplied<Sample: ImageSample>(_ samples: [Sample], channels: Int) -> [Sample] {
    let full = Int(Sample.max)
    return withColors(of: samples, channels: channels) { color, alpha in
        Sample((Int(color) * Int(alpha) + full / 2) / full)
    }
}

private func unpremultiplied<Sample: ImageSample>(_ samples: [Sample], channels: Int) -> [Sample] {
    withColors(of: samples, channels: channels) { color, alpha in
        alpha == 0 ? color : Sample(clamping: Int(color) * Int(Sample.max) / Int(alpha))
    }
}

private func withColors<Sample: ImageSample>(
    of samples: [Sample], channels: Int, _ change: (_ color: Sample, _ alpha: Sample) -> Sample
) -> [Sample] {
    var result = samples
    for pixel in stride(from: 0, to: samples.count, by: channels) {
        let alpha = samples[pixel + channels - 1]
        for index in pixel..<pixel + channels - 1 { result[index] = change(samples[index], alpha) }
    }
    return result
}
