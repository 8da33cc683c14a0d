#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The derivatives of the cross-entropy of softmax by the margins: `p - y`, and `2 p (1 - p)`, twice the second derivative.
///
/// Margins and derivatives lie class after class, `stride` rows each. The C library's exponential, a sum in Double and
/// the quotient in Float: XGBoost's very bits.
///
/// - Parameter spare: room for a number a class.
package func softmaxGradients(
    _ margins: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rows: Range<Int>, classes: Int, stride: Int,
    into gradients: UnsafeMutablePointer<GradientPair>, spare: UnsafeMutablePointer<Float>
) {
    for row in rows {
        var greatest = Float.leastNormalMagnitude
        for index in 0..<classes { greatest = max(greatest, margins[index &* stride &+ row]) }
        var sum = 0.0
        for index in 0..<classes {
            spare[index] = expf(margins[index &* stride &+ row] - greatest)
            sum += Double(spare[index])
        }
        let total = Float(sum)
        let label = Int(truncatingIfNeeded: labels[row])
        for index in 0..<classes {
            let p = spare[index] / total
            let curvature = max(2 * p * (1 - p), 1e-16)
            gradients[index &* stride &+ row] = GradientPair(index == label ? p - 1 : p, curvature)
        }
    }
}

/// The derivatives of the cross-entropy of the logistic function by the margin: `p - y` and `p (1 - p)`.
package func logisticGradients(
    _ margins: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rows: Range<Int>,
    into gradients: UnsafeMutablePointer<GradientPair>
) {
    for row in rows {
        let p = logistic(margins[row])
        gradients[row] = GradientPair(p - Float(labels[row]), max(p * (1 - p), 1e-16))
    }
}

/// `1 / (1 + e⁻ˣ)` as XGBoost rounds it.
package func logistic(_ x: Float) -> Float {
    1 / (expf(min(-x, 88.7)) + 1 + 1e-16)
}
