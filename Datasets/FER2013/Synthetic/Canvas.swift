#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A square grey drawing: what every pixel reflects, and the light that falls on it.
///
/// Kept apart so that a beard or a brow drawn over a cheek lies in the cheek's shadow without knowing of it.
struct Canvas {
    /// Pixels along each side.
    let size: Int
    /// The reflecting part of the light, 0…1, row by row.
    private(set) var albedo: [Float]
    /// The light, 1 where the lamp shines straight on a surface.
    private(set) var light: [Float]

    init(size: Int) {
        self.size = size
        albedo = [Float](repeating: 0, count: size * size)
        light = [Float](repeating: 1, count: size * size)
    }

    /// Sets every pixel's albedo from its centre.
    mutating func fill(_ value: (Point) -> Float) {
        for row in 0..<size {
            for column in 0..<size {
                albedo[row * size + column] = value(Point(Float(column) + 0.5, Float(row) + 0.5))
            }
        }
    }

    /// Lays `albedo` over the covered pixels.
    mutating func paint(_ coverage: Coverage, albedo value: Float, opacity: Float = 1) {
        coverage.forEachPixel { column, row, amount in
            albedo[row * size + column] += (value - albedo[row * size + column]) * amount * opacity
        }
    }

    /// Sets the light of the covered pixels from their centres.
    mutating func illuminate(_ coverage: Coverage, _ value: (Point) -> Float) {
        coverage.forEachPixel { column, row, amount in
            let target = value(Point(Float(column) + 0.5, Float(row) + 0.5))
            light[row * size + column] += (target - light[row * size + column]) * amount
        }
    }

    /// Lays `albedo` inside a closed outline, or where both the outline and `clip` are.
    mutating func paint(_ outline: [Point], albedo value: Float, opacity: Float = 1, clippedTo clip: Coverage? = nil) {
        let coverage = Coverage(of: outline, within: size)
        paint(clip.map(coverage.clipped(to:)) ?? coverage, albedo: value, opacity: opacity)
    }

    /// Takes away (`amount` > 0) or adds light in a soft round spot with standard deviations `radii`.
    mutating func shade(at centre: Point, radii: Point, amount: Float) {
        let (reachX, reachY) = (radii.x * 3, radii.y * 3)
        let columns = pixels(from: centre.x - reachX, to: centre.x + reachX)
        for row in pixels(from: centre.y - reachY, to: centre.y + reachY) {
            let v = (Float(row) + 0.5 - centre.y) / radii.y
            for column in columns {
                let u = (Float(column) + 0.5 - centre.x) / radii.x
                light[row * size + column] *= 1 - amount * expf(-0.5 * (u * u + v * v))
            }
        }
    }

    /// Albedo times light.
    var reflected: [Float] { zip(albedo, light).map { $0 * $1 } }

    private func pixels(from low: Float, to high: Float) -> Range<Int> {
        let first = min(max(Int(low), 0), size)
        return first..<max(first, min(Int(high) + 1, size))
    }
}

/// A Gaussian blur of a square picture, `sigma` in pixels; the border is repeated outwards.
func blurred(_ pixels: [Float], size: Int, sigma: Float) -> [Float] {
    guard sigma > 0.15 else { return pixels }
    let reach = max(1, Int((sigma * 3).rounded(.up)))
    var kernel = (-reach...reach).map { expf(-0.5 * Float($0 * $0) / (sigma * sigma)) }
    let sum = kernel.reduce(0, +)
    kernel = kernel.map { $0 / sum }

    /// One direction: `step` is the distance between neighbours, `across` that between lines.
    func pass(_ input: [Float], step: Int, across: Int) -> [Float] {
        var output = input
        for line in 0..<size {
            for place in 0..<size {
                var value: Float = 0
                for (index, weight) in kernel.enumerated() {
                    let from = min(max(place + index - reach, 0), size - 1)
                    value += weight * input[line * across + from * step]
                }
                output[line * across + place * step] = value
            }
        }
        return output
    }
    return pass(pass(pixels, step: 1, across: size), step: size, across: 1)
}
