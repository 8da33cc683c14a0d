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
    /// Times `factor` after each `every` steps; PyTorch's `StepLR`.
    case step(every: Int, factor: Float = 0.1)
    /// Times `factor` after each `every` steps, and in between as much less: `factor ^ (step / every)`; Keras's
    /// `ExponentialDecay`, and PyTorch's `ExponentialLR` for 1.
    case exponential(factor: Float, every: Int = 1)
    /// Down to `final` as the share of steps that are left, to the power of `power`; PyTorch's `PolynomialLR`, Keras's
    /// `PolynomialDecay`.
    case polynomial(power: Float = 1, final: Float = 0)
    /// Down to `final` along half a cosine within `period` steps, then from one anew, each period `growth` times as long as
    /// the one before (Loshchilov & Hutter 2017); PyTorch's `CosineAnnealingWarmRestarts`.
    case cosineRestarts(period: Int, growth: Int = 1, final: Float = 0)

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
        case .step(let every, let factor):
            requirePositive(every, "step", "every")
            return Float(pow(Double(factor), Double(step / every)))
        case .exponential(let factor, let every):
            requirePositive(every, "exponential", "every")
            return Float(pow(Double(factor), Double(step) / Double(every)))
        case .polynomial(let power, let final):
            let left = 1 - min(1, Double(step) / Double(max(total, 1)))
            return Float(Double(final) + (1 - Double(final)) * pow(left, Double(power)))
        case .cosineRestarts(let period, let growth, let final):
            requirePositive(period, "cosineRestarts", "period")
            requirePositive(growth, "cosineRestarts", "growth")
            let (place, length) = placeInPeriod(step, period, growth)
            return between(1, Double(final), Double(place) / Double(length))
        }
    }
}

private func requirePositive(_ value: Int, _ schedule: String, _ name: String) {
    require(value > 0, "Schedule.\(schedule): \(name) must be above zero, found \(value)")
}

/// How far `step` is into its period, and how long that is.
private func placeInPeriod(_ step: Int, _ period: Int, _ growth: Int) -> (place: Int, length: Int) {
    if growth == 1 { return (step % period, period) }
    var (place, length) = (step, period)
    while place >= length {
        place -= length
        length *= growth
    }
    return (place, length)
}

/// From `start` to `end` along half a cosine, at `share` of the way.
private func between(_ start: Double, _ end: Double, _ share: Double) -> Float {
    Float(end + (start - end) / 2 * (1 + cos(.pi * min(1, share))))
}
