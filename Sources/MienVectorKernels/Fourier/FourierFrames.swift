// The transform of a real signal of even length by a complex one of half the length: even samples are taken for real parts, odd
// ones for imaginary parts, and their two spectra are told apart afterwards by their symmetries.

import MienKernels

extension VectorKernels {
    package func gatherFrames(
        _ signal: UnsafePointer<Float>, hop: Int, count: Int, window: UnsafePointer<Float>, length: Int,
        into x: ComplexColumns
    ) {
        for column in stride(from: 0, to: fourierColumns, by: lanes) {
            // A square of samples at a time, which is turned over in registers; the rest one by one.
            let squares = column + lanes <= count ? length / lanes : 0
            for square in 0..<squares {
                gatherSquare(signal + (column * hop + square * lanes), hop, window, first: square * lanes, column, x)
            }
            for sample in squares * lanes..<length {
                let target = x.part(of: sample) + (sample / 2 * fourierColumns + column)
                for lane in 0..<lanes {
                    target[lane] = column + lane < count ? signal[(column + lane) * hop + sample] * window[sample] : 0
                }
            }
        }
    }

    @inline(__always)
    private func gatherSquare(
        _ source: UnsafePointer<Float>, _ hop: Int, _ window: UnsafePointer<Float>, first: Int, _ column: Int,
        _ x: ComplexColumns
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: lanes * lanes) { square in
            guard let square = square.baseAddress else { return }
            transposeSquare(source, hop, into: square, lanes)
            for row in 0..<lanes {
                let sample = first + row
                store(
                    load(square + row * lanes) * window[sample],
                    x.part(of: sample) + (sample / 2 * fourierColumns + column))
            }
        }
    }

    package func addFrames(
        _ x: ComplexColumns, hop: Int, count: Int, window: UnsafePointer<Float>, length: Int,
        to signal: UnsafeMutablePointer<Float>
    ) {
        for column in 0..<count {
            let target = signal + column * hop
            for sample in 0..<length {
                target[sample] += x.part(of: sample)[sample / 2 * fourierColumns + column] * window[sample]
            }
        }
    }

    package func unpackSpectra(
        _ z: ComplexColumns, half: Int, roots: UnsafePointer<Float>, into spectra: ComplexColumns
    ) {
        for row in 0...half {
            let root = Complex(repeating: roots + 2 * row)
            let (upper, lower) = (row % half * fourierColumns, (half - row) % half * fourierColumns)
            for column in stride(from: 0, to: fourierColumns, by: lanes) {
                let (number, mirror) = (z.numbers(at: upper + column), z.numbers(at: lower + column).conjugate)
                let (even, odd) = ((number + mirror).scaled(0.5), (number - mirror).scaled(0.5).turned)
                (even + odd * root).write(to: spectra, row * fourierColumns + column)
            }
        }
    }

    package func packSpectra(
        _ spectra: ComplexColumns, half: Int, roots: UnsafePointer<Float>, into z: ComplexColumns
    ) {
        for row in 0..<half {
            let root = Complex(repeating: roots + 2 * row).conjugate
            let (upper, lower) = (row * fourierColumns, (half - row) * fourierColumns)
            for column in stride(from: 0, to: fourierColumns, by: lanes) {
                var number = spectra.numbers(at: upper + column)
                var mirror = spectra.numbers(at: lower + column).conjugate
                if row == 0 { (number.imaginary, mirror.imaginary) = (.zero, .zero) }
                let (even, odd) = ((number + mirror).scaled(0.5), (number - mirror).scaled(0.5) * root)
                // Times i is the opposite of times −i.
                (even - odd.turned).write(to: z, upper + column)
            }
        }
    }

    package func squareMagnitudes(_ x: ComplexColumns, rows: Int) {
        for index in stride(from: 0, to: rows * fourierColumns, by: lanes) {
            let number = x.numbers(at: index)
            store(number.real * number.real + number.imaginary * number.imaginary, x.real + index)
        }
    }
}

extension ComplexColumns {
    /// The part in which a sample of a frame lies.
    @inline(__always)
    fileprivate func part(of sample: Int) -> UnsafeMutablePointer<Float> { sample % 2 == 0 ? real : imaginary }
}
