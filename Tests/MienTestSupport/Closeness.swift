import Mien
import Testing

/// Where two tensors of one shape differ most.
public struct Difference: CustomStringConvertible {
    /// The place in row-major order.
    public let index: Int
    public let found: Double
    public let expected: Double
    /// Infinite where only one is NaN or infinite.
    public let absolute: Double
    /// The difference divided by the greatest magnitude that is expected anywhere.
    public let relative: Double

    public var description: String {
        "element \(index) is \(found), \(expected) is expected: off by \(absolute), \(relative) of the scale"
    }

    /// Nil for tensors without elements.
    ///
    /// - Parameter scale: the least scale. Give the size of what cancels where the expected values are sums near zero.
    public init?(_ found: Tensor, _ expected: Tensor, scale least: Double = 1e-6) {
        let pairs = Array(zip(found.doubleScalars, expected.doubleScalars))
        let scale = pairs.map { abs($0.1) }.filter(\.isFinite).max() ?? 0
        func distance(_ pair: (Double, Double)) -> Double {
            if pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN) { return 0 }
            let distance = abs(pair.0 - pair.1)
            return distance.isFinite ? distance : .infinity
        }
        guard let worst = pairs.indices.max(by: { distance(pairs[$0]) < distance(pairs[$1]) }) else { return nil }
        index = worst
        (self.found, self.expected) = pairs[worst]
        absolute = distance(pairs[worst])
        relative = absolute == 0 ? 0 : absolute / max(scale, least)
    }
}

/// Expects one shape, and all elements within `tolerance` times the greatest magnitude of `expected`.
public func expectClose(
    _ found: Tensor, _ expected: Tensor, within tolerance: Double, scale: Double = 1e-6, _ what: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard found.shape == expected.shape else {
        Issue.record("\(what): shape \(found.shape), expected \(expected.shape)", sourceLocation: sourceLocation)
        return
    }
    let difference = Difference(found, expected, scale: scale)
    Tally.count(difference, found.elementType)
    guard let difference, !(difference.relative <= tolerance) else { return }
    Issue.record("\(what) of shape \(found.shape): \(difference)", sourceLocation: sourceLocation)
}

/// Expects one shape, one element type and the same bits.
public func expectSameBits(
    _ found: Tensor, _ expected: Tensor, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
    guard found.shape == expected.shape, found.elementType == expected.elementType else {
        Issue.record(
            "\(what): \(found.elementType) \(found.shape), expected \(expected.elementType) \(expected.shape)",
            sourceLocation: sourceLocation)
        return
    }
    Tally.count(nil, found.elementType)
    let pairs = zip(bits(found), bits(expected))
    if let place = pairs.enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset {
        let (first, second) = (found.doubleScalars[place], expected.doubleScalars[place])
        Issue.record(
            "\(what) of shape \(found.shape): element \(place) is \(first), \(second) is expected, to the bit",
            sourceLocation: sourceLocation)
    }
}

/// Expects that gradients agree with those measured by differences.
///
/// - Parameter what: of which row, at which shapes, in which mode.
public func expectGradients(
    _ check: GradientCheck, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    Tally.count(check, what)
    if !check.passes() { Issue.record("\(what): \(check)", sourceLocation: sourceLocation) }
}

private func bits(_ tensor: Tensor) -> [UInt64] {
    switch tensor.elementType {
    case .float32: tensor.scalars.map { UInt64($0.bitPattern) }
    case .float64: tensor.doubleScalars.map(\.bitPattern)
    case .int32: tensor.int32Scalars.map { UInt64(UInt32(bitPattern: $0)) }
    }
}
