import MienTraining

extension Double {
    /// The shortest text that gives the number back, whole numbers without a point; nothing for NaN.
    var cell: String {
        if isNaN { return "" }
        // By its bits: on Mien's threads numbers nearest to zero are equal to it.
        if bitPattern == 0 { return "0" }
        let isWhole = magnitude >= 1 && magnitude < 0x1p53 && self == rounded()
        return isWhole ? String(Int(self)) : description
    }

    /// `d.dddddde±dd`, for readers; finite numbers.
    func scientific(_ decimals: Int) -> String {
        // The shortest form has the exponent right where a logarithm may be off by one.
        let parts = magnitude.description.split(separator: "e")
        var power = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        var digits = Double(parts[0]) ?? 0
        while digits >= 10 { (digits, power) = (digits / 10, power + 1) }
        while digits < 1 && digits > 0 { (digits, power) = (digits * 10, power - 1) }
        var mantissa = digits.fixed(decimals)
        if mantissa.hasPrefix("10") { (mantissa, power) = (1.0.fixed(decimals), power + 1) }
        let exponent = String(power.magnitude)
        return (sign == .minus ? "-" : "") + mantissa + (power < 0 ? "e-" : "e+")
            + (exponent.count < 2 ? "0" : "") + exponent
    }
}
