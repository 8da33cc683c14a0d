#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers as readers see them: the same in every locale, and short.
package enum NumberText {
    /// `value` with `digits` digits after the point; numbers too large for that as ``scientific(_:digits:)``.
    package static func fixed(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return special(value) }
        let digits = min(max(digits, 0), 15)
        let scaled = (value.magnitude * powerOfTen(digits)).rounded()
        guard scaled < 1e18 else { return scientific(value, digits: 3) }
        let text = String(Int(scaled))
        let sign = value < 0 && scaled > 0 ? "−" : ""
        guard digits > 0 else { return sign + text }
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
    }

    /// `value` as `1.5e−5`, with `digits` digits after the point at most.
    package static func scientific(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return special(value) }
        // Below, powers of ten lose their precision, and no chart has a use for such numbers.
        guard value.magnitude >= 1e-300 else { return "0" }
        var exponent = decimalExponent(value)
        var mantissa = fixed(value / powerOfTen(exponent), digits: digits)
        if mantissa.hasPrefix("10") || mantissa.hasPrefix("−10") {
            exponent += 1
            mantissa = fixed(value / powerOfTen(exponent), digits: digits)
        }
        return trimmed(mantissa) + "e" + (exponent < 0 ? "−" : "") + String(exponent.magnitude)
    }

    /// `value` with four significant digits: `0.6622`, `12.5`, `1.5e−5`.
    package static func short(_ value: Double) -> String {
        guard value.isFinite else { return special(value) }
        guard value != 0 else { return "0" }
        let exponent = decimalExponent(value)
        guard (-4..<6).contains(exponent) else { return scientific(value, digits: 2) }
        return trimmed(fixed(value, digits: max(0, 3 - exponent)))
    }

    /// `share` of one as `66.2%`.
    package static func percent(_ share: Double, digits: Int = 1) -> String {
        guard share.isFinite else { return special(share) }
        return fixed(min(max(share, -1e300), 1e300) * 100, digits: digits) + "%"
    }

    /// `count` with its thousands set apart: `28,709`.
    package static func grouped(_ count: Int) -> String {
        let digits = Array(String(count.magnitude))
        var result = count < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
            result.append(digit)
        }
        return result
    }

    /// `count` in at most five characters where it is below 10¹⁵: `99999`, `123k`, `4.6M`.
    package static func compact(_ count: Int) -> String {
        guard count >= 100_000 else { return String(count) }
        for (unit, suffix) in [(1e3, "k"), (1e6, "M"), (1e9, "G"), (1e12, "T")] {
            let scaled = Double(count) / unit
            if scaled < 9.95 { return trimmed(fixed(scaled, digits: 1)) + suffix }
            if scaled < 999.5 { return fixed(scaled, digits: 0) + suffix }
        }
        return scientific(Double(count), digits: 1)
    }

    /// How a value that is no number is shown.
    private static func special(_ value: Double) -> String {
        value.isNaN ? "–" : value < 0 ? "−∞" : "∞"
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        let significant = text.reversed().drop { $0 == "0" }
        return String((significant.first == "." ? significant.dropFirst() : significant).reversed())
    }
}

/// `10^exponent`.
func powerOfTen(_ exponent: Int) -> Double {
    pow(10, Double(exponent))
}

/// The exponent of the decimal notation of `value`: 3 for 1,234; `value` is finite and not zero.
func decimalExponent(_ value: Double) -> Int {
    Int(log10(value.magnitude).rounded(.down))
}

/// A length of a drawing: two decimals at most, without trailing zeros.
///
/// Drawings are laid out from bounded, finite numbers; the clamp makes a mistake there ugly, not fatal.
func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    switch rest {
    case 0: return "\(sign)\(whole)"
    case let rest where rest.isMultiple(of: 10): return "\(sign)\(whole).\(rest / 10)"
    default: return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
