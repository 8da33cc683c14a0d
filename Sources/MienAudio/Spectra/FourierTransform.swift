import Foundation
import Mien
import MienKernels

/// The discrete Fourier transform of any length: `X[k] = Σ_n x[n] · exp(−2πi · k · n / length)`, not scaled.
///
/// Lengths with small prime factors go by Stockham's passes of radix four, two and three and by short sums; a length with a
/// prime factor above 31 by Bluestein's detour over a power of two (Bluestein 1970), which makes it a convolution.
///
/// ``fourierColumns`` signals are transformed at once, a row of memory for each place in them.
final class FourierTransform: Sendable {
    let length: Int
    private let plan: FourierPlan
    private let detour: Detour?

    init(length: Int) {
        self.length = length
        let radices = FourierPlan.radices(of: length)
        let isDirect = radices.allSatisfy { $0 <= 31 }
        plan = FourierPlan(length, isDirect ? radices : [])
        detour = isDirect ? nil : Detour(length: length)
    }

    /// Rows that the memory of a transform needs.
    var rows: Int { detour?.transform.length ?? length }

    /// Gives `body` memory for a transform and its passes, not cleared.
    ///
    /// - Parameter rows: the least number of rows.
    func withMemory(rows least: Int = 0, _ body: (ComplexColumns, ComplexColumns) -> Void) {
        let count = max(rows, least) * fourierColumns
        withScratch(4 * count) { start in
            body(
                ComplexColumns(real: start, imaginary: start + count),
                ComplexColumns(real: start + 2 * count, imaginary: start + 3 * count))
        }
    }

    /// Transforms the first ``length`` rows of `x`.
    ///
    /// - Parameters:
    ///   - x: ``rows`` rows, overwritten.
    ///   - y: as many, overwritten.
    /// - Returns: the two of them: the one that holds the result, and the other.
    func forward(_ x: ComplexColumns, _ y: ComplexColumns) -> (result: ComplexColumns, other: ComplexColumns) {
        detour?.forward(x, y) ?? plan.run(x, y)
    }

    /// The inverse, times ``length``.
    func backward(_ x: ComplexColumns, _ y: ComplexColumns) -> (result: ComplexColumns, other: ComplexColumns) {
        let (result, other) = forward(x.exchanged, y.exchanged)
        return (result.exchanged, other.exchanged)
    }

    /// `exp(−2πi · k / n)`: real part and imaginary part.
    static func root(_ k: Int, of n: Int) -> [Float] {
        let angle = -2 * Double.pi * Double(k % n) / Double(n)
        return [Float(cos(angle)), Float(sin(angle))]
    }
}

/// The passes of a length without great prime factors, with their table.
private struct FourierPlan: Sendable {
    private var passes: [FourierPass] = []
    private var table: [Float] = []

    init(_ length: Int, _ radices: [Int]) {
        var (remaining, span) = (length, 1)
        for radix in radices {
            let groups = remaining / radix
            passes.append(
                FourierPass(
                    radix: radix, groups: groups, span: span, twiddles: table.count,
                    roots: table.count + 2 * groups * (radix - 1)))
            for group in 0..<groups {
                for j in 1..<radix { table += FourierTransform.root(group * j, of: remaining) }
            }
            for k in 0..<radix { table += FourierTransform.root(k, of: radix) }
            (remaining, span) = (groups, span * radix)
        }
    }

    /// The factors of a length: fours first, which do the most work for each time through memory.
    static func radices(of length: Int) -> [Int] {
        var (rest, radices) = (length, [Int]())
        func take(_ factor: Int) {
            while rest % factor == 0 {
                radices.append(factor)
                rest /= factor
            }
        }
        for factor in [4, 2, 3] { take(factor) }
        var factor = 5
        while factor * factor <= rest {
            take(factor)
            factor += 2
        }
        return rest > 1 ? radices + [rest] : radices
    }

    func run(_ x: ComplexColumns, _ y: ComplexColumns) -> (result: ComplexColumns, other: ComplexColumns) {
        var (source, target) = (x, y)
        table.withUnsafeBufferPointer { table in
            guard let table = table.baseAddress else { return }
            for pass in passes {
                kernels.fourierPass(pass, table: table, source, into: target)
                swap(&source, &target)
            }
        }
        return (source, target)
    }
}

/// Bluestein's way: with `k · n = (k² + n² − (k − n)²) / 2` the transform is a convolution with a chirp, framed by products
/// with it, and a convolution is a product of transforms of a length that is easy.
private final class Detour: Sendable {
    private let length: Int
    let transform: FourierTransform
    /// `exp(−πi · n² / length)`.
    private let chirp: [Float]
    /// The transform of the conjugate chirp on both sides of zero, divided by its length.
    private let spectrum: [Float]

    init(length: Int) {
        self.length = length
        var size = 1
        while size < 2 * length - 1 { size *= 2 }
        // The square is taken modulo twice the length: the angle of a large one would have no digits left.
        let chirp = (0..<length).map { FourierTransform.root($0 * $0 % (2 * length), of: 2 * length) }
        let transform = FourierTransform(length: size)
        self.chirp = chirp.flatMap { $0 }
        self.transform = transform
        spectrum = Self.spectrum(of: chirp, transform)
    }

    private static func spectrum(of chirp: [[Float]], _ transform: FourierTransform) -> [Float] {
        let size = transform.length
        var spectrum = [Float](repeating: 0, count: 2 * size)
        transform.withMemory { x, y in
            x.clear(rows: 0..<size)
            for (n, value) in chirp.enumerated() {
                for row in [n, (size - n) % size] {
                    x.real[row * fourierColumns] = value[0] / Float(size)
                    x.imaginary[row * fourierColumns] = -value[1] / Float(size)
                }
            }
            let result = transform.forward(x, y).result
            for row in 0..<size {
                spectrum[2 * row] = result.real[row * fourierColumns]
                spectrum[2 * row + 1] = result.imaginary[row * fourierColumns]
            }
        }
        return spectrum
    }

    func forward(_ x: ComplexColumns, _ y: ComplexColumns) -> (result: ComplexColumns, other: ComplexColumns) {
        kernels.multiplyRows(x, by: chirp, rows: length)
        x.clear(rows: length..<transform.length)
        let (frequencies, free) = transform.forward(x, y)
        kernels.multiplyRows(frequencies, by: spectrum, rows: transform.length)
        let (result, other) = transform.backward(frequencies, free)
        kernels.multiplyRows(result, by: chirp, rows: length)
        return (result, other)
    }
}

extension ComplexColumns {
    func clear(rows: Range<Int>) {
        for part in [real, imaginary] {
            (part + rows.lowerBound * fourierColumns).update(repeating: 0, count: rows.count * fourierColumns)
        }
    }
}
