extension Double {
    /// The shortest text that gives the number back, as Python's `repr`: a NaN has no sign.
    package var plain: String { isNaN ? "nan" : description }

    /// The number with a fixed count of decimals, rounded as C's `printf` and Python's `format` do: by the exact binary
    /// value, halves to even; `nan`, `inf` and `-inf` as Python writes them.
    ///
    /// Reports are compared with scikit-learn's letter by letter, and Foundation's formatting is not worth its weight
    /// at the start of a program.
    ///
    /// - Parameter decimals: 0 … 20. Beyond 10¹⁸ in size the shortest form of the number is given instead.
    package func fixed(_ decimals: Int) -> String {
        guard isFinite, magnitude < 1e18 else { return plain }
        let (scaled, sign) = (scaledAndRounded(decimals), self.sign == .minus ? "-" : "")
        if decimals == 0 { return sign + String(scaled) }
        let digits = String(scaled)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// `|self| · 10^decimals`, rounded to an integer, halves to even.
    private func scaledAndRounded(_ decimals: Int) -> UInt128 {
        // |self| = significand · 2^shift, exactly; 53 bits by at most 67 stay within 128.
        guard magnitude > 0 else { return 0 }
        let shift = Int(exponent) - 52
        let significand = UInt128((magnitude.significand * 0x1p52))
        let power = (0..<decimals).reduce(UInt128(1)) { product, _ in product * 10 }
        if shift >= 0 { return (significand << shift) * power }
        let product = significand * power
        let quotient = product >> -shift
        let remainder = product - (quotient << -shift)
        let half = -shift > 128 ? UInt128.max : UInt128(1) << (-shift - 1)
        let roundsUp = remainder > half || (remainder == half && quotient & 1 == 1)
        return roundsUp ? quotient + 1 : quotient
    }
}

extension String {
    /// The text behind as many spaces as make it `width` characters (Unicode scalars, as Python counts them).
    package func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - unicodeScalars.count)) + self
    }
}
