import MienKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Adam (Kingma & Ba 2015) in Keras's form and with Keras's defaults.
///
/// `m = β₁ · m + (1 − β₁) · g`; `v = β₂ · v + (1 − β₂) · g²`;
/// `w −= rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`. PyTorch adds ε after the correction of `v`; the two differ where
/// gradients are near ε.
public class Adam: Optimizer {
    private let firstDecay: Float
    private let secondDecay: Float
    private let epsilon: Float
    private let weightDecay: Float
    private let isDecoupled: Bool

    /// - Parameters:
    ///   - learningRate: how far a step goes.
    ///   - beta1: the share of the running mean of gradients that is kept.
    ///   - beta2: the share of the running mean of their squares that is kept.
    ///   - epsilon: added to the root of the second mean.
    ///   - weightDecay: added to the gradient times the weight (L2).
    public convenience init(
        learningRate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-7,
        weightDecay: Float = 0
    ) {
        self.init(learningRate, beta1, beta2, epsilon, weightDecay: weightDecay, isDecoupled: false)
    }

    fileprivate init(
        _ learningRate: Float, _ beta1: Float, _ beta2: Float, _ epsilon: Float, weightDecay: Float, isDecoupled: Bool
    ) {
        require(
            (0..<1).contains(beta1) && (0..<1).contains(beta2),
            "Adam: beta1 and beta2 must lie in 0 ..< 1, found \(beta1) and \(beta2)")
        (firstDecay, secondDecay, self.epsilon) = (beta1, beta2, epsilon)
        (self.weightDecay, self.isDecoupled) = (weightDecay, isDecoupled)
        super.init(learningRate: learningRate)
    }

    public override func update(_ parameter: Parameter, named name: String, along gradient: Tensor) {
        let first = 1 - pow(Double(firstDecay), Double(step))
        let second = 1 - pow(Double(secondDecay), Double(step))
        let decay = decay(weightDecay)
        let step = AdamStep(
            rate: Double(rate) * second.squareRoot() / first, firstDecay: firstDecay, secondDecay: secondDecay,
            epsilon: epsilon, weightDecay: isDecoupled ? 0 : decay,
            shrinkage: isDecoupled ? Double(rate) * Double(decay) : 0)
        update(parameter, named: name, along: gradient, slots: ["first", "second"], by: step)
    }
}

private struct AdamStep: BlockStep {
    let rate: Double
    let firstDecay: Float
    let secondDecay: Float
    let epsilon: Float
    let weightDecay: Float
    let shrinkage: Double

    func callAsFunction<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, _ memory: [UnsafeMutablePointer<T>],
        count: Int
    ) {
        let constants = AdamConstants(
            rate: T(rate), firstDecay: T(firstDecay), secondDecay: T(secondDecay), epsilon: T(epsilon),
            weightDecay: T(weightDecay), shrinkage: T(shrinkage))
        kernels.adamStep(weight, gradient, first: memory[0], second: memory[1], count: count, constants)
    }
}

/// Adam with weight decay that does not pass through the running means (Loshchilov & Hutter 2019):
/// `w −= rate · decay · w` beside Adam's step.
public final class AdamW: Adam {
    /// - Parameters:
    ///   - learningRate: how far a step goes.
    ///   - beta1: the share of the running mean of gradients that is kept.
    ///   - beta2: the share of the running mean of their squares that is kept.
    ///   - epsilon: added to the root of the second mean.
    ///   - weightDecay: the share of each weight, times the rate, that a step takes off; Keras's default.
    public init(
        learningRate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-7,
        weightDecay: Float = 0.004
    ) {
        super.init(learningRate, beta1, beta2, epsilon, weightDecay: weightDecay, isDecoupled: true)
    }
}
