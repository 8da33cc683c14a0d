/// What an optimizer does otherwise for some parameters: PyTorch's parameter groups, told by name and shape.
///
/// ```swift
/// optimizer.rules = [
///     .noDecayOnBiasesAndNorms,
///     .under("features", learningRate: 0.1),
///     ParameterRule(weightDecay: 0.1) { name, _ in name.hasSuffix("kernel") },
/// ]
/// ```
///
/// To leave a part of a model as it is, freeze it: ``Module/isFrozen``.
public struct ParameterRule: Sendable {
    /// The factor of the optimizer's learning rate.
    public let learningRate: Float
    /// Takes the place of the optimizer's weight decay; nil leaves it.
    public let weightDecay: Float?
    private let condition: @Sendable (_ name: String, _ shape: [Int]) -> Bool

    /// - Parameters:
    ///   - learningRate: the factor of the optimizer's learning rate.
    ///   - weightDecay: takes the place of the optimizer's weight decay; by default it stays.
    ///   - condition: whether the rule holds for a parameter, by its name, such as `features.0.weight`, and shape.
    public init(
        learningRate: Float = 1, weightDecay: Float? = nil,
        where condition: @escaping @Sendable (_ name: String, _ shape: [Int]) -> Bool
    ) {
        require(
            learningRate >= 0, "ParameterRule: the learning rate's factor must not be negative, found \(learningRate)")
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        self.condition = condition
    }

    /// Whether the rule holds for a parameter.
    public func holds(_ name: String, _ shape: [Int]) -> Bool { condition(name, shape) }
}

extension ParameterRule {
    /// No weight decay for what has one axis: biases, and the scales and shifts of normalisations. To pull these to zero
    /// regularises nothing.
    public static var noDecayOnBiasesAndNorms: ParameterRule {
        ParameterRule(weightDecay: 0) { $1.count <= 1 }
    }

    /// For the parameters of the layer, or the one parameter, at `path`.
    ///
    /// - Parameters:
    ///   - path: a key path such as `features.0`.
    ///   - learningRate: the factor of the optimizer's learning rate.
    ///   - weightDecay: takes the place of the optimizer's weight decay; by default it stays.
    public static func under(_ path: String, learningRate: Float = 1, weightDecay: Float? = nil) -> ParameterRule {
        ParameterRule(learningRate: learningRate, weightDecay: weightDecay) { name, _ in
            name == path || name.hasPrefix(path + ".")
        }
    }

    /// The smaller a learning rate the nearer a layer is to the input (Howard & Ruder 2018): the last of `paths` keeps the
    /// optimizer's, each one before it takes `decay` times that of the next.
    ///
    /// - Parameters:
    ///   - paths: key paths of a model's parts, from the input to the output.
    ///   - decay: the factor from one part to the one before it.
    public static func byDepth(_ paths: [String], decay: Float) -> [ParameterRule] {
        var rate: Float = 1
        return paths.reversed().map { path in
            defer { rate *= decay }
            return .under(path, learningRate: rate)
        }.reversed()
    }
}
