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
