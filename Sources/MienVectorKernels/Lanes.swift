// The widest vector that the instruction set computes with at once.
#if MIEN_AVX512
    typealias Lanes = SIMD16<Float>
#elseif MIEN_AVX2
    typealias Lanes = SIMD8<Float>
#else
    typealias Lanes = SIMD4<Float>
#endif

/// The number of floats in a vector.
@inline(__always) var lanes: Int { Lanes.scalarCount }

extension Lanes {
    /// `self + factor · other`, rounded once where the instruction set can do that.
    @inline(__always)
    func adding(_ other: Lanes, times factor: Float) -> Lanes { adding(other, times: Lanes(repeating: factor)) }

    /// `self + factor · other`, rounded once where the instruction set can do that. Elsewhere the fused operation would be a
    /// call of the C library for each lane.
    @inline(__always)
    func adding(_ other: Lanes, times factor: Lanes) -> Lanes {
        #if MIEN_AVX512 || MIEN_AVX2 || arch(arm64)
            addingProduct(other, factor)
        #else
            self + other * factor
        #endif
    }

    /// The sum of the lanes, by halves. The standard library's is a function of its own where it is used more than once, and
    /// one for the whole program.
    @inline(__always)
    var total: Float {
        #if MIEN_AVX512
            let eight = lowHalf + highHalf
            let four = eight.lowHalf + eight.highHalf
        #elseif MIEN_AVX2
            let four = lowHalf + highHalf
        #else
            let four = self
        #endif
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
    }
}

/// Neighbouring floats, at any alignment.
@inline(__always)
func load(_ source: UnsafePointer<Float>) -> Lanes { UnsafeRawPointer(source).loadUnaligned(as: Lanes.self) }

/// Neighbouring floats, at any alignment.
@inline(__always)
func load(_ source: UnsafeMutablePointer<Float>) -> Lanes { load(UnsafePointer(source)) }

/// Writes neighbouring floats, at any alignment.
@inline(__always)
func store(_ values: Lanes, _ target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: values, as: Lanes.self)
}

/// Writes a square of as many rows as a vector has lanes turned over: its columns become rows.
///
/// - Parameters:
///   - stride: from row to row of the source.
///   - targetStride: from row to row of the target.
@inline(__always)
func transposeSquare(
    _ source: UnsafePointer<Float>, _ stride: Int, into target: UnsafeMutablePointer<Float>, _ targetStride: Int
) {
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 2 * lanes) { rows in
        guard var from = rows.baseAddress else { return }
        var to = from + lanes
        for row in 0..<lanes { from[row] = load(source + row * stride) }
        // Sorting pairs of rows into their even and their odd columns makes a column's lowest bit a row's highest, and a
        // row's lowest a column's highest: after as many times as the numbers have bits, both have changed places.
        var size = lanes
        while size > 1 {
            for row in 0..<lanes / 2 {
                let (upper, lower) = (from[2 * row], from[2 * row + 1])
                to[row] = Lanes(lowHalf: upper.evenHalf, highHalf: lower.evenHalf)
                to[row + lanes / 2] = Lanes(lowHalf: upper.oddHalf, highHalf: lower.oddHalf)
            }
            (from, to, size) = (to, from, size / 2)
        }
        for row in 0..<lanes { store(from[row], target + row * targetStride) }
    }
}
