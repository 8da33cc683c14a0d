/// Columns that are transformed at once: a row is a few vectors of any instruction set.
package let fourierColumns = 16

/// Complex numbers in ``fourierColumns`` columns, real and imaginary parts apart, each row by row.
package struct ComplexColumns {
    package let real: UnsafeMutablePointer<Float>
    package let imaginary: UnsafeMutablePointer<Float>

    package init(real: UnsafeMutablePointer<Float>, imaginary: UnsafeMutablePointer<Float>) {
        (self.real, self.imaginary) = (real, imaginary)
    }

    /// The complex numbers with both parts exchanged: their forward transform is the backward one, exchanged.
    package var exchanged: ComplexColumns { ComplexColumns(real: imaginary, imaginary: real) }
}

/// A pass of a Fourier transform by Stockham's method, which sorts as it goes.
///
/// `radix · groups · span` rows; with `ω_n = exp(−2πi / n)` and `n = radix · groups`:
/// `y[q + span · (radix · p + j)] = ω_n^(j·p) · Σ_k x[q + span · (p + groups · k)] · ω_radix^(j·k)`.
package struct FourierPass: Sendable {
    package let radix: Int, groups: Int, span: Int
    /// Where the transform's table holds `ω_n^(j·p)` for each group `p` and each `j` from one on.
    package let twiddles: Int
    /// Where it holds `ω_radix^k` for each `k`.
    package let roots: Int

    package init(radix: Int, groups: Int, span: Int, twiddles: Int, roots: Int) {
        (self.radix, self.groups, self.span) = (radix, groups, span)
        (self.twiddles, self.roots) = (twiddles, roots)
    }
}

/// Fourier transforms of columns, and the way of the frames of a signal into columns and back.
///
/// Tables hold complex numbers: real part and imaginary part in turn.
package protocol FourierKernels {
    /// Takes the rows of `x` through a pass into those of `y`.
    func fourierPass(
        _ pass: FourierPass, table: UnsafePointer<Float>, _ x: ComplexColumns, into y: ComplexColumns)

    /// Multiplies each row by a complex number of its own.
    func multiplyRows(_ x: ComplexColumns, by factors: UnsafePointer<Float>, rows: Int)

    /// Lays frames side by side, a column each, times the window, their samples in pairs: the even ones are real parts, the
    /// odd ones imaginary parts.
    ///
    /// - Parameters:
    ///   - hop: samples from frame to frame.
    ///   - count: the number of frames; the columns above are zero.
    ///   - length: of a frame, even.
    func gatherFrames(
        _ signal: UnsafePointer<Float>, hop: Int, count: Int, window: UnsafePointer<Float>, length: Int,
        into x: ComplexColumns)

    /// Adds frames that lie as in ``gatherFrames(_:hop:count:window:length:into:)`` to a signal, times the window.
    func addFrames(
        _ x: ComplexColumns, hop: Int, count: Int, window: UnsafePointer<Float>, length: Int,
        to signal: UnsafeMutablePointer<Float>)

    /// The spectra of real signals from the transforms of their samples in pairs.
    ///
    /// - Parameters:
    ///   - half: half the length: the rows of `z`; `spectra` has one more.
    ///   - roots: `exp(−πi · k / half)` for each row `k` of `spectra`.
    func unpackSpectra(_ z: ComplexColumns, half: Int, roots: UnsafePointer<Float>, into spectra: ComplexColumns)

    /// The way back of ``unpackSpectra(_:half:roots:into:)``. Imaginary parts of the first and the last row count as zero.
    func packSpectra(_ spectra: ComplexColumns, half: Int, roots: UnsafePointer<Float>, into z: ComplexColumns)

    /// The squares of the magnitudes, in place of the real parts.
    func squareMagnitudes(_ x: ComplexColumns, rows: Int)
}
