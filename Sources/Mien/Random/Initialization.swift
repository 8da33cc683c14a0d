import MienKernels
import Synchronization

/// Where layers draw the first values of their parameters.
///
/// Each parameter takes the next stream, in the order in which layers are made. ``withSeed(_:_:)`` starts anew.
package final class InitializationStreams: Sendable {
    @TaskLocal package static var current = InitializationStreams(seed: 0)
    /// Whether parameters need first values: not those that are loaded before anyone reads them.
    @TaskLocal static var areDrawn = true

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

/// Makes a model that takes all its weights from `tensors`, such as those of a file.
///
/// ```swift
/// let file = try Safetensors(contentsOf: "model.safetensors")
/// let model = try withWeights(file.tensors) { EmotionCNN() }
/// ```
///
/// First values are not drawn, which takes longer for a large model than reading the file.
///
/// - Parameter source: what messages call the tensors.
/// - Throws: what ``Module/load(_:includingState:from:)`` throws.
public func withWeights<Model: Module>(
    _ tensors: [String: Tensor], from source: String = "the given tensors", _ make: () -> Model
) throws(SerializationError) -> Model {
    let model = InitializationStreams.$areDrawn.withValue(false) { make() }
    try model.load(tensors, from: source)
    return model
}

/// How the first values of a parameter are drawn.
///
/// `inputs` and `outputs` are the numbers of weights that a value is computed from and goes into: those of the shape
/// `[outputs, inputs, window…]`, times the places of the window. Normal draws are cut off at two deviations, as Keras's.
public enum Initializer: Sendable, Equatable {
    /// All zero.
    case zeros
    /// All one.
    case ones
    /// All of one value.
    case constant(Float)
    /// Normal with mean zero; draws beyond two deviations are repeated, which makes the spread 0.88 of `deviation`. As
    /// Keras's `TruncatedNormal`, whose deviation is 0.05.
    case truncatedNormal(deviation: Float)
    /// Uniform in ±√(6 / (inputs + outputs)) (Glorot & Bengio 2010); Keras's default.
    case glorotUniform
    /// Normal with deviation √(2 / (inputs + outputs)).
    case glorotNormal
    /// Uniform in ±√(6 / inputs) (He et al. 2015).
    case heUniform
    /// Normal with deviation √(2 / inputs).
    case heNormal
    /// Uniform in ±√(3 / inputs) (LeCun et al. 1998).
    case leCunUniform
    /// Normal with deviation √(1 / inputs).
    case leCunNormal
    /// A random rotation times `gain`: as a matrix `[outputs, inputs · window]` the rows, or the columns where there are
    /// fewer, are orthogonal and as long as `gain` (Saxe et al. 2014). Keras's default for recurrent weights.
    case orthogonal(gain: Float = 1)

    /// The values for a parameter of `shape` `[outputs, inputs, window…]`.
    func values(_ shape: [Int], using random: inout RandomStream) -> Tensor {
        let window = shape.dropFirst(2).product
        let outputs = Float((shape.first ?? 1) * window)
        let inputs = Float((shape.dropFirst().first ?? 1) * window)
        return switch self {
        case .zeros: .zeros(shape)
        case .ones: .ones(shape)
        case .constant(let value): .full(shape, value)
        case .truncatedNormal(let deviation): deviation * cutNormal(shape, &random)
        case .glorotUniform: symmetric(shape, (6 / (inputs + outputs)).squareRoot(), &random)
        case .glorotNormal: scaledNormal(shape, 2 / (inputs + outputs), &random)
        case .heUniform: symmetric(shape, (6 / inputs).squareRoot(), &random)
        case .heNormal: scaledNormal(shape, 2 / inputs, &random)
        case .leCunUniform: symmetric(shape, (3 / inputs).squareRoot(), &random)
        case .leCunNormal: scaledNormal(shape, 1 / inputs, &random)
        case .orthogonal(let gain): gain * rotation(shape, &random)
        }
    }
}

private func symmetric(_ shape: [Int], _ limit: Float, _ random: inout RandomStream) -> Tensor {
    .uniform(shape, -limit, limit, using: &random)
}

/// Standard normal draws, repeated while beyond two deviations.
private func cutNormal(_ shape: [Int], _ random: inout RandomStream) -> Tensor {
    Tensor(
        (0..<shape.product).map { _ in
            var value = random.nextNormal()
            while abs(value) > 2 { value = random.nextNormal() }
            return value
        }, shape: shape)
}

/// Truncated normal draws, widened so that their variance is the wanted one.
private func scaledNormal(_ shape: [Int], _ variance: Float, _ random: inout RandomStream) -> Tensor {
    // The deviation of a standard normal distribution that is cut off at ±2.
    cutNormal(shape, &random) * (variance.squareRoot() / 0.879_625_66)
}

/// Normal draws made orthonormal: all rotations are equally likely.
private func rotation(_ shape: [Int], _ random: inout RandomStream) -> Tensor {
    let (rows, columns) = (shape.first ?? 1, shape.dropFirst().product)
    let isTall = rows > columns
    let matrix = Tensor.normal([min(rows, columns), max(rows, columns)], using: &random).cast(to: .float64)
    matrix.withMutablePointer(Double.self) {
        orthonormalizeRows($0, rows: min(rows, columns), columns: max(rows, columns))
    }
    return (isTall ? matrix.transposed() : matrix).reshaped(shape).cast(to: .float32)
}
