import Synchronization

/// Where layers draw the first values of their parameters.
///
/// Each parameter takes the next stream, in the order in which layers are made. ``withSeed(_:_:)`` starts anew.
package final class InitializationStreams: Sendable {
    @TaskLocal package static var current = InitializationStreams(seed: 0)

    private let seed: UInt64
    private let drawn = Atomic<UInt64>(0)

    init(seed: UInt64) { self.seed = seed }

    package func next() -> RandomStream {
        RandomStream(seed: seed, purpose: .initialization, drawn.add(1, ordering: .relaxed).oldValue)
    }
}

/// Makes layers whose first values, and whose dropout masks, are a function of `seed`.
///
/// ```swift
/// let model = withSeed(7) { EmotionCNN() }        // the same weights each time
/// ```
///
/// Without it a program's layers are drawn from seed 0 in the order in which they are made.
public func withSeed<Result>(_ seed: UInt64, _ make: () throws -> Result) rethrows -> Result {
    try InitializationStreams.$current.withValue(InitializationStreams(seed: seed)) { try make() }
}

/// How the first values of a parameter are drawn.
public enum Initializer: Sendable, Equatable {
    /// All zero.
    case zeros
    /// All one.
    case ones
    /// Uniform in ±√(6 / (inputs + outputs)) (Glorot & Bengio 2010); Keras's default.
    case glorotUniform
    /// Normal with deviation √(2 / (inputs + outputs)), cut off at two deviations as in Keras.
    case glorotNormal
    /// Uniform in ±√(6 / inputs) (He et al. 2015).
    case heUniform
    /// Normal with deviation √(2 / inputs), cut off at two deviations as in Keras.
    case heNormal

    /// The values for a parameter of `shape` `[outputs, inputs, window…]`.
    func values(_ shape: [Int], using random: inout RandomStream) -> Tensor {
        let window = shape.dropFirst(2).product
        let outputs = Float((shape.first ?? 1) * window)
        let inputs = Float((shape.dropFirst().first ?? 1) * window)
        return switch self {
        case .zeros: .zeros(shape)
        case .ones: .ones(shape)
        case .glorotUniform: symmetric(shape, (6 / (inputs + outputs)).squareRoot(), &random)
        case .glorotNormal: truncatedNormal(shape, (2 / (inputs + outputs)).squareRoot(), &random)
        case .heUniform: symmetric(shape, (6 / inputs).squareRoot(), &random)
        case .heNormal: truncatedNormal(shape, (2 / inputs).squareRoot(), &random)
        }
    }
}

private func symmetric(_ shape: [Int], _ limit: Float, _ random: inout RandomStream) -> Tensor {
    .uniform(shape, -limit, limit, using: &random)
}

/// Normal draws, repeated while beyond two deviations, then widened so that the deviation is the wanted one.
private func truncatedNormal(_ shape: [Int], _ deviation: Float, _ random: inout RandomStream) -> Tensor {
    // The deviation of a standard normal distribution that is cut off at ±2.
    let scale = deviation / 0.879_625_66
    return Tensor(
        (0..<shape.product).map { _ in
            var value = random.nextNormal()
            while abs(value) > 2 { value = random.nextNormal() }
            return value * scale
        }, shape: shape)
}
