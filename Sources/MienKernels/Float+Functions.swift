// Exponential, logarithm and hyperbolic tangent without a branch or a call, so that a loop over them becomes vectors: the C
// library computes one number in the time of a vector of eight. The polynomials are those of Moshier's Cephes library (`expf`,
// `logf`, `tanhf`); all are right to within two units in the last place.

extension Float {
    @inlinable @inline(__always)
    public static func exp(_ x: Float) -> Float {
        // x = n · log 2 + r, with |r| ≤ log(2) / 2: eˣ = 2ⁿ · eʳ. Adding 1.5 · 2²³ rounds, and leaves n in the last bits.
        let held = x > 88.722_84 ? 88.722_84 : x < -87.336_54 ? -87.336_54 : x
        let shifted = held * 1.442_695 + 12_582_912
        let rounded = shifted - 12_582_912
        // log 2 in two parts: the first has so few bits that its products are exact.
        let rest = (held - rounded * 0.693_359_4) + rounded * 2.121_944_4e-4
        var series: Float = 1.987_569_15e-4
        series = series * rest + 1.398_199_9e-3
        series = series * rest + 8.333_452e-3
        series = series * rest + 4.166_579_6e-2
        series = series * rest + 1.666_666_5e-1
        series = series * rest + 0.5
        let value = series * rest * rest + rest + 1
        // 2ⁿ in two steps: 2¹²⁸ is no number, but the greatest results have n = 128.
        let exponent = Int32(bitPattern: shifted.bitPattern &- 0x4B40_0000)
        let half = exponent &>> 1
        let result =
            value * Float(bitPattern: UInt32(bitPattern: (half &+ 127) &<< 23))
            * Float(bitPattern: UInt32(bitPattern: (exponent &- half &+ 127) &<< 23))
        return x > 88.722_84 ? .infinity : x < -87.336_54 ? 0 : result
    }

    /// The logarithm of a positive number that is not denormal. Infinity and NaN stay what they are.
    @inlinable @inline(__always)
    public static func normalLogarithm(_ x: Float) -> Float {
        // x = 2ⁿ · m, with m between √½ and √2: log x = n · log 2 + log m. Less √½ as an integer, the bits begin with n.
        let exponent = Int32(bitPattern: x.bitPattern &- 0x3F35_04F3) &>> 23
        let rest = Float(bitPattern: x.bitPattern &- UInt32(bitPattern: exponent &<< 23)) - 1
        var series: Float = 7.037_683_6e-2
        series = series * rest - 1.151_461_03e-1
        series = series * rest + 1.167_699_87e-1
        series = series * rest - 1.242_014_08e-1
        series = series * rest + 1.424_932_28e-1
        series = series * rest - 1.666_805_77e-1
        series = series * rest + 2.000_071_48e-1
        series = series * rest - 2.499_999_4e-1
        series = series * rest + 3.333_333_12e-1
        let (square, power) = (rest * rest, Float(exponent))
        // log 2 in two parts, as above.
        let value = (series * rest * square - power * 2.121_944_4e-4 - 0.5 * square) + rest + power * 0.693_359_4
        return x < .infinity ? value : x
    }

    @inlinable @inline(__always)
    public static func tanh(_ x: Float) -> Float {
        let magnitude = x.magnitude
        let square = x * x
        var series: Float = -5.704_988_7e-3
        series = series * square + 2.063_908_9e-2
        series = series * square - 5.373_971_5e-2
        series = series * square + 1.333_144_2e-1
        series = series * square - 3.333_328e-1
        let near = series * square * x + x
        let far = 1 - 2 / (exp(2 * magnitude) + 1)
        return magnitude < 0.625 ? near : x < 0 ? -far : far
    }
}
