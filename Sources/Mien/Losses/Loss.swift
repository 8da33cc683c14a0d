/// A loss as a trainer takes it: a name and a function of outputs and targets.
public struct Loss: Sendable {
    public typealias Function = @Sendable (_ outputs: Tensor, _ targets: Tensor) -> Tensor
    public typealias WeightedFunction =
        @Sendable (
            _ outputs: Tensor, _ targets: Tensor, _ sampleWeights: Tensor?
        ) -> Tensor

    /// What the targets have to be. Those of a training come from outside: a trainer looks at them before the loss does.
    package enum Targets: Sendable {
        /// int32 `[batch, …]`, or distributions, for scores of classes `[batch, …, classes]`.
        case classes
        /// Numbers of the shape of the outputs.
        case alike
        /// Whatever the loss makes of them.
        case any
    }

    public let name: String
    package let targets: Targets
    /// Whether it takes weights of examples.
    public let takesSampleWeights: Bool
    private let function: WeightedFunction

    /// Whether the outputs are scores of classes `[batch, …, classes]`, so that there is an accuracy.
    public var isClassification: Bool { targets == .classes }

    /// - Parameters:
    ///   - name: for messages and reports.
    ///   - isClassification: whether the outputs are scores of classes, so that a trainer measures the accuracy as well.
    ///   - function: the mean loss of a batch, one number.
    public init(_ name: String, isClassification: Bool = false, _ function: @escaping Function) {
        self.name = name
        targets = isClassification ? .classes : .any
        takesSampleWeights = false
        self.function = { outputs, targets, _ in function(outputs, targets) }
    }

    /// The same with a function that takes weights of examples `[batch]` too, or nil.
    public init(weighted name: String, isClassification: Bool = false, _ function: @escaping WeightedFunction) {
        self.init(name, isClassification ? .classes : .any, function)
    }

    private init(_ name: String, _ targets: Targets, _ function: @escaping WeightedFunction) {
        (self.name, self.targets, takesSampleWeights, self.function) = (name, targets, true, function)
    }

    /// The mean loss of a batch.
    public func callAsFunction(_ outputs: Tensor, _ targets: Tensor, sampleWeights: Tensor? = nil) -> Tensor {
        require(
            sampleWeights == nil || takesSampleWeights,
            "\(name): this loss takes no weights of examples; make it with Loss(weighted:)")
        return function(outputs, targets, sampleWeights)
    }
}

// MARK: - Of classes

extension Loss {
    /// ``crossEntropy(_:_:classWeights:labelSmoothing:sampleWeights:)`` with these settings.
    public static func crossEntropy(classWeights: [Float]? = nil, labelSmoothing: Float = 0) -> Loss {
        Loss("crossEntropy", .classes) {
            Mien.crossEntropy(
                $0, $1, classWeights: classWeights, labelSmoothing: labelSmoothing, sampleWeights: $2)
        }
    }

    /// ``focalCrossEntropy(_:_:alpha:gamma:labelSmoothing:sampleWeights:)`` with these settings.
    public static func focal(alpha: FocalAlpha = 0.25, gamma: Float = 2, labelSmoothing: Float = 0) -> Loss {
        Loss("focal", .classes) {
            focalCrossEntropy(
                $0, $1, alpha: alpha, gamma: gamma, labelSmoothing: labelSmoothing, sampleWeights: $2)
        }
    }

    /// ``categoricalHinge(_:_:sampleWeights:)``
    public static func categoricalHinge() -> Loss {
        Loss("categoricalHinge", .classes) { Mien.categoricalHinge($0, $1, sampleWeights: $2) }
    }

    /// ``klDivergence(_:_:sampleWeights:)``
    public static func klDivergence() -> Loss {
        Loss("klDivergence", .alike) { Mien.klDivergence($0, $1, sampleWeights: $2) }
    }
}

// MARK: - Of answers

extension Loss {
    /// ``binaryCrossEntropy(_:_:positiveWeight:labelSmoothing:sampleWeights:)`` with these settings.
    public static func binaryCrossEntropy(positiveWeight: [Float]? = nil, labelSmoothing: Float = 0) -> Loss {
        Loss("binaryCrossEntropy", .alike) {
            Mien.binaryCrossEntropy(
                $0, $1, positiveWeight: positiveWeight, labelSmoothing: labelSmoothing, sampleWeights: $2)
        }
    }

    /// ``binaryFocalCrossEntropy(_:_:alpha:gamma:labelSmoothing:sampleWeights:)`` with these settings.
    public static func binaryFocal(alpha: Float? = nil, gamma: Float = 2, labelSmoothing: Float = 0) -> Loss {
        Loss("binaryFocal", .alike) {
            binaryFocalCrossEntropy(
                $0, $1, alpha: alpha, gamma: gamma, labelSmoothing: labelSmoothing, sampleWeights: $2)
        }
    }

    /// ``hinge(_:_:squared:sampleWeights:)`` with this setting.
    public static func hinge(squared: Bool = false) -> Loss {
        Loss("hinge", .alike) { Mien.hinge($0, $1, squared: squared, sampleWeights: $2) }
    }
}

// MARK: - Of numbers

extension Loss {
    /// ``meanSquaredError(_:_:sampleWeights:)``
    public static func meanSquaredError() -> Loss {
        Loss("meanSquaredError", .alike) { Mien.meanSquaredError($0, $1, sampleWeights: $2) }
    }

    /// ``meanAbsoluteError(_:_:sampleWeights:)``
    public static func meanAbsoluteError() -> Loss {
        Loss("meanAbsoluteError", .alike) { Mien.meanAbsoluteError($0, $1, sampleWeights: $2) }
    }

    /// ``huber(_:_:delta:sampleWeights:)`` with this setting.
    public static func huber(delta: Float = 1) -> Loss {
        Loss("huber", .alike) { Mien.huber($0, $1, delta: delta, sampleWeights: $2) }
    }

    /// ``cosineSimilarity(_:_:sampleWeights:)``
    public static func cosineSimilarity() -> Loss {
        Loss("cosineSimilarity", .alike) { Mien.cosineSimilarity($0, $1, sampleWeights: $2) }
    }
}
