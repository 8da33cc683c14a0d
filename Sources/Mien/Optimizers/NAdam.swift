import MienKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Adam with Nesterov's look ahead (Dozat 2016) in Keras's form and with Keras's defaults.
///
/// With `μₜ = β₁ · (1 − ½ · 0.96^(ψ · t))`: `m = β₁ · m + (1 − β₁) · g`, `v = β₂ · v + (1 − β₂) · g²`,
/// `m̂ = μₜ₊₁ · m / (1 − Π μ₁…μₜ₊₁) + (1 − μₜ) · g / (1 − Π μ₁…μₜ)`, `w −= rate · m̂ / (√(v / (1 − β₂ᵗ)) + ε)`.
public final class NAdam: Optimizer {
    private let firstDecay: Float
    private let secondDecay: Float
    private let epsilon: Float
    private let momentumDecay: Float
    private let weightDecay: Float
    /// `Π μ₁…μₜ` after a number of steps; found again from the first step where a state was restored.
    private var product = (steps: 0, value: 1.0)

    /// - Parameters:
    ///   - learningRate: how far a step goes.
    ///   - beta1: the share of the running mean of gradients that is kept.
    ///   - beta2: the share of the running mean of their squares that is kept.
    ///   - epsilon: added to the root of the second mean.
    ///   - momentumDecay: how fast the momentum rises to `beta1`, ψ; 1 as in Keras, PyTorch has 0.004.
    ///   - weightDecay: added to the gradient times the weight (L2).
    public init(
        learningRate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-7,
        momentumDecay: Float = 1, weightDecay: Float = 0
    ) {
        require(
            (0..<1).contains(beta1) && (0..<1).contains(beta2),
            "NAdam: beta1 and beta2 must lie in 0 ..< 1, found \(beta1) and \(beta2)")
        (firstDecay, secondDecay, self.epsilon) = (beta1, beta2, epsilon)
        (self.momentumDecay, self.weightDecay) = (momentumDecay, weightDecay)
        super.init(learningRate: learningRate)
    }

    public override func update(_ parameter: Parameter, named name: String, along gradient: Tensor) {
        let next = momentum(step + 1)
        let product = momentumProduct()
        let step = NAdamStep(
            firstDecay: firstDecay, secondDecay: secondDecay, epsilon: epsilon, weightDecay: decay(weightDecay),
            meanRate: Double(rate) * next / (1 - product * next),
            gradientRate: Double(rate) * (1 - momentum(step)) / (1 - product),
            secondCorrection: 1 - pow(Double(secondDecay), Double(step)))
        update(parameter, named: name, along: gradient, slots: ["first", "second"], by: step)
    }

    /// `μ` of a step, from 1.
    private func momentum(_ step: Int) -> Double {
        Double(firstDecay) * (1 - 0.5 * pow(0.96, Double(step) * Double(momentumDecay)))
    }

    /// `Π μ₁…μₜ`
    private func momentumProduct() -> Double {
        if product.steps > step { product = (0, 1) }
        while product.steps < step {
            product.steps += 1
            product.value *= momentum(product.steps)
        }
        return product.value
    }
}

private struct NAdamStep: BlockStep {
    let firstDecay: Float
    let secondDecay: Float
    let epsilon: Float
    let weightDecay: Float
    let meanRate: Double
    let gradientRate: Double
    let secondCorrection: Double

    func callAsFunction<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, _ memory: [UnsafeMutablePointer<T>],
        count: Int
    ) {
        let constants = NAdamConstants(
            firstDecay: T(firstDecay), secondDecay: T(secondDecay), epsilon: T(epsilon), weightDecay: T(weightDecay),
            meanRate: T(meanRate), gradientRate: T(gradientRate), secondCorrection: T(secondCorrection))
        kernels.nadamStep(weight, gradient, first: memory[0], second: memory[1], count: count, constants)
    }
}
