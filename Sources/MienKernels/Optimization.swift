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

/// Steps of optimizers: each reads and writes every parameter once.
package protocol OptimizerKernels {
    /// Stochastic gradient descent as PyTorch's: `d = g + decay · w`; `v = momentum · v + d`;
    /// `w −= rate · (nesterov ? d + momentum · v : v)`. On the first step `v = d`.
    func momentumStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, velocity: UnsafeMutablePointer<T>, count: Int,
        rate: T, momentum: T, decay: T, isNesterov: Bool
    )

    /// Plain stochastic gradient descent: `w −= rate · (g + decay · w)`.
    func descentStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, count: Int, rate: T, decay: T
    )

    /// Adam in the form of Kingma & Ba (2015), end of section 2, and of Keras: both bias corrections are part of the rate, and
    /// epsilon is added to the uncorrected root.
    func adamStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, first: UnsafeMutablePointer<T>,
        second: UnsafeMutablePointer<T>, count: Int, _ constants: AdamConstants<T>
    )

    /// `average += share · (value − average)`: a running mean of weights.
    func averageStep<T: RealScalar>(
        _ average: UnsafeMutablePointer<T>, _ value: UnsafePointer<T>, count: Int, share: T
    )
}

/// The constants of one RMSprop step.
public struct RMSpropConstants<T: RealScalar>: Sendable {
    public let rate: T, decay: T, momentum: T, epsilon: T, weightDecay: T

    public init(rate: T, decay: T, momentum: T, epsilon: T, weightDecay: T) {
        (self.rate, self.decay, self.momentum) = (rate, decay, momentum)
        (self.epsilon, self.weightDecay) = (epsilon, weightDecay)
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

/// Steps whose size follows from the gradients so far.
package protocol AdaptiveOptimizerKernels {
    /// RMSprop as Keras's: `v = ρ · v + (1 − ρ) · g²`, `d = rate · g / √(v + ε)`, centred `d = rate · g / √(v − a² + ε)` with
    /// `a = ρ · a + (1 − ρ) · g`; `w −= d`, with momentum `b = momentum · b + d`, `w −= b`.
    ///
    /// - Parameters:
    ///   - mean: `a`; nil if not centred.
    ///   - velocity: `b`; nil without momentum.
    func rmspropStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, squares: UnsafeMutablePointer<T>,
        mean: UnsafeMutablePointer<T>?, velocity: UnsafeMutablePointer<T>?, count: Int, _ constants: RMSpropConstants<T>
    )

    /// Adagrad as Keras's: `s += g²`, `w −= rate · g / √(start + s + ε)`.
    func adagradStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, squares: UnsafeMutablePointer<T>, count: Int,
        rate: T, start: T, epsilon: T, weightDecay: T
    )

    /// Adam with Nesterov's look ahead (Dozat 2016): `m = β₁ · m + (1 − β₁) · g`, `v = β₂ · v + (1 − β₂) · g²`,
    /// `w −= (meanRate · m + gradientRate · g) / (√(v / (1 − β₂ᵗ)) + ε)`.
    func nadamStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, first: UnsafeMutablePointer<T>,
        second: UnsafeMutablePointer<T>, count: Int, _ constants: NAdamConstants<T>
    )

    /// Lion (Chen et al. 2023): `w −= shrinkage · w + rate · sign(β₁ · m + (1 − β₁) · g)`, then `m = β₂ · m + (1 − β₂) · g`.
    func lionStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, mean: UnsafeMutablePointer<T>, count: Int,
        rate: T, firstDecay: T, secondDecay: T, shrinkage: T
    )
}
