import Mien

/// How long a vector is.
public enum VectorNorm: String, Sendable, Hashable, Codable, CaseIterable {
    /// The sum of the magnitudes.
    case l1
    /// The root of the sum of the squares.
    case l2
    /// The greatest magnitude; librosa's `np.inf`.
    case maximum
}

extension Waveform {
    /// The sound made so loud that its norm is one, the peak by default; librosa's `util.normalize`.
    ///
    /// - Parameter threshold: sound whose norm is less stays as it is.
    public func normalized(
        _ norm: VectorNorm = .maximum, threshold: Float = .leastNormalMagnitude
    ) -> Waveform {
        Waveform(Tensor(samples).normalized(norm, threshold: threshold).scalars, sampleRate: sampleRate)
    }
}

extension Tensor {
    /// The vectors along `axis` divided by their norms; librosa's `util.normalize` with the same defaults.
    ///
    /// - Parameter threshold: vectors whose norm is less stay as they are.
    public func normalized(
        _ norm: VectorNorm = .maximum, axis: Int = 0, threshold: Float = .leastNormalMagnitude
    ) -> Tensor {
        let place = axis < 0 ? axis + rank : axis
        require(
            shape.indices.contains(place) && threshold > 0,
            "normalized: axis \(axis) of shape \(shape), threshold \(threshold); one exists, the other is positive")
        let source = cast(to: .float32).contiguous
        let result = Tensor(uninitialized: shape, .float32)
        let (length, inner) = (shape[place], shape[(place + 1)...].reduce(1, *))
        Tensor.withPointers(Float.self, source, into: result) { source, result in
            parallelBlocks(isEmpty ? 0 : count / (length * inner), of: 1) { outer in
                for start in outer.map({ $0 * length * inner }) {
                    normalize(
                        source + start, length: length, inner: inner, norm, threshold: Double(threshold),
                        into: result + start)
                }
            }
        }
        return result
    }
}

/// Divides each column of `[length, inner]` by its norm.
private func normalize(
    _ x: UnsafePointer<Float>, length: Int, inner: Int, _ norm: VectorNorm, threshold: Double,
    into out: UnsafeMutablePointer<Float>
) {
    func divisor(_ norm: Double) -> Float { norm < threshold ? 1 : Float(norm) }
    if inner == 1 {
        let divisor = divisor(norm.ofVector(x, length))
        for index in 0..<length { out[index] = x[index] / divisor }
    } else {
        let divisors = norm.ofColumns(x, length, inner).map(divisor)
        for start in stride(from: 0, to: length * inner, by: inner) {
            for index in 0..<inner { out[start + index] = x[start + index] / divisors[index] }
        }
    }
}

// Sums are in double precision, in which small numbers too have squares.
extension VectorNorm {
    fileprivate func ofVector(_ x: UnsafePointer<Float>, _ count: Int) -> Double {
        var sum = 0.0
        switch self {
        case .l1: for index in 0..<count { sum += Double(x[index].magnitude) }
        case .l2: for index in 0..<count { sum += Double(x[index]) * Double(x[index]) }
        case .maximum: return Double(greatestMagnitude(x, count))
        }
        return self == .l2 ? sum.squareRoot() : sum
    }

    fileprivate func ofColumns(_ x: UnsafePointer<Float>, _ rows: Int, _ columns: Int) -> [Double] {
        var norms = [Double](repeating: 0, count: columns)
        for row in stride(from: 0, to: rows * columns, by: columns) {
            let x = x + row
            switch self {
            case .l1: for column in 0..<columns { norms[column] += Double(x[column].magnitude) }
            case .l2: for column in 0..<columns { norms[column] += Double(x[column]) * Double(x[column]) }
            case .maximum: for column in 0..<columns { norms[column] = max(norms[column], Double(x[column].magnitude)) }
            }
        }
        return self == .l2 ? norms.map { $0.squareRoot() } : norms
    }
}

/// In as many lanes as make vectors of it.
private func greatestMagnitude(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    let lanes = SIMD16<Float>.scalarCount
    let (source, whole) = (UnsafeRawPointer(x), count / lanes * lanes)
    var (greatest, least) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
    for start in stride(from: 0, to: whole, by: lanes) {
        let values = source.loadUnaligned(fromByteOffset: start * 4, as: SIMD16<Float>.self)
        greatest.replace(with: values, where: values .> greatest)
        least.replace(with: values, where: values .< least)
    }
    var magnitude = max(greatest.max(), -least.min())
    for index in whole..<count { magnitude = max(magnitude, x[index].magnitude) }
    return magnitude
}
