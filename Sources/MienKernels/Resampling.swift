/// Where the outputs of a resampling lie in the signal, and how its table of coefficients is laid out.
///
/// Places are counted in parts of a sample, `phases` of them. An output whose window begins at place `p` is the sum over
/// `width` samples from sample `p / phases` on, with the coefficients of phase `p mod phases`.
package struct ResamplingGrid: Sendable {
    package let phases: Int
    /// From output to output.
    package let step: Int
    /// Coefficients of a row: a multiple of 16, the last ones zero.
    package let width: Int
    /// Rows within a sample: as many as phases, or fewer.
    package let rows: Int

    package init(phases: Int, step: Int, width: Int, rows: Int) {
        (self.phases, self.step, self.width, self.rows) = (phases, step, width, rows)
    }

    /// Where there is not one for each phase, one more row before the sample's and two behind them, for the cubics at its ends.
    @inlinable @inline(__always) package var rowsInAll: Int { rows == phases ? rows : rows + 3 }
}

package protocol ResamplingKernels {
    /// Neighbouring outputs of a resampling.
    ///
    /// Each is added up in the same order, whichever are computed with it: a signal that comes in blocks gives the same bits.
    ///
    /// - Parameters:
    ///   - coefficients: `[rowsInAll, width]`.
    ///   - start: where the first output's window begins, in parts of a sample.
    func resample(
        _ x: UnsafePointer<Float>, _ grid: ResamplingGrid, _ coefficients: UnsafePointer<Float>, start: Int,
        into y: UnsafeMutablePointer<Float>, count: Int)
}
