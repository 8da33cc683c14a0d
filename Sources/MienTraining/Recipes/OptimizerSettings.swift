import Mien

/// An optimizer and its constants, as a recipe states them.
public enum OptimizerSettings: Codable, Sendable, Equatable {
    case sgd(learningRate: Float, momentum: Float = 0, nesterov: Bool = false, weightDecay: Float = 0)
    case adam(learningRate: Float = 1e-3)
    case adamW(learningRate: Float = 1e-3, weightDecay: Float = 0.004)
    case rmsprop(learningRate: Float = 1e-3, rho: Float = 0.9, momentum: Float = 0)
    case adagrad(learningRate: Float = 1e-3)
    case nadam(learningRate: Float = 1e-3)
    case lion(learningRate: Float = 1e-3, weightDecay: Float = 0)

    /// The same for steps of `factor` times as many examples.
    ///
    /// SGD's learning rate grows in proportion, as its step is that of the mean gradient (Goyal et al. 2017); those of Adam,
    /// whose steps have a size of their own, stay.
    public func scaled(byBatchSize factor: Float) -> OptimizerSettings {
        guard case .sgd(let learningRate, let momentum, let nesterov, let weightDecay) = self else { return self }
        return .sgd(
            learningRate: learningRate * factor, momentum: momentum, nesterov: nesterov, weightDecay: weightDecay)
    }

    /// A new optimizer with these constants.
    public func makeOptimizer() -> Optimizer {
        switch self {
        case .sgd(let learningRate, let momentum, let nesterov, let weightDecay):
            SGD(learningRate: learningRate, momentum: momentum, nesterov: nesterov, weightDecay: weightDecay)
        case .adam(let learningRate): Adam(learningRate: learningRate)
        case .adamW(let learningRate, let weightDecay): AdamW(learningRate: learningRate, weightDecay: weightDecay)
        case .rmsprop(let learningRate, let rho, let momentum):
            RMSprop(learningRate: learningRate, rho: rho, momentum: momentum)
        case .adagrad(let learningRate): Adagrad(learningRate: learningRate)
        case .nadam(let learningRate): NAdam(learningRate: learningRate)
        case .lion(let learningRate, let weightDecay): Lion(learningRate: learningRate, weightDecay: weightDecay)
        }
    }
}
