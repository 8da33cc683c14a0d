#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How the learning rate changes over a training: a factor of its highest value at each step.
public enum Schedule: Sendable, Hashable, Codable {
    /// One throughout.
    case constant
    /// From zero up in a straight line for the share `warmUp` of all steps, then down to `final` along half a cosine
    /// (Loshchilov & Hutter 2017).
    case cosine(warmUp: Float = 0, final: Float = 0)
    /// From `1 / initialDivisor` up along half a cosine for the share `warmUp` of all steps, then down along another to
    /// `1 / (initialDivisor · finalDivisor)` (Smith & Topin 2018); PyTorch's `OneCycleLR` with its defaults, the momentum
    /// left alone.
    case oneCycle(warmUp: Float = 0.3, initialDivisor: Float = 25, finalDivisor: Float = 10_000)

    /// The factor for step `step` of `total`, counted from zero.
    public func factor(at step: Int, of total: Int) -> Float {
        switch self {
        case .constant: return 1
        case .cosine(let warmUp, let final):
            // In single precision: in double, .4 of ten steps are a little more than four.
            let rise = Double(warmUp * Float(total))
            let step = Double(step)
            if step < rise { return Float(min(1, (step + 1) / rise)) }
            return between(1, Double(final), (step - rise) / max(Double(total) - rise, 1))
        case .oneCycle(let warmUp, let initialDivisor, let finalDivisor):
            let peak = Double(warmUp) * Double(total) - 1
            let start = 1 / Double(initialDivisor)
            let step = Double(step)
            if step <= peak { return between(start, 1, step / max(peak, 1)) }
            return between(1, start / Double(finalDivisor), (step - peak) / max(Double(total) - 1 - peak, 1))
        }
    }
}

/// From `start` to `end` along half a cosine, at `share` of the way.
private func between(_ start: Double, _ end: Double, _ share: Double) -> Float {
    Float(end + (start - end) / 2 * (1 + cos(.pi * min(1, share))))
}
