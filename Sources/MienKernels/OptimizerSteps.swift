// Each optimizer reads and writes every parameter once: the update is bound by memory.

/// Stochastic gradient descent as PyTorch's: `d = g + decay · w`; `v = momentum · v + d`;
/// `w −= rate · (nesterov ? d + momentum · v : v)`. On the first step `v = d`.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func momentumStep<T: RealScalar>(
    _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, velocity: UnsafeMutablePointer<T>, count: Int,
    rate: T, momentum: T, decay: T, isNesterov: Bool
) {
    for i in 0..<count {
        let direction = gradient[i] + decay * weight[i]
        let v = momentum * velocity[i] + direction
        velocity[i] = v
        weight[i] -= rate * (isNesterov ? direction + momentum * v : v)
    }
}

/// Plain stochastic gradient descent: `w −= rate · (g + decay · w)`.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func descentStep<T: RealScalar>(
    _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, count: Int, rate: T, decay: T
) {
    for i in 0..<count { weight[i] -= rate * (gradient[i] + decay * weight[i]) }
}

/// The constants of one Adam step.
public struct AdamConstants<T: RealScalar>: Sendable {
    /// The learning rate with both bias corrections in it.
    public let rate: T
    public let firstDecay: T, secondDecay: T, epsilon: T
    /// Added to the gradient, as L2 regularisation.
    public let weightDecay: T
    /// The share of the weight that goes: the learning rate times AdamW's decay.
    public let shrinkage: T

    public init(rate: T, firstDecay: T, secondDecay: T, epsilon: T, weightDecay: T, shrinkage: T) {
        (self.rate, self.firstDecay, self.secondDecay) = (rate, firstDecay, secondDecay)
        (self.epsilon, self.weightDecay, self.shrinkage) = (epsilon, weightDecay, shrinkage)
    }
}

/// Adam in the form of Kingma & Ba (2015), end of section 2, and of Keras: both bias corrections are part of the rate, and
/// epsilon is added to the uncorrected root.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func adamStep<T: RealScalar>(
    _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, first: UnsafeMutablePointer<T>,
    second: UnsafeMutablePointer<T>, count: Int, _ constants: AdamConstants<T>
) {
    let firstShare = 1 - constants.firstDecay
    let secondShare = 1 - constants.secondDecay
    for i in 0..<count {
        let g = gradient[i] + constants.weightDecay * weight[i]
        let m = constants.firstDecay * first[i] + firstShare * g
        let v = constants.secondDecay * second[i] + secondShare * g * g
        first[i] = m
        second[i] = v
        // Not `weight · (1 − shrinkage)`: of a shrinkage of 10⁻⁷ that would leave one digit.
        weight[i] -= constants.shrinkage * weight[i] + constants.rate * m / (v.squareRoot() + constants.epsilon)
    }
}

/// `average += share · (value − average)`: a running mean of weights.
@_specialize(where T == Float)
@_specialize(where T == Double)
public func averageStep<T: RealScalar>(
    _ average: UnsafeMutablePointer<T>, _ value: UnsafePointer<T>, count: Int, share: T
) {
    for i in 0..<count { average[i] += share * (value[i] - average[i]) }
}
