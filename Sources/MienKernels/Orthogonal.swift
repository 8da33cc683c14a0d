/// Makes the rows of `matrix` `[rows, columns]`, with no more rows than columns, orthogonal and of length one, each by
/// taking out of it what the rows before it hold (Gram & Schmidt).
///
/// Twice: once leaves what rounding makes of nearly parallel rows.
public func orthonormalizeRows(_ matrix: UnsafeMutablePointer<Double>, rows: Int, columns: Int) {
    for row in 0..<rows {
        let vector = matrix + row &* columns
        for _ in 0..<2 {
            for former in 0..<row {
                let other = matrix + former &* columns
                let share = product(vector, other, columns)
                for i in 0..<columns { vector[i] -= share * other[i] }
            }
        }
        let scale = 1 / product(vector, vector, columns).squareRoot()
        for i in 0..<columns { vector[i] *= scale }
    }
}

/// The scalar product, in four sums that the processor can add up side by side.
@inline(__always)
private func product(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
    var sums = SIMD4<Double>.zero
    let whole = count & ~3
    for i in stride(from: 0, to: whole, by: 4) {
        sums += SIMD4(a[i], a[i &+ 1], a[i &+ 2], a[i &+ 3]) * SIMD4(b[i], b[i &+ 1], b[i &+ 2], b[i &+ 3])
    }
    var total = (sums[0] + sums[1]) + (sums[2] + sums[3])
    for i in whole..<count { total += a[i] * b[i] }
    return total
}
