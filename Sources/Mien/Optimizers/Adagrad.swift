import MienKernels

/// Adagrad (Duchi et al. 2011) in Keras's form and with Keras's defaults: `s += g²`; `w −= rate · g / √(s + ε)`.
///
/// PyTorch adds ε after the root, and begins with `s = 0`.
public final class Adagrad: Optimizer {
    private let start: Float
    private let epsilon: Float
    private let weightDecay: Float

    /// - Parameters:
    ///   - learningRate: how far a step goes.
    ///   - initialAccumulator: the value with which the sums of squares begin.
    ///   - epsilon: added to the sum of squares.
    ///   - weightDecay: added to the gradient times the weight (L2).
    public init(
        learningRate: Float = 1e-3, initialAccumulator: Float = 0.1, epsilon: Float = 1e-7, weightDecay: Float = 0
    ) {
        require(
            initialAccumulator >= 0, "Adagrad: initialAccumulator must not be negative, found \(initialAccumulator)")
        (start, self.epsilon, self.weightDecay) = (initialAccumulator, epsilon, weightDecay)
        super.init(learningRate: learningRate)
    }

    public override func update(_ parameter: Parameter, named name: String, along gradient: Tensor) {
        let step = AdagradStep(rate: rate, start: start, epsilon: epsilon, weightDecay: decay(weightDecay))
        update(parameter, named: name, along: gradient, slots: ["squares"], by: step)
    }
}

private struct AdagradStep: BlockStep {
    let rate: Float
    let start: Float
    let epsilon: Float
    let weightDecay: Float

    func callAsFunction<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, _ memory: [UnsafeMutablePointer<T>],
        count: Int
    ) {
        kernels.adagradStep(
            weight, gradient, squares: memory[0], count: count, rate: T(rate), start: T(start), epsilon: T(epsilon),
            weightDecay: T(weightDecay))
    }
}
