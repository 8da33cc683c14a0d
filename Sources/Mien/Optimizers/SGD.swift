import MienKernels

/// Stochastic gradient descent with momentum, in PyTorch's form.
///
/// `d = g + decay · w`; `v = momentum · v + d` (`v = d` in the first step); `w −= rate · v`, with Nesterov
/// `w −= rate · (d + momentum · v)`.
public final class SGD: Optimizer {
    private let momentum: Float
    private let weightDecay: Float
    private let isNesterov: Bool

    /// - Parameters:
    ///   - learningRate: how far a step goes.
    ///   - momentum: the share of the last velocity that is kept.
    ///   - nesterov: whether the gradient is looked at ahead of the step (Sutskever et al. 2013); needs momentum.
    ///   - weightDecay: added to the gradient times the weight (L2).
    public init(learningRate: Float = 0.01, momentum: Float = 0, nesterov: Bool = false, weightDecay: Float = 0) {
        require(!nesterov || momentum > 0, "SGD: Nesterov's step needs a momentum above zero")
        self.momentum = momentum
        self.weightDecay = weightDecay
        isNesterov = nesterov
        super.init(learningRate: learningRate)
    }

    public override func update(_ parameter: Parameter, named name: String, along gradient: Tensor) {
        let step = SGDStep(rate: rate, momentum: momentum, decay: decay(weightDecay), isNesterov: isNesterov)
        update(parameter, named: name, along: gradient, slots: momentum > 0 ? ["momentum"] : [], by: step)
    }
}

private struct SGDStep: BlockStep {
    let rate: Float
    let momentum: Float
    let decay: Float
    let isNesterov: Bool

    func callAsFunction<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, _ memory: [UnsafeMutablePointer<T>],
        count: Int
    ) {
        guard let velocity = memory.first else {
            return kernels.descentStep(weight, gradient, count: count, rate: T(rate), decay: T(decay))
        }
        kernels.momentumStep(
            weight, gradient, velocity: velocity, count: count, rate: T(rate), momentum: T(momentum), decay: T(decay),
            isNesterov: isNesterov)
    }
}
