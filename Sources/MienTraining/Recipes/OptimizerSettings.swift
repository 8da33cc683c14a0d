import Mien

/// An optimizer and its constants, as a recipe states them.
public enum OptimizerSettings: Codable, Sendable, Equatable {
    case sgd(learningRate: Float, momentum: Float = 0, nesterov: Bool = false, weightDecay: Float = 0)
    case adam(learningRate: Float = 1e-3)
    case adamW(learningRate: Float = 1e-3, weightDecay: Float = 0.004)

    /// A new optimizer with these constants.
    public func makeOptimizer() -> Optimizer {
        switch self {
        case .sgd(let learningRate, let momentum, let nesterov, let weightDecay):
            SGD(learningRate: learningRate, momentum: momentum, nesterov: nesterov, weightDecay: weightDecay)
        case .adam(let learningRate): Adam(learningRate: learningRate)
        case .adamW(let learningRate, let weightDecay): AdamW(learningRate: learningRate, weightDecay: weightDecay)
        }
    }
}
