/// Lines that a median slides along at once: a row is a few vectors of any instruction set.
package let medianColumns = 16

/// Lags that are summed at once, in registers.
package let autocorrelationLags = 64

/// What neither a matrix product nor a Fourier transform computes well.
package protocol SignalKernels {
    /// The medians of a window that slides down ``medianColumns`` columns; of an even number, the greater in the middle.
    ///
    /// - Parameters:
    ///   - x: `count + width − 1` rows.
    ///   - window: memory for `width + 1` rows.
    ///   - y: `count` rows.
    func slidingMedians(
        _ x: UnsafePointer<Float>, width: Int, window: UnsafeMutablePointer<Float>, into y: UnsafeMutablePointer<Float>,
        count: Int)

    /// `y[l] = Σ x[i] · x[i + l]` for each lag `l` below `count`.
    ///
    /// - Parameters:
    ///   - x: `count` numbers, and ``autocorrelationLags`` zeros.
    ///   - y: with room for a multiple of ``autocorrelationLags``; those beyond `count` have no meaning.
    func autocorrelation(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int)
}
