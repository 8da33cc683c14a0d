#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the pixel (x, y) of a changed image comes from: (`xx`·x + `xy`·y + `x0`, `yx`·x + `yy`·y + `y0`).
package struct AffineMap: Equatable {
    let xx: Float
    let xy: Float
    let x0: Float
    let yx: Float
    let yy: Float
    let y0: Float

    static let identity = AffineMap(xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0)

    /// Every pixel from the given place.
    private init(xx: Float, xy: Float, x0: Float, yx: Float, yy: Float, y0: Float) {
        (self.xx, self.xy, self.x0) = (xx, xy, x0)
        (self.yx, self.yy, self.y0) = (yx, yy, y0)
    }

    /// A flip, then a rotation and magnification, all about the centre, then a shift.
    ///
    /// Whole shifts without rotation and zoom give whole positions, exactly.
    ///
    /// - Parameters:
    ///   - flips: whether left and right are exchanged.
    ///   - degrees: clockwise as seen.
    ///   - zoom: above 1 enlarges.
    ///   - shiftX: pixels to the right.
    ///   - shiftY: pixels down.
    package init(width: Int, height: Int, flips: Bool, degrees: Float, zoom: Float, shiftX: Float, shiftY: Float) {
        let angle = Double(degrees) * .pi / 180
        let cosine = Float(cos(angle)) / zoom
        let sine = Float(sin(angle)) / zoom
        let (centerX, centerY) = (Float(width - 1) / 2, Float(height - 1) / 2)
        let (fromX, fromY) = (centerX + shiftX, centerY + shiftY)
        let side: Float = flips ? -1 : 1
        (xx, xy, x0) = (side * cosine, side * sine, centerX - side * (cosine * fromX + sine * fromY))
        (yx, yy, y0) = (-sine, cosine, centerY + sine * fromX - cosine * fromY)
    }

    /// The image changed by the map, with one bilinear sampling; beyond the edge, the edge repeats.
    ///
    /// - Parameter samples: `[height, width, channels]`.
    package func sample(_ samples: [Float], _ width: Int, _ height: Int, _ channels: Int) -> [Float] {
        var result = [Float](repeating: 0, count: samples.count)
        let (right, bottom) = (Float(width - 1), Float(height - 1))
        var target = 0
        for y in 0..<height {
            for x in 0..<width {
                let sourceX = min(max(xx * Float(x) + xy * Float(y) + x0, 0), right)
                let sourceY = min(max(yx * Float(x) + yy * Float(y) + y0, 0), bottom)
                let (column, row) = (Int(sourceX), Int(sourceY))
                let (partX, partY) = (sourceX - Float(column), sourceY - Float(row))
                // At the last column and row the neighbour is the pixel itself.
                let toRight = column < width - 1 ? channels : 0
                let toBelow = row < height - 1 ? width * channels : 0
                var source = (row * width + column) * channels
                for _ in 0..<channels {
                    let above = mix(samples[source], samples[source + toRight], partX)
                    let below = mix(samples[source + toBelow], samples[source + toBelow + toRight], partX)
                    result[target] = mix(above, below, partY)
                    source += 1
                    target += 1
                }
            }
        }
        return result
    }
}

/// From `a` at 0 to `b` at 1; exactly `a` at 0.
@inline(__always)
private func mix(_ a: Float, _ b: Float, _ part: Float) -> Float { a + (b - a) * part }
