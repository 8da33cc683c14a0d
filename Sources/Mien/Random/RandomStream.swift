#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A stream of random numbers that is a function of a seed, a purpose and labels, and of nothing else.
///
/// ```swift
/// var random = RandomStream(seed: 7, purpose: .augmentation, epoch, index)
/// random.nextUniform()
/// ```
///
/// Streams with different labels are independent. There is no global generator: what one part of a program draws never
/// changes what another part gets. The generator is Philox 4×32-10.
public struct RandomStream: RandomNumberGenerator, Sendable, Equatable {
    /// What the numbers are for; different purposes never share numbers.
    public enum Purpose: UInt64, Sendable {
        /// The first values of parameters.
        case initialization = 1
        /// The order of examples; labelled with the epoch.
        case shuffle
        /// Dropout masks; labelled with the call.
        case dropout
        /// Random changes of examples; labelled with epoch and index.
        case augmentation
        /// Division of a data set into parts.
        case split
        /// Made data; labelled with the index.
        case synthesis
        /// Anything else.
        case other
    }

    private let generator: Philox
    private var counter: UInt64 = 0
    private var words = SIMD4<UInt32>()
    private var used = 4

    /// - Parameters:
    ///   - seed: the seed of the whole program or run.
    ///   - purpose: what the numbers are for.
    ///   - labels: such as epoch and index.
    public init(seed: UInt64, purpose: Purpose = .other, _ labels: UInt64...) {
        var key = mixed(seed) ^ mixed(purpose.rawValue &+ 0x9E37_79B9_7F4A_7C15)
        for label in labels { key = mixed(key &+ 0x9E37_79B9_7F4A_7C15) ^ mixed(label) }
        generator = Philox(key: mixed(key))
    }

    private mutating func nextWord() -> UInt32 {
        if used == 4 {
            words = generator.block(counter)
            counter &+= 1
            used = 0
        }
        defer { used += 1 }
        return words[used]
    }

    /// 64 random bits.
    public mutating func next() -> UInt64 { UInt64(nextWord()) << 32 | UInt64(nextWord()) }

    /// A number in `0 ..< 1`, one of 2²⁴.
    public mutating func nextUniform() -> Float { uniform(nextWord()) }

    /// A draw from the normal distribution with mean 0 and deviation 1 (Box–Muller).
    public mutating func nextNormal() -> Float {
        let radius = (-2 * logf(1 - nextUniform())).squareRoot()
        return radius * cosf(2 * .pi * nextUniform())
    }

    /// A number in `0 ..< bound`, all equally likely.
    public mutating func nextInt(below bound: Int) -> Int {
        require(bound > 0, "nextInt(below:): the bound must be above zero, found \(bound)")
        return Int.random(in: 0..<bound, using: &self)
    }

    /// The numbers `0 ..< count` in random order.
    public mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        order.shuffle(using: &self)
        return order
    }
}

/// A number in `0 ..< 1` from the upper 24 bits of a random word: all that a Float can tell apart.
@inline(__always)
package func uniform(_ word: UInt32) -> Float { Float(word >> 8) * 0x1p-24 }

/// SplitMix64's output function: every bit of the result depends on every bit of `x`.
private func mixed(_ x: UInt64) -> UInt64 {
    var z = x &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}
