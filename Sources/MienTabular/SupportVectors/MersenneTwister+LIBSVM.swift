import Mien

extension MersenneTwister {
    /// The first seed that scikit-learn draws from a `random_state` to hand on: `randint(2³¹ − 1)`.
    static func firstSeed(_ seed: UInt32) -> UInt32 {
        var random = MersenneTwister(seed: seed)
        return UInt32(random.nextInt(below: Int(Int32.max)))
    }

    /// A number in `0 ..< bound` as scikit-learn's LIBSVM draws it: by a product instead of bits (Lemire 2019).
    mutating func nextBounded(by bound: UInt32) -> UInt32 {
        var product = UInt64(nextWord()) * UInt64(bound)
        let limit = (0 &- bound) % bound
        while UInt32(truncatingIfNeeded: product) < limit { product = UInt64(nextWord()) * UInt64(bound) }
        return UInt32(product >> 32)
    }
}
