/// Reads decimal numbers as the nearest Double, halves to even: to the bit what `strtod` gives, several times faster.
///
/// Up to nineteen digits are one integer. It is multiplied or divided by a power of ten: where both are exact in a Double,
/// by one operation (Clinger 1990); up to 10^27 in 128 bits with an exact remainder, which then decides the rounding.
/// All else, which tables hardly hold, goes to the standard library.
public struct DecimalReader: @unchecked Sendable {
    public static let shared = DecimalReader()

    private static let greatestPower = 27

    /// `5^k`, shifted left until its highest bit is set.
    private let fives: UnsafePointer<UInt64>
    /// `⌊(2¹²⁸ − 1) / fives[k]⌋ − 2⁶⁴`.
    private let reciprocals: UnsafePointer<UInt64>
    /// `10^k` for `k` up to 22, the last one that a Double holds exactly.
    private let tens: UnsafePointer<Double>

    private init() {
        let count = Self.greatestPower + 1
        let fives = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
        let reciprocals = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
        let tens = UnsafeMutablePointer<Double>.allocate(capacity: 23)
        var power: UInt64 = 1
        for k in 0..<count {
            fives[k] = power << power.leadingZeroBitCount
            reciprocals[k] = UInt64(truncatingIfNeeded: UInt128.max / UInt128(fives[k]))
            power = power &* 5
        }
        tens[0] = 1
        for k in 1..<23 { tens[k] = tens[k - 1] * 10 }
        self.fives = UnsafePointer(fives)
        self.reciprocals = UnsafePointer(reciprocals)
        self.tens = UnsafePointer(tens)
    }

    /// The number that begins at `start`, and where it ends; nil where none begins.
    ///
    /// What follows the number has to end it, such as a separator, and eight bytes more must be readable.
    @inline(__always)
    public func read(_ start: UnsafePointer<UInt8>) -> (value: Double, end: UnsafePointer<UInt8>)? {
        var place = start
        let isNegative = place.pointee == UInt8(ascii: "-")
        if isNegative || place.pointee == UInt8(ascii: "+") { place += 1 }
        let first = place
        var digits: UInt64 = 0
        readDigits(&place, into: &digits)
        var count = place - first
        var exponent = 0
        if place.pointee == UInt8(ascii: ".") {
            place += 1
            let fraction = place
            readDigits(&place, into: &digits)
            exponent = fraction - place
            count -= exponent
        }
        if count == 0 { return nil }
        if place.pointee | 0x20 == UInt8(ascii: "e") {
            guard let power = readExponent(&place) else { return nil }
            exponent += power
        }
        let fits = count <= 19 || count - leadingZeros(first) <= 19
        guard fits, let size = size(digits, exponent) else { return (slowly(start, place), place) }
        return (isNegative ? -size : size, place)
    }

    /// Eight digits at a time while there are as many.
    @inline(__always)
    private func readDigits(_ place: inout UnsafePointer<UInt8>, into digits: inout UInt64) {
        while true {
            let word = UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
            let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
            let areDigits =
                word & high == 0x3030_3030_3030_3030
                && (word &+ 0x0606_0606_0606_0606) & high == 0x3030_3030_3030_3030
            if !areDigits { break }
            // Neighbours are joined: eight digits to four pairs, to two fours, to one number.
            let ones = word & 0x0F0F_0F0F_0F0F_0F0F
            let pairs = (ones &* 2561) >> 8 & 0x00FF_00FF_00FF_00FF
            let fours = (pairs &* 6_553_601) >> 16 & 0x0000_FFFF_0000_FFFF
            digits = digits &* 100_000_000 &+ (fours &* 42_949_672_960_001) >> 32
            place += 8
        }
        while true {
            let digit = place.pointee &- UInt8(ascii: "0")
            if digit > 9 { return }
            digits = digits &* 10 &+ UInt64(digit)
            place += 1
        }
    }

    /// The exponent behind an `e`; nil where there is none. A huge one is cut to what is surely too large or too small.
    private func readExponent(_ place: inout UnsafePointer<UInt8>) -> Int? {
        place += 1
        let isNegative = place.pointee == UInt8(ascii: "-")
        if isNegative || place.pointee == UInt8(ascii: "+") { place += 1 }
        let first = place
        var power = 0
        while place.pointee &- UInt8(ascii: "0") <= 9 {
            power = min(power &* 10 &+ Int(place.pointee &- UInt8(ascii: "0")), 1 << 40)
            place += 1
        }
        return place == first ? nil : isNegative ? -power : power
    }

    /// How many zeros stand before the first digit that counts.
    private func leadingZeros(_ first: UnsafePointer<UInt8>) -> Int {
        var (place, zeros) = (first, 0)
        while place.pointee == UInt8(ascii: "0") || place.pointee == UInt8(ascii: ".") {
            zeros += place.pointee == UInt8(ascii: "0") ? 1 : 0
            place += 1
        }
        return zeros
    }

    /// `digits · 10^exponent`; nil where it takes more than 128 bits.
    @inline(__always)
    private func size(_ digits: UInt64, _ exponent: Int) -> Double? {
        if digits < 1 << 53 && exponent.magnitude <= 22 {
            let number = Double(Int64(bitPattern: digits))
            return exponent < 0 ? number / tens[-exponent] : number * tens[exponent]
        }
        guard digits != 0, exponent.magnitude <= Self.greatestPower else { return digits == 0 ? 0 : nil }
        let power = Int(exponent.magnitude)
        let shift = digits.leadingZeroBitCount
        let significand = digits << shift
        // ⌊k · log₂ 5⌋ + 1 bits are in 5^k.
        let fiveShift = 63 - (power &* 152_170) >> 16
        if exponent < 0 {
            let (quotient, isExact) = divided(significand, by: power)
            return scaled(quotient, isExact: isExact, by: fiveShift - shift - 63 - power)
        }
        let product = significand.multipliedFullWidth(by: fives[power])
        return scaled(product.high, isExact: product.low == 0, by: 64 - shift - fiveShift + power)
    }

    /// `significand · 2⁶³ / fives[power]`: Möller and Granlund, "Improved division by invariant integers" (2011).
    @inline(__always)
    private func divided(_ significand: UInt64, by power: Int) -> (quotient: UInt64, isExact: Bool) {
        let divisor = fives[power]
        let (high, low) = (significand >> 1, significand << 63)
        let estimate = high.multipliedFullWidth(by: reciprocals[power])
        let (fraction, carry) = estimate.low.addingReportingOverflow(low)
        var quotient = estimate.high &+ high &+ (carry ? 1 : 0) &+ 1
        var remainder = low &- quotient &* divisor
        if remainder > fraction {
            quotient = quotient &- 1
            remainder = remainder &+ divisor
        }
        if remainder >= divisor {
            quotient = quotient &+ 1
            remainder = remainder &- divisor
        }
        return (quotient, remainder == 0)
    }

    /// `number · 2^exponent`, rounded once: a last bit that is set stands for all that was cut off, ten bits below those
    /// that stay.
    @inline(__always)
    private func scaled(_ number: UInt64, isExact: Bool, by exponent: Int) -> Double {
        Double(isExact ? number : number | 1) * Double(bitPattern: UInt64(exponent + 1023) << 52)
    }

    @inline(never)
    private func slowly(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double {
        Double(String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)) ?? .nan
    }
}
