import Mien
import MienKernels

/// The level that is zero decibels.
public enum DecibelReference: Sendable, Hashable {
    case level(Float)
    /// The greatest value there is, so that all others are negative; librosa's `ref=np.max`.
    case maximum
}

/// Powers in decibels, `10 · log₁₀(power / reference)`; librosa's `power_to_db`.
///
/// - Parameters:
///   - minimum: what smaller powers and the reference are raised to, so that silence has a level; librosa's `amin`.
///   - topDecibels: what lies farther below the greatest level is raised to that; nil for no such floor.
public func decibels(
    powers: Tensor, reference: DecibelReference = .level(1), minimum: Float = 1e-10, topDecibels: Float? = 80
) -> Tensor {
    require(
        minimum > 0 && topDecibels ?? 0 >= 0,
        "decibels: minimum \(minimum), topDecibels \(topDecibels ?? 0); one is positive, the other not negative")
    if powers.isEmpty { return powers }
    let source = powers.cast(to: .float32).contiguous
    // The logarithm knows no denormal numbers.
    let minimum = max(minimum, .leastNormalMagnitude)
    // Along the columns first: there the maximum is found by vectors.
    let greatest = (source.rank > 1 ? source.max(axes: 0) : source).max().item
    func level(_ power: Float) -> Float { 4.342_944_8 * Float.normalLogarithm(max(minimum, power)) }
    let zero =
        switch reference {
        case .level(let power): level(power.magnitude)
        case .maximum: level(greatest)
        }
    let floor = topDecibels.map { level(greatest) - zero - $0 } ?? -.infinity
    let result = Tensor(uninitialized: source.shape, .float32)
    Tensor.withPointers(Float.self, source, into: result) { source, result in
        parallelBlocks(powers.count, of: levelsPerBlock) { block in
            kernels.decibels(
                source + block.lowerBound, minimum: minimum, zero: zero, floor: floor,
                into: result + block.lowerBound, count: block.count)
        }
    }
    return result
}

/// Amplitudes in decibels, `20 · log₁₀(amplitude / reference)`; librosa's `amplitude_to_db`.
///
/// - Parameters:
///   - minimum: what smaller amplitudes and the reference are raised to, so that silence has a level; librosa's `amin`.
///   - topDecibels: what lies farther below the greatest level is raised to that; nil for no such floor.
public func decibels(
    amplitudes: Tensor, reference: DecibelReference = .level(1), minimum: Float = 1e-5, topDecibels: Float? = 80
) -> Tensor {
    let reference =
        switch reference {
        case .level(let level): DecibelReference.level(level * level)
        case .maximum: DecibelReference.maximum
        }
    return decibels(
        powers: amplitudes.squared(), reference: reference, minimum: minimum * minimum, topDecibels: topDecibels)
}

/// Some ten microseconds of logarithms.
private let levelsPerBlock = 8192
