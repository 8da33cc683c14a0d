/// Philox 4×32 with ten rounds (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; 2011): its factors,
/// and what is added to the key after each round.
package enum PhiloxConstants {
    @inlinable @inline(__always) package static var factors: (UInt32, UInt32) { (0xD251_1F53, 0xCD9E_8D57) }
    @inlinable @inline(__always) package static var steps: (UInt32, UInt32) { (0x9E37_79B9, 0xBB67_AE85) }
    @inlinable @inline(__always) package static var rounds: Int { 10 }
}

package protocol RandomKernels {
    /// Zeros with probability `rate`, `1 / (1 − rate)` otherwise: element `i` is decided by word `i mod 4` of Philox's block
    /// `(i / 4, call)`.
    ///
    /// - Parameters:
    ///   - elements: from a multiple of four on.
    ///   - mask: the first of all elements.
    func dropoutMask(
        key: UInt64, call: UInt64, elements: Range<Int>, rate: Float, into mask: UnsafeMutablePointer<Float>
    )
}
