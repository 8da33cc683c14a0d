import MienKernels

// Batch normalisation over rows of channels: `x` is `[rows, channels]`, every axis but the last folded into rows.
// Sums over rows are taken in Double in blocks of rows that the caller fixes by shape.

extension VectorKernels: BatchNormKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func batchNormSums<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, channels: Int, shift: UnsafePointer<T>, sums: UnsafeMutablePointer<Double>,
        squares: UnsafeMutablePointer<Double>
    ) {
        channelSums(rows: rows, channels: channels, sums, squares) { element, c -> (T, T) in
            let difference = x[element] - shift[c]
            return (difference, difference * difference)
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func scaleAndShift<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, channels: Int, scale: UnsafePointer<T>, offset: UnsafePointer<T>,
        into out: UnsafeMutablePointer<T>
    ) {
        for row in 0..<rows {
            let start = row &* channels
            let (x, out) = (x + start, out + start)
            for c in 0..<channels { out[c] = x[c] * scale[c] + offset[c] }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func batchNormGradientSums<T: RealScalar>(
        _ x: UnsafePointer<T>, _ g: UnsafePointer<T>, rows: Int, channels: Int, mean: UnsafePointer<T>,
        sums: UnsafeMutablePointer<Double>, products: UnsafeMutablePointer<Double>
    ) {
        channelSums(rows: rows, channels: channels, sums, products) { element, c -> (T, T) in
            (g[element], g[element] * (x[element] - mean[c]))
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func batchNormInputGradient<T: RealScalar>(
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
}

/// Rows that are added up in the tensor's own type before their sum joins the Double: vectors of four instead of two, and
/// an error of a few units in the last place at most.
private let rowsPerSum = 16

/// Adds up two sums per channel over `rows` rows, of `first(row, channel)` and of `second(row, channel)`.
@inline(__always)
private func channelSums<T: RealScalar>(
    rows: Int, channels: Int, _ sums: UnsafeMutablePointer<Double>, _ others: UnsafeMutablePointer<Double>,
    _ terms: (_ element: Int, _ channel: Int) -> (T, T)
) {
    for c in 0..<channels { (sums[c], others[c]) = (0, 0) }
    withUnsafeTemporaryAllocation(of: T.self, capacity: 2 &* channels) { partial in
        guard let first = partial.baseAddress else { return }
        let second = first + channels
        var start = 0
        while start < rows {
            let end = min(start &+ rowsPerSum, rows)
            for c in 0..<channels { (first[c], second[c]) = (0, 0) }
            for row in start..<end {
                for c in 0..<channels {
                    let (a, b) = terms(row &* channels &+ c, c)
                    first[c] += a
                    second[c] += b
                }
            }
            for c in 0..<channels {
                sums[c] += Double(first[c])
                others[c] += Double(second[c])
            }
            start = end
        }
    }
}
