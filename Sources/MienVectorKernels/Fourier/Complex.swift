import MienKernels

/// As many complex numbers as a vector has lanes.
struct Complex {
    var real: Lanes
    var imaginary: Lanes

    @inline(__always)
    init(_ real: Lanes, _ imaginary: Lanes) { (self.real, self.imaginary) = (real, imaginary) }

    /// One number in all lanes, from a table.
    @inline(__always)
    init(repeating number: UnsafePointer<Float>) {
        self.init(Lanes(repeating: number[0]), Lanes(repeating: number[1]))
    }

    @inline(__always)
    static func + (a: Complex, b: Complex) -> Complex { Complex(a.real + b.real, a.imaginary + b.imaginary) }

    @inline(__always)
    static func - (a: Complex, b: Complex) -> Complex { Complex(a.real - b.real, a.imaginary - b.imaginary) }

    @inline(__always)
    static func * (a: Complex, b: Complex) -> Complex {
        Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }

    /// Times `−i`.
    @inline(__always) var turned: Complex { Complex(imaginary, -real) }

    @inline(__always) var conjugate: Complex { Complex(real, -imaginary) }

    @inline(__always)
    func scaled(_ factor: Float) -> Complex { Complex(real * factor, imaginary * factor) }

    @inline(__always)
    func write(to target: ComplexColumns, _ index: Int) {
        store(real, target.real + index)
        store(imaginary, target.imaginary + index)
    }
}

extension ComplexColumns {
    @inline(__always)
    func numbers(at index: Int) -> Complex { Complex(load(real + index), load(imaginary + index)) }
}
