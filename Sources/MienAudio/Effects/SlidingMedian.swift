import Mien
import MienKernels

/// The median of the window around each element along one axis, the edges mirrored: SciPy's `median_filter` with `reflect`.
///
/// - Parameters:
///   - matrix: `[rows, columns]`, float32.
///   - width: of the window, which reaches `width / 2` back.
///   - axis: 0 to slide down the columns, 1 along the rows.
package func slidingMedian(of matrix: Tensor, width: Int, along axis: Int) -> Tensor {
    require(width > 0, "slidingMedian: the width must be above zero, found \(width)")
    let source = matrix.contiguous
    let result = Tensor(uninitialized: matrix.shape, .float32)
    let (count, lines) = (matrix.shape[axis], matrix.shape[1 - axis])
    let columns = matrix.shape[1]
    let (step, lineStep) = axis == 0 ? (columns, 1) : (1, columns)
    let places = (0..<count + width - 1).compactMap { index in
        SignalPadding.symmetric.source(of: index - width / 2, count: count).map { $0 * step }
    }
    Tensor.withPointers(Float.self, source, into: result) { source, result in
        parallelBlocks(lines, of: medianColumns) { block in
            let (from, to) = (source + block.lowerBound * lineStep, result + block.lowerBound * lineStep)
            withScratch((places.count + width + 1 + count) * medianColumns) { panel in
                let window = panel + places.count * medianColumns
                let medians = window + (width + 1) * medianColumns
                for (row, place) in places.enumerated() {
                    // Columns for which there are no lines repeat the last.
                    for column in 0..<medianColumns {
                        panel[row * medianColumns + column] = from[place + min(column, block.count - 1) * lineStep]
                    }
                }
                kernels.slidingMedians(panel, width: width, window: window, into: medians, count: count)
                for row in 0..<count {
                    for column in 0..<block.count {
                        to[row * step + column * lineStep] = medians[row * medianColumns + column]
                    }
                }
            }
        }
    }
    return result
}
