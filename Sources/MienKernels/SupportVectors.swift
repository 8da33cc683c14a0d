// The selection of two multipliers in sequential minimal optimisation (Fan, Chen & Lin 2005). Of each multiplier there are
// the sign of its example, the objective's gradient, and whether, seen from the positive class, it may go up and down. Ties
// go to the last, as in LIBSVM.

/// The one of those that may rise that wants to most, and how much it does; −1 if none may.
public func firstMultiplier(
    signs: UnsafePointer<Double>, gradient: UnsafePointer<Double>, mayRise: UnsafePointer<Bool>, count: Int
) -> (index: Int, violation: Double) {
    var (index, greatest) = (-1, -Double.infinity)
    for t in 0..<count where mayRise[t] {
        let violation = -signs[t] * gradient[t]
        if violation >= greatest { (index, greatest) = (t, violation) }
    }
    return (index, greatest)
}

/// The one of those that may fall that together with the first makes the objective smallest, −1 if none does; and how much
/// any of them wants to fall.
///
/// - Parameters:
///   - row: the first one's row of the matrix of the dual problem.
///   - diagonal: of that matrix.
public func secondMultiplier(
    to first: (index: Int, violation: Double), signs: UnsafePointer<Double>, gradient: UnsafePointer<Double>,
    mayFall: UnsafePointer<Bool>, row: UnsafePointer<Float>, diagonal: UnsafePointer<Double>, count: Int
) -> (index: Int, violation: Double) {
    var (index, least, greatest) = (-1, Double.infinity, -Double.infinity)
    let (sign, own) = (signs[first.index], diagonal[first.index])
    for t in 0..<count where mayFall[t] {
        let violation = signs[t] * gradient[t]
        if violation >= greatest { greatest = violation }
        let difference = first.violation + violation
        guard difference > 0 else { continue }
        let curvature = own + diagonal[t] - 2 * (sign * signs[t]) * Double(row[t])
        let change = -(difference * difference) / (curvature > 0 ? curvature : leastCurvature)
        if change <= least { (index, least) = (t, change) }
    }
    return (index, greatest)
}

/// What a curvature that is not positive is taken for.
public let leastCurvature = 1e-12

/// `out[j] += a · x[j] + b · y[j]`.
public func accumulate(
    _ x: UnsafePointer<Float>, times a: Double, _ y: UnsafePointer<Float>, times b: Double,
    into out: UnsafeMutablePointer<Double>, count: Int
) {
    for j in 0..<count { out[j] += Double(x[j]) * a + Double(y[j]) * b }
}

/// `out[j] += a · x[j]` for `j` in `range`.
public func accumulate(
    _ x: UnsafePointer<Float>, times a: Double, into out: UnsafeMutablePointer<Double>, range: Range<Int>
) {
    for j in range { out[j] += a * Double(x[j]) }
}
