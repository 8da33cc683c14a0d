import Mien

/// What ``delta(_:width:order:edge:)`` takes for frames before the first and after the last; named as SciPy's modes of
/// `savgol_filter`.
public enum DeltaEdge: String, Sendable, Hashable, Codable, CaseIterable {
    /// None: the polynomials through the first and the last `width` frames go on to the edges.
    case interp
    /// The first and the last frame.
    case nearest
    /// Mirrored about the first and the last frame, which are not repeated.
    case mirror
    /// Zeros.
    case constant
    /// From the other end.
    case wrap

    fileprivate var padding: SignalPadding {
        switch self {
        case .interp, .nearest: .edge
        case .mirror: .reflect
        case .constant: .constant
        case .wrap: .wrap
        }
    }
}

/// The derivative of features in time: `[…, frames]`, as the features, in units a frame.
///
/// Around each frame a polynomial of degree `order` is fitted to `width` frames, and its derivative of that order is taken
/// (Savitzky & Golay 1964). librosa's `feature.delta` with the same defaults.
///
/// - Parameters:
///   - width: frames of a fit: odd, at least 3, more than `order`; with ``DeltaEdge/interp`` at most as many as there are.
///   - order: 1 for the first derivative (Δ), 2 for the second (ΔΔ).
public func delta(_ features: Tensor, width: Int = 9, order: Int = 1, edge: DeltaEdge = .interp) -> Tensor {
    require(width >= 3 && width % 2 == 1, "delta: width \(width); it is odd and at least 3")
    require(0 < order && order < width, "delta: order \(order), width \(width); the order is positive and the less")
    let frames = features.shape.last ?? 0
    require(
        edge != .interp || width <= frames,
        "delta: width \(width), but \(frames) frames; choose a smaller width, or another edge than interp")
    let weights = derivativeWeights(width: width, order: order)
    let source = features.cast(to: .float32).contiguous
    let result = Tensor(uninitialized: source.shape, .float32)
    Tensor.withPointers(Float.self, source, into: result) { source, result in
        parallelBlocks(features.isEmpty ? 0 : features.count / frames, of: rowsPerBlock) { rows in
            var row = PaddedRow(frames: frames, margin: width / 2, edge.padding)
            for start in rows.map({ $0 * frames }) {
                row.read(source + start)
                row.weigh(weights, into: result + start)
                if edge == .interp { holdEdges(result + start, frames, margin: width / 2) }
            }
        }
    }
    return result
}

private let rowsPerBlock = 16

/// A polynomial's derivative of its own degree is the same everywhere: the first and the last fit give it to the edges.
private func holdEdges(_ row: UnsafeMutablePointer<Float>, _ frames: Int, margin: Int) {
    for frame in 0..<margin {
        row[frame] = row[margin]
        row[frames - 1 - frame] = row[frames - 1 - margin]
    }
}

/// The weights of `width` neighbouring values in the derivative of degree `order` of the polynomial of that degree which fits
/// them best.
///
/// The polynomials of Gram, `Pₖ₊₁(x) = x · Pₖ(x) − βₖ · Pₖ₋₁(x)`, are orthogonal over the places −n … n and have leading
/// coefficient 1. The fit's leading coefficient is therefore its share of the last one, `⟨y, P⟩ / ⟨P, P⟩`, and the derivative
/// `order!` times that.
private func derivativeWeights(width: Int, order: Int) -> [Double] {
    let places = (0..<width).map { Double($0 - width / 2) }
    func square(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }
    var former = [Double](repeating: 0, count: width)
    var polynomial = [Double](repeating: 1, count: width)
    var ratio = 0.0
    for _ in 0..<order {
        let next = (0..<width).map { places[$0] * polynomial[$0] - ratio * former[$0] }
        ratio = square(next) / square(polynomial)
        (former, polynomial) = (polynomial, next)
    }
    let factorial = (1...order).reduce(1) { $0 * Double($1) }
    let scale = factorial / square(polynomial)
    return polynomial.map { $0 * scale }
}

/// A row of features with a margin on either side; in double precision, since derivatives are differences of what may be large.
private struct PaddedRow {
    private let frames: Int
    /// The frame that stands at each place; nil for zero.
    private let sources: [Int?]
    private var values: [Double]
    private var sums: [Double]

    init(frames: Int, margin: Int, _ padding: SignalPadding) {
        self.frames = frames
        sources = (-margin..<frames + margin).map { padding.source(of: $0, count: frames) }
        values = [Double](repeating: 0, count: sources.count)
        sums = [Double](repeating: 0, count: frames)
    }

    mutating func read(_ row: UnsafePointer<Float>) {
        for (place, source) in sources.enumerated() { values[place] = source.map { Double(row[$0]) } ?? 0 }
    }

    /// The weighted sum of the values around each frame.
    mutating func weigh(_ weights: [Double], into out: UnsafeMutablePointer<Float>) {
        for frame in 0..<frames { sums[frame] = 0 }
        for (offset, weight) in weights.enumerated() {
            for frame in 0..<frames { sums[frame] += weight * values[frame + offset] }
        }
        for frame in 0..<frames { out[frame] = Float(sums[frame]) }
    }
}
