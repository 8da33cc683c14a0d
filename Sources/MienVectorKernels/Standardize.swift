import MienKernels

// Rows taken to mean zero and variance one: layer, group and instance normalisation.
// The variance is divided by the count, and ε stands beside it under the root, as everywhere in Mien.

extension VectorKernels: StandardizationKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func standardizeRows<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, width: Int, epsilon: T, into out: UnsafeMutablePointer<T>,
        inverse: UnsafeMutablePointer<T>
    ) {
        for row in 0..<rows {
            let (x, out) = (x + row &* width, out + row &* width)
            let mean: T = rowMean(width) { x[$0] }
            // From the mean: the mean of squares less the square of the mean would cancel where the mean is large.
            let variance: T = rowMean(width) { (x[$0] - mean) * (x[$0] - mean) }
            let scale = 1 / (variance + epsilon).squareRoot()
            for i in 0..<width { out[i] = (x[i] - mean) * scale }
            inverse[row] = scale
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func standardizeRowsGradient<T: RealScalar>(
        _ y: UnsafePointer<T>, _ g: UnsafePointer<T>, rows: Int, width: Int, inverse: UnsafePointer<T>,
        into out: UnsafeMutablePointer<T>
    ) {
        for row in 0..<rows {
            let start = row &* width
            let (y, g, out) = (y + start, g + start, out + start)
            let mean: T = rowMean(width) { g[$0] }
            let share: T = rowMean(width) { g[$0] * y[$0] }
            let scale = inverse[row]
            for i in 0..<width { out[i] = (g[i] - mean - y[i] * share) * scale }
        }
    }
}

/// The mean of `term(0)`, …, `term(count − 1)`: in eight lanes, of which each adds up 32 numbers before their sum joins the
/// wider one.
@inline(__always)
private func rowMean<T: RealScalar>(_ count: Int, _ term: (Int) -> T) -> T {
    var total: T.Wide = 0
    let whole = count & ~7
    var i = 0
    while i < whole {
        let end = min(whole, i &+ 256)
        var (a, b, c, d, e, f, g, h): (T, T, T, T, T, T, T, T) = (0, 0, 0, 0, 0, 0, 0, 0)
        while i < end {
            (a, b, c, d) = (a + term(i), b + term(i &+ 1), c + term(i &+ 2), d + term(i &+ 3))
            (e, f, g, h) = (e + term(i &+ 4), f + term(i &+ 5), g + term(i &+ 6), h + term(i &+ 7))
            i &+= 8
        }
        total = .sum(total, (((a + e) + (b + f)) + ((c + g) + (d + h))).wide)
    }
    for i in whole..<count { total = .sum(total, term(i).wide) }
    return T(narrowing: total) / T(count)
}
