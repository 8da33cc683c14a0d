#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An element of a tensor: what every kernel can add, compare and move.
///
/// Integers wrap around and never trap, as in every numerical library: hence the named operations instead of `+`.
public protocol Scalar: Comparable, Numeric, Sendable {
    /// The type in which long sums are kept: one that loses no digits by adding up millions, where there is one.
    associatedtype Wide: Scalar
    var wide: Wide { get }
    init(narrowing wide: Wide)
    static func sum(_ a: Self, _ b: Self) -> Self
    static func difference(_ a: Self, _ b: Self) -> Self
    static func product(_ a: Self, _ b: Self) -> Self
    static func quotient(_ a: Self, _ b: Self) -> Self
    static func power(_ a: Self, _ b: Self) -> Self
    /// The nearest value; for integers, towards zero and held within their range.
    static func converted(_ value: Double) -> Self
    var asDouble: Double { get }
    /// Below every other value.
    static var lowest: Self { get }
    /// Above every other value.
    static var highest: Self { get }
}

/// A floating-point element, with the functions of the mathematics library.
public protocol RealScalar: Scalar, BinaryFloatingPoint {
    static func exp(_ x: Self) -> Self
    static func log(_ x: Self) -> Self
    static func tanh(_ x: Self) -> Self
    static func sin(_ x: Self) -> Self
    static func cos(_ x: Self) -> Self
    static func erf(_ x: Self) -> Self
    /// `1 − erf(x)`, with all digits where that is small.
    static func erfc(_ x: Self) -> Self
    /// `eˣ − 1`, with all digits near zero.
    static func expm1(_ x: Self) -> Self
    /// `log(1 + x)`, with all digits near zero.
    static func log1p(_ x: Self) -> Self
}

extension Scalar where Self: FloatingPoint {
    @inlinable @inline(__always) public static func sum(_ a: Self, _ b: Self) -> Self { a + b }
    @inlinable @inline(__always) public static func difference(_ a: Self, _ b: Self) -> Self { a - b }
    @inlinable @inline(__always) public static func product(_ a: Self, _ b: Self) -> Self { a * b }
    @inlinable @inline(__always) public static func quotient(_ a: Self, _ b: Self) -> Self { a / b }
}

extension Float: RealScalar {
    @inlinable @inline(__always) public var wide: Double { Double(self) }
    @inlinable @inline(__always) public init(narrowing wide: Double) { self = Float(wide) }
    @inlinable @inline(__always) public static func power(_ a: Float, _ b: Float) -> Float { powf(a, b) }
    @inlinable @inline(__always) public static func converted(_ value: Double) -> Float { Float(value) }
    @inlinable @inline(__always) public var asDouble: Double { Double(self) }
    @inlinable @inline(__always) public static var lowest: Float { -.infinity }
    @inlinable @inline(__always) public static var highest: Float { .infinity }
    @inlinable @inline(__always) public static func log(_ x: Float) -> Float { logf(x) }
    @inlinable @inline(__always) public static func sin(_ x: Float) -> Float { sinf(x) }
    @inlinable @inline(__always) public static func cos(_ x: Float) -> Float { cosf(x) }
    @inlinable @inline(__always) public static func erf(_ x: Float) -> Float { erff(x) }
    @inlinable @inline(__always) public static func erfc(_ x: Float) -> Float { erfcf(x) }
    @inlinable @inline(__always) public static func expm1(_ x: Float) -> Float { expm1f(x) }
    @inlinable @inline(__always) public static func log1p(_ x: Float) -> Float { log1pf(x) }
}

extension Double: RealScalar {
    @inlinable @inline(__always) public var wide: Double { self }
    @inlinable @inline(__always) public init(narrowing wide: Double) { self = wide }
    @inlinable @inline(__always) public static func power(_ a: Double, _ b: Double) -> Double { _pow(a, b) }
    @inlinable @inline(__always) public static func converted(_ value: Double) -> Double { value }
    @inlinable @inline(__always) public var asDouble: Double { self }
    @inlinable @inline(__always) public static var lowest: Double { -.infinity }
    @inlinable @inline(__always) public static var highest: Double { .infinity }
    @inlinable @inline(__always) public static func exp(_ x: Double) -> Double { _exp(x) }
    @inlinable @inline(__always) public static func log(_ x: Double) -> Double { _log(x) }
    @inlinable @inline(__always) public static func tanh(_ x: Double) -> Double { _tanh(x) }
    @inlinable @inline(__always) public static func sin(_ x: Double) -> Double { _sin(x) }
    @inlinable @inline(__always) public static func cos(_ x: Double) -> Double { _cos(x) }
    @inlinable @inline(__always) public static func erf(_ x: Double) -> Double { _erf(x) }
    @inlinable @inline(__always) public static func erfc(_ x: Double) -> Double { _erfc(x) }
    @inlinable @inline(__always) public static func expm1(_ x: Double) -> Double { _expm1(x) }
    @inlinable @inline(__always) public static func log1p(_ x: Double) -> Double { _log1p(x) }
}

// Inside `Double` the C functions are hidden by the static ones of the same name.
@usableFromInline func _pow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
@usableFromInline func _exp(_ x: Double) -> Double { exp(x) }
@usableFromInline func _log(_ x: Double) -> Double { log(x) }
@usableFromInline func _tanh(_ x: Double) -> Double { tanh(x) }
@usableFromInline func _sin(_ x: Double) -> Double { sin(x) }
@usableFromInline func _cos(_ x: Double) -> Double { cos(x) }
@usableFromInline func _erf(_ x: Double) -> Double { erf(x) }
@usableFromInline func _erfc(_ x: Double) -> Double { erfc(x) }
@usableFromInline func _expm1(_ x: Double) -> Double { expm1(x) }
@usableFromInline func _log1p(_ x: Double) -> Double { log1p(x) }

extension Int32: Scalar {
    @inlinable @inline(__always) public var wide: Int32 { self }
    @inlinable @inline(__always) public init(narrowing wide: Int32) { self = wide }
    @inlinable @inline(__always) public static func sum(_ a: Int32, _ b: Int32) -> Int32 { a &+ b }
    @inlinable @inline(__always) public static func difference(_ a: Int32, _ b: Int32) -> Int32 { a &- b }
    @inlinable @inline(__always) public static func product(_ a: Int32, _ b: Int32) -> Int32 { a &* b }
    /// Towards zero; by zero gives zero, so that no element can trap.
    @inlinable @inline(__always) public static func quotient(_ a: Int32, _ b: Int32) -> Int32 {
        b == 0 ? 0 : a.dividedReportingOverflow(by: b).partialValue
    }
    public static func power(_ a: Int32, _ b: Int32) -> Int32 { converted(Double.power(Double(a), Double(b))) }
    @inlinable @inline(__always) public static func converted(_ value: Double) -> Int32 {
        if value.isNaN { return 0 }
        return Int32(Swift.max(-2_147_483_648, Swift.min(2_147_483_647, value)))
    }
    @inlinable @inline(__always) public var asDouble: Double { Double(self) }
    @inlinable @inline(__always) public static var lowest: Int32 { .min }
    @inlinable @inline(__always) public static var highest: Int32 { .max }
}
