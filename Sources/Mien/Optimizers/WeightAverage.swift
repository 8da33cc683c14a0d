import MienKernels

/// A running mean of a model's weights over a training: often better than the weights themselves.
///
/// ```swift
/// let average = WeightAverage(.exponential(decay: 0.999))
/// for batch in … {
///     optimizer.update(model, along: gradients)
///     average.update(with: model)
/// }
/// average.exchange(with: model)       // the model has the averages now, and gets its own back by another exchange
/// ```
///
/// Running statistics (of batch normalisation) are averaged too, as they belong to the weights.
public final class WeightAverage {
    /// How much the latest weights count.
    public enum Kind: Sendable, Hashable, Codable {
        /// An exponential moving average: `a = decay · a + (1 − decay) · w`. The first weights are taken as they are, as in
        /// PyTorch's `AveragedModel`.
        case exponential(decay: Float = 0.999)
        /// The mean of all: stochastic weight averaging (Izmailov et al. 2018).
        case uniform
    }

    public let kind: Kind
    /// How many weights the average is of.
    public private(set) var count = 0
    private var averages: [String: Tensor] = [:]

    public init(_ kind: Kind) {
        if case .exponential(let decay) = kind {
            require((0...1).contains(decay), "WeightAverage: the decay must lie in 0 … 1, found \(decay)")
        }
        self.kind = kind
    }

    /// Takes the model's weights into the average.
    public func update(with model: Module) {
        let values = Self.values(of: model)
        count += 1
        let share =
            switch kind {
            case .exponential(let decay): count == 1 ? 1 : 1 - Double(decay)
            case .uniform: 1 / Double(count)
            }
        for (name, value) in values {
            guard count > 1, var average = averages.removeValue(forKey: name) else {
                averages[name] = value
                continue
            }
            require(
                average.shape == value.shape && average.elementType == value.elementType,
                mismatch("WeightAverage", average.shape, value.shape, "\(name) is averaged with another model's"))
            average.makeUnique()
            approach(average, value.contiguous, share)
            averages[name] = average
        }
    }

    private func approach(_ average: Tensor, _ value: Tensor, _ share: Double) {
        func run<T: RealScalar>(_: T.Type) {
            Tensor.withPointers(T.self, value, into: average) { value, average in
                parallelBlocks(averageCount, of: elementsPerBlock) { block in
                    kernels.averageStep(
                        average + block.lowerBound, value + block.lowerBound, count: block.count, share: T(share))
                }
            }
        }
        let averageCount = average.count
        dispatch(average.elementType, real: { run($0) })
    }

    /// Gives the model the averages, and keeps the weights that it had in their place. Nothing happens before the first
    /// ``update(with:)``.
    public func exchange(with model: Module) {
        let former = Self.values(of: model)
        for parameter in model.parameters {
            if let average = averages[parameter.name] { parameter.value.value = average }
        }
        for buffer in model.buffers {
            if let average = averages[buffer.name] { buffer.value.value = average }
        }
        for name in averages.keys { averages[name] = former[name] }
    }

    /// All floating-point parameters and statistics.
    private static func values(of model: Module) -> [String: Tensor] {
        model.stateDictionary().filter { $0.value.elementType.isReal }
    }

    /// Everything that the next updates depend on but the kind.
    public var state: [String: Tensor] {
        get {
            var state = ["count": Tensor(int32: [Int32(count)], shape: [])]
            for (name, average) in averages { state["average.\(name)"] = average }
            return state
        }
        set {
            count = Int(newValue["count"]?.int32Scalars.first ?? 0)
            averages = [:]
            for (name, tensor) in newValue where name.hasPrefix("average.") {
                averages[String(name.dropFirst("average.".count))] = tensor
            }
        }
    }
}
