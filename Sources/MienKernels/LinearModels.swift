/// `Σ a[i] · b[i]`, added up one after the other: the sum has scikit-learn's bits.
public func orderedProduct(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    var sum = 0.0
    for i in 0..<count { sum += a[i] * b[i] }
    return sum
}

/// `w[i] += factor · x[i]`.
///
/// - Returns: the sums of squares and of magnitudes of what is then in `w`.
public func addScaled(
    _ x: UnsafePointer<Double>, times factor: Double, into w: UnsafeMutablePointer<Double>, count: Int
) -> (squares: Double, magnitudes: Double) {
    var (squares, magnitudes) = (0.0, 0.0)
    for i in 0..<count {
        w[i] += x[i] * factor
        squares += w[i] * w[i]
        magnitudes += abs(w[i])
    }
    return (squares, magnitudes)
}

/// Draws the weights towards zero by what L1 regularisation owes them so far, but not beyond (Tsuruoka, Tsujii & Ananiadou
/// 2009).
///
/// - Parameters:
///   - w: the weights divided by `scale`.
///   - paid: what each weight was drawn by so far.
///   - owed: what it should have been.
public func drawToZero(
    _ w: UnsafeMutablePointer<Double>, scale: Double, paid: UnsafeMutablePointer<Double>, owed: Double, count: Int
) {
    for i in 0..<count {
        let former = w[i]
        if scale * former > 0 {
            w[i] = max(0, former - (owed + paid[i]) / scale)
        } else if scale * former < 0 {
            w[i] = min(0, former + (owed - paid[i]) / scale)
        }
        paid[i] += scale * (w[i] - former)
    }
}
