import MienKernels

/// Philox 4×32 with ten rounds; see ``PhiloxConstants``.
///
/// A counter-based generator: block `n` of a stream is a function of the key and `n` alone, so that any part of a stream
/// can be computed by any thread.
package struct Philox: Sendable, Equatable {
    package var key: UInt64

    package init(key: UInt64) { self.key = key }

    /// Four random words for a counter of 128 bits.
    package func block(_ low: UInt64, _ high: UInt64 = 0) -> SIMD4<UInt32> {
        var x = SIMD4(
            UInt32(truncatingIfNeeded: low), UInt32(truncatingIfNeeded: low >> 32),
            UInt32(truncatingIfNeeded: high), UInt32(truncatingIfNeeded: high >> 32))
        var (k0, k1) = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
        let (factors, steps) = (PhiloxConstants.factors, PhiloxConstants.steps)
        for _ in 0..<PhiloxConstants.rounds {
            let a = UInt64(x[0]) &* UInt64(factors.0)
            let b = UInt64(x[2]) &* UInt64(factors.1)
            x = SIMD4(
                UInt32(truncatingIfNeeded: b >> 32) ^ x[1] ^ k0, UInt32(truncatingIfNeeded: b),
                UInt32(truncatingIfNeeded: a >> 32) ^ x[3] ^ k1, UInt32(truncatingIfNeeded: a))
            k0 &+= steps.0
            k1 &+= steps.1
        }
        return x
    }
}
