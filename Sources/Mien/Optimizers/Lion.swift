import MienKernels

/// Lion (Chen et al. 2023): each weight goes the same way far, in the direction of the gradients' sign, with the defaults of
/// the paper and of Keras.
///
/// `w −= rate · (sign(β₁ · m + (1 − β₁) · g) + decay · w)`; then `m = β₂ · m + (1 − β₂) · g`. It wants a learning rate three to
/// ten times smaller than AdamW's, and a decay as many times larger.
public final class Lion: Optimizer {
    private let firstDecay: Float
    private let secondDecay: Float
    private let weightDecay: Float

    /// - Parameters:
    ///   - learningRate: how far a step goes.
    ///   - beta1: the share of the running mean in a step's direction.
    ///   - beta2: the share of the running mean of gradients that is kept.
    ///   - weightDecay: the share of each weight, times the rate, that a step takes off.
    public init(
        learningRate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.99, weightDecay: Float = 0
    ) {
        require(
            (0...1).contains(beta1) && (0...1).contains(beta2),
            "Lion: beta1 and beta2 must lie in 0 … 1, found \(beta1) and \(beta2)")
        (firstDecay, secondDecay, self.weightDecay) = (beta1, beta2, weightDecay)
        super.init(learningRate: learningRate)
    }

    public override func update(_ parameter: Parameter, named name: String, along gradient: Tensor) {
        let step = LionStep(
            rate: rate, firstDecay: firstDecay, secondDecay: secondDecay,
            shrinkage: Double(rate) * Double(decay(weightDecay)))
        update(parameter, named: name, along: gradient, slots: ["mean"], by: step)
    }
}

private struct LionStep: BlockStep {
    let rate: Float
    let firstDecay: Float
    let secondDecay: Float
    let shrinkage: Double

    func callAsFunction<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, _ memory: [UnsafeMutablePointer<T>],
        count: Int
    ) {
        kernels.lionStep(
            weight, gradient, mean: memory[0], count: count, rate: T(rate), firstDecay: T(firstDecay),
            secondDecay: T(secondDecay), shrinkage: T(shrinkage))
    }
}
