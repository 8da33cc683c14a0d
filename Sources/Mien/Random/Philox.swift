/// Philox 4×32 with ten rounds (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; 2011).
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
        for _ in 0..<10 {
            let a = UInt64(x[0]) &* 0xD251_1F53
            let b = UInt64(x[2]) &* 0xCD9E_8D57
            x = SIMD4(
                UInt32(truncatingIfNeeded: b >> 32) ^ x[1] ^ k0, UInt32(truncatingIfNeeded: b),
                UInt32(truncatingIfNeeded: a >> 32) ^ x[3] ^ k1, UInt32(truncatingIfNeeded: a))
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return x
    }
}
