/// The constants of one RMSprop step.
public struct RMSpropConstants<T: RealScalar>: Sendable {
    public let rate: T, decay: T, momentum: T, epsilon: T, weightDecay: T

    public init(rate: T, decay: T, momentum: T, epsilon: T, weightDecay: T) {
        (self.rate, self.decay, self.momentum) = (rate, decay, momentum)
        (self.epsilon, self.weightDecay) = (epsilon, weightDecay)
    }
}

/// RMSprop as Keras's: `v = ρ · v + (1 − ρ) · g²`, `d = rate · g / √(v + ε)`, centred `d = rate · g / √(v − a² + ε)` with
/// `a = ρ · a + (1 − ρ) · g`; `w −= d`, with momentum `b = momentum · b + d`, `w −= b`.
///
/// - Parameters:
///   - mean: `a`; nil if not centred.
///   - velocity: `b`; nil without momentum.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func rmspropStep<T: RealScalar>(
    _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, squares: UnsafeMutablePointer<T>,
    mean: UnsafeMutablePointer<T>?, velocity: UnsafeMutablePointer<T>?, count: Int, _ constants: RMSpropConstants<T>
) {
    let share = 1 - constants.decay
    for i in 0..<count {
        let g = gradient[i] + constants.weightDecay * weight[i]
        let v = constants.decay * squares[i] + share * g * g
        squares[i] = v
        var variance = v
        if let mean {
            let a = constants.decay * mean[i] + share * g
            mean[i] = a
            // Rounding may make it negative, whose root would be NaN.
            variance = T.maximum(v - a * a, 0)
        }
        var step = constants.rate * g / (variance + constants.epsilon).squareRoot()
        if let velocity {
            step += constants.momentum * velocity[i]
            velocity[i] = step
        }
        weight[i] -= step
    }
}

/// Adagrad as Keras's: `s += g²`, `w −= rate · g / √(start + s + ε)`.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func adagradStep<T: RealScalar>(
    _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, squares: UnsafeMutablePointer<T>, count: Int,
    rate: T, start: T, epsilon: T, weightDecay: T
) {
    for i in 0..<count {
        let g = gradient[i] + weightDecay * weight[i]
        let s = squares[i] + g * g
        squares[i] = s
        weight[i] -= rate * g / (start + s + epsilon).squareRoot()
    }
}

/// The constants of one NAdam step.
public struct NAdamConstants<T: RealScalar>: Sendable {
    public let firstDecay: T, secondDecay: T, epsilon: T, weightDecay: T
    /// The learning rate times the corrected share of the mean, and of the gradient.
    public let meanRate: T, gradientRate: T
    /// `1 − β₂ᵗ`
    public let secondCorrection: T

    public init(
        firstDecay: T, secondDecay: T, epsilon: T, weightDecay: T, meanRate: T, gradientRate: T, secondCorrection: T
    ) {
        (self.firstDecay, self.secondDecay) = (firstDecay, secondDecay)
        (self.epsilon, self.weightDecay) = (epsilon, weightDecay)
        (self.meanRate, self.gradientRate, self.secondCorrection) = (meanRate, gradientRate, secondCorrection)
    }
}

/// Adam with Nesterov's look ahead (Dozat 2016): `m = β₁ · m + (1 − β₁) · g`, `v = β₂ · v + (1 − β₂) · g²`,
/// `w −= (meanRate · m + gradientRate · g) / (√(v / (1 − β₂ᵗ)) + ε)`.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func nadamStep<T: RealScalar>(
    _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, first: UnsafeMutablePointer<T>,
    second: UnsafeMutablePointer<T>, count: Int, _ constants: NAdamConstants<T>
) {
    let firstShare = 1 - constants.firstDecay
    let secondShare = 1 - constants.secondDecay
    for i in 0..<count {
        let g = gradient[i] + constants.weightDecay * weight[i]
        let m = constants.firstDecay * first[i] + firstShare * g
        let v = constants.secondDecay * second[i] + secondShare * g * g
        first[i] = m
        second[i] = v
        let step = constants.meanRate * m + constants.gradientRate * g
        weight[i] -= step / ((v / constants.secondCorrection).squareRoot() + constants.epsilon)
    }
}

/// Lion (Chen et al. 2023): `w −= shrinkage · w + rate · sign(β₁ · m + (1 − β₁) · g)`, then `m = β₂ · m + (1 − β₂) · g`.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func lionStep<T: RealScalar>(
    _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, mean: UnsafeMutablePointer<T>, count: Int,
    rate: T, firstDecay: T, secondDecay: T, shrinkage: T
) {
    for i in 0..<count {
        let g = gradient[i]
        let direction = firstDecay * mean[i] + (1 - firstDecay) * g
        mean[i] = secondDecay * mean[i] + (1 - secondDecay) * g
        // NaN has no sign: it stays visible.
        let sign: T = direction > 0 ? 1 : direction < 0 ? -1 : direction
        weight[i] -= shrinkage * weight[i] + rate * sign
    }
}
