import MienKernels

/// RMSprop (Hinton 2012) in Keras's form and with Keras's defaults.
///
/// `v = ρ · v + (1 − ρ) · g²`; `d = rate · g / √(v + ε)`; `w −= d`, with momentum `b = momentum · b + d`, `w −= b`. Centred,
/// the square of the gradients' running mean is taken from `v`. PyTorch adds ε after the root, and takes momentum before
/// the rate.
public final class RMSprop: Optimizer {
    private let rho: Float
    private let momentum: Float
    private let epsilon: Float
    private let isCentered: Bool
    private let weightDecay: Float

    /// - Parameters:
    ///   - learningRate: how far a step goes.
    ///   - rho: the share of the running mean of squares that is kept.
    ///   - momentum: the share of the last step that is kept.
    ///   - epsilon: added to the mean of squares.
    ///   - centered: whether gradients are divided by their deviation instead of their size (Graves 2013).
    ///   - weightDecay: added to the gradient times the weight (L2).
    public init(
        learningRate: Float = 1e-3, rho: Float = 0.9, momentum: Float = 0, epsilon: Float = 1e-7,
        centered: Bool = false, weightDecay: Float = 0
    ) {
        require((0..<1).contains(rho), "RMSprop: rho must lie in 0 ..< 1, found \(rho)")
        require(momentum >= 0, "RMSprop: the momentum must not be negative, found \(momentum)")
        (self.rho, self.momentum, self.epsilon) = (rho, momentum, epsilon)
        (isCentered, self.weightDecay) = (centered, weightDecay)
        super.init(learningRate: learningRate)
    }

    public override func update(_ parameter: Parameter, named name: String, along gradient: Tensor) {
        let slots = ["squares"] + (isCentered ? ["mean"] : []) + (momentum > 0 ? ["momentum"] : [])
        let step = RMSpropStep(
            rate: rate, decay: rho, momentum: momentum, epsilon: epsilon, isCentered: isCentered,
            weightDecay: decay(weightDecay))
        update(parameter, named: name, along: gradient, slots: slots, by: step)
    }
}

private struct RMSpropStep: BlockStep {
    let rate: Float
    let decay: Float
    let momentum: Float
    let epsilon: Float
    let isCentered: Bool
    let weightDecay: Float

    func callAsFunction<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, _ memory: [UnsafeMutablePointer<T>],
        count: Int
    ) {
        let constants = RMSpropConstants(
            rate: T(rate), decay: T(decay), momentum: T(momentum), epsilon: T(epsilon), weightDecay: T(weightDecay))
        kernels.rmspropStep(
            weight, gradient, squares: memory[0], mean: isCentered ? memory[1] : nil,
            velocity: momentum > 0 ? memory[memory.count - 1] : nil, count: count, constants)
    }
}
