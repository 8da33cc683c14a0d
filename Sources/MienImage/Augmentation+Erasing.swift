import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Augmentation {
    /// Fills a rectangle of drawn area, proportion and place with noise.
    func erase(
        in samples: inout [Float], _ width: Int, _ height: Int, _ channels: Int, random: inout RandomStream
    ) {
        let area = draw(erasing.area, &random) * Float(width * height)
        // Height by width; the paper draws again where the rectangle does not fit, here only what fits is drawn.
        let narrowest = area / Float(width * width)
        let tallest = Float(height * height) / area
        let lower = logf(min(max(0.3, narrowest), tallest))
        let upper = logf(min(max(1 / 0.3, narrowest), tallest))
        let proportion = expf(draw(lower...upper, &random))
        let rows = min(max(Int((area * proportion).squareRoot().rounded()), 1), height)
        let columns = min(max(Int((area / proportion).squareRoot().rounded()), 1), width)
        let top = random.nextInt(below: height - rows + 1)
        let left = random.nextInt(below: width - columns + 1)
        for y in top..<top + rows {
            let start = (y * width + left) * channels
            for index in start..<start + columns * channels { samples[index] = random.nextUniform() }
        }
    }
}
