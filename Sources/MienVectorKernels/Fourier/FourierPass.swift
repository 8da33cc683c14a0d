// Butterflies over whole vectors: all columns take the same way, so that no number changes its lane, and a column's result does
// not depend on its neighbours.

import MienKernels

extension VectorKernels: FourierKernels {
    package func fourierPass(
        _ pass: FourierPass, table: UnsafePointer<Float>, _ x: ComplexColumns, into y: ComplexColumns
    ) {
        let run = FourierRun(pass, table, x, y)
        for group in 0..<pass.groups {
            switch pass.radix {
            case 2: run.two(group)
            case 3: run.three(group)
            case 4: run.four(group)
            default: run.any(group)
            }
        }
    }

    package func multiplyRows(_ x: ComplexColumns, by factors: UnsafePointer<Float>, rows: Int) {
        for row in 0..<rows {
            let factor = Complex(repeating: factors + 2 * row)
            for index in stride(from: row * fourierColumns, to: (row + 1) * fourierColumns, by: lanes) {
                (x.numbers(at: index) * factor).write(to: x, index)
            }
        }
    }
}

/// One pass, group by group.
private struct FourierRun {
    private let pass: FourierPass
    private let x: ComplexColumns, y: ComplexColumns
    private let twiddles: UnsafePointer<Float>
    private let roots: UnsafePointer<Float>
    /// Numbers of a run: `span` rows.
    private let count: Int

    init(_ pass: FourierPass, _ table: UnsafePointer<Float>, _ x: ComplexColumns, _ y: ComplexColumns) {
        (self.pass, self.x, self.y) = (pass, x, y)
        (twiddles, roots) = (table + pass.twiddles, table + pass.roots)
        count = pass.span * fourierColumns
    }

    @inline(__always)
    private func input(_ group: Int, _ k: Int) -> Int { count * (group + pass.groups * k) }

    @inline(__always)
    private func output(_ group: Int, _ j: Int) -> Int { count * (pass.radix * group + j) }

    @inline(__always)
    private func twiddle(_ group: Int, _ j: Int) -> Complex {
        Complex(repeating: twiddles + 2 * ((pass.radix - 1) * group + j - 1))
    }

    @inline(__always)
    func two(_ group: Int) {
        let factor = twiddle(group, 1)
        let (first, second) = (input(group, 0), input(group, 1))
        let (sum, difference) = (output(group, 0), output(group, 1))
        for q in stride(from: 0, to: count, by: lanes) {
            let (a, b) = (x.numbers(at: first + q), x.numbers(at: second + q))
            (a + b).write(to: y, sum + q)
            ((a - b) * factor).write(to: y, difference + q)
        }
    }

    @inline(__always)
    func three(_ group: Int) {
        let (one, two) = (twiddle(group, 1), twiddle(group, 2))
        let sine: Float = 0.866_025_4
        for q in stride(from: 0, to: count, by: lanes) {
            let a = x.numbers(at: input(group, 0) + q)
            let (b, c) = (x.numbers(at: input(group, 1) + q), x.numbers(at: input(group, 2) + q))
            let sum = b + c
            let middle = a - sum.scaled(0.5)
            let side = (b - c).scaled(sine).turned
            (a + sum).write(to: y, output(group, 0) + q)
            ((middle + side) * one).write(to: y, output(group, 1) + q)
            ((middle - side) * two).write(to: y, output(group, 2) + q)
        }
    }

    @inline(__always)
    func four(_ group: Int) {
        let (one, two, three) = (twiddle(group, 1), twiddle(group, 2), twiddle(group, 3))
        let inputs = (input(group, 0), input(group, 1), input(group, 2), input(group, 3))
        let outputs = (output(group, 0), output(group, 1), output(group, 2), output(group, 3))
        for q in stride(from: 0, to: count, by: lanes) {
            let (a, b) = (x.numbers(at: inputs.0 + q), x.numbers(at: inputs.1 + q))
            let (c, d) = (x.numbers(at: inputs.2 + q), x.numbers(at: inputs.3 + q))
            let (even, odd) = (a + c, b + d)
            let (middle, side) = (a - c, (b - d).turned)
            (even + odd).write(to: y, outputs.0 + q)
            ((middle + side) * one).write(to: y, outputs.1 + q)
            ((even - odd) * two).write(to: y, outputs.2 + q)
            ((middle - side) * three).write(to: y, outputs.3 + q)
        }
    }

    /// Sum by sum: for the few lengths with greater prime factors.
    func any(_ group: Int) {
        for j in 0..<pass.radix {
            let target = output(group, j)
            for q in stride(from: 0, to: count, by: lanes) {
                var sum = x.numbers(at: input(group, 0) + q)
                for k in 1..<pass.radix {
                    let root = Complex(repeating: roots + 2 * (j * k % pass.radix))
                    sum = sum + x.numbers(at: input(group, k) + q) * root
                }
                (j == 0 ? sum : sum * twiddle(group, j)).write(to: y, target + q)
            }
        }
    }
}
