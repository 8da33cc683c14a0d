// Batch normalisation over rows of channels: `x` is `[rows, channels]`, every axis but the last folded into rows.
// Sums over rows are taken in Double in blocks of rows that the caller fixes by shape.

/// Adds up `Σ x` and `Σ (x − shift)²` over `rows` rows into `sums` and `squares` `[channels]`, which the call overwrites.
///
/// `shift` is near the mean (the first row): a variance of large values without it would cancel to nothing.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func batchNormSums<T: RealScalar>(
    _ x: UnsafePointer<T>, rows: Int, channels: Int, shift: UnsafePointer<T>, sums: UnsafeMutablePointer<Double>,
    squares: UnsafeMutablePointer<Double>
) {
    for c in 0..<channels { (sums[c], squares[c]) = (0, 0) }
    for row in 0..<rows {
        let x = x + row &* channels
        for c in 0..<channels {
            let difference = Double(x[c] - shift[c])
            sums[c] += difference
            squares[c] += difference * difference
        }
    }
}

/// `out = x · scale + offset`, per channel.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func scaleAndShift<T: RealScalar>(
    _ x: UnsafePointer<T>, rows: Int, channels: Int, scale: UnsafePointer<T>, offset: UnsafePointer<T>,
    into out: UnsafeMutablePointer<T>
) {
    for row in 0..<rows {
        let start = row &* channels
        let (x, out) = (x + start, out + start)
        for c in 0..<channels { out[c] = x[c] * scale[c] + offset[c] }
    }
}

/// Adds up `Σ g` and `Σ g · (x − mean)` over `rows` rows into `sums` and `products` `[channels]`, which the call overwrites.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func batchNormGradientSums<T: RealScalar>(
    _ x: UnsafePointer<T>, _ g: UnsafePointer<T>, rows: Int, channels: Int, mean: UnsafePointer<T>,
    sums: UnsafeMutablePointer<Double>, products: UnsafeMutablePointer<Double>
) {
    for c in 0..<channels { (sums[c], products[c]) = (0, 0) }
    for row in 0..<rows {
        let start = row &* channels
        let (x, g) = (x + start, g + start)
        for c in 0..<channels {
            sums[c] += Double(g[c])
            products[c] += Double(g[c] * (x[c] - mean[c]))
        }
    }
}

/// `out = g · gradientScale + (x − mean) · inputScale + offset`, per channel: the gradient by the input, its sums folded in.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func batchNormInputGradient<T: RealScalar>(
    _ x: UnsafePointer<T>, _ g: UnsafePointer<T>, rows: Int, channels: Int, mean: UnsafePointer<T>,
    gradientScale: UnsafePointer<T>, inputScale: UnsafePointer<T>, offset: UnsafePointer<T>,
    into out: UnsafeMutablePointer<T>
) {
    for row in 0..<rows {
        let start = row &* channels
        let (x, g, out) = (x + start, g + start, out + start)
        for c in 0..<channels { out[c] = g[c] * gradientScale[c] + (x[c] - mean[c]) * inputScale[c] + offset[c] }
    }
}
