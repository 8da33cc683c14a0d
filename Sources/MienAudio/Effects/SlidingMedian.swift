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
    let lines = Lines(matrix.shape, along: axis, width)
    Tensor.withPointers(Float.self, source, into: result) { source, result in
        parallelBlocks(matrix.shape[1 - axis], of: medianColumns) { block in
            withScratch((lines.places.count + width + 1 + lines.count) * medianColumns) { panel in
                let window = panel + lines.places.count * medianColumns
                let medians = window + (width + 1) * medianColumns
                lines.gather(block, of: source, into: panel)
                kernels.slidingMedians(panel, width: width, window: window, into: medians, count: lines.count)
                lines.scatter(medians, to: block, of: result)
            }
        }
    }
    return result
}

/// The lines of a matrix along one axis, which become columns side by side while a median slides along them.
///
/// Memory is gone through in the order in which the matrix lies there.
private struct Lines {
    let count: Int
    private let isAlongRows: Bool
    /// From one number of a line to the next, and from one line to the next.
    private let step: Int, lineStep: Int
    /// Where the number at each place of a line with its mirrored edges stands.
    let places: [Int]

    init(_ shape: [Int], along axis: Int, _ width: Int) {
        let (count, columns) = (shape[axis], shape[1])
        let step = axis == 0 ? columns : 1
        (self.count, self.step) = (count, step)
        (isAlongRows, lineStep) = (axis == 1, axis == 0 ? 1 : columns)
        places = (0..<count + width - 1).compactMap { index in
            SignalPadding.symmetric.source(of: index - width / 2, count: count).map { $0 * step }
        }
    }

    /// Columns for which there are no lines repeat the last.
    func gather(_ block: Range<Int>, of matrix: UnsafePointer<Float>, into panel: UnsafeMutablePointer<Float>) {
        let first = matrix + block.lowerBound * lineStep
        if isAlongRows {
            for column in 0..<medianColumns {
                let (line, target) = (first + min(column, block.count - 1) * lineStep, panel + column)
                for row in places.indices { target[row * medianColumns] = line[places[row]] }
            }
        } else {
            for row in places.indices {
                let (source, target) = (first + places[row], panel + row * medianColumns)
                for column in 0..<block.count { target[column] = source[column] }
                for column in block.count..<medianColumns { target[column] = source[block.count - 1] }
            }
        }
    }

    func scatter(_ medians: UnsafePointer<Float>, to block: Range<Int>, of matrix: UnsafeMutablePointer<Float>) {
        let first = matrix + block.lowerBound * lineStep
        if isAlongRows {
            for column in 0..<block.count {
                let (source, line) = (medians + column, first + column * lineStep)
                for row in 0..<count { line[row] = source[row * medianColumns] }
            }
        } else {
            for row in 0..<count {
                let (source, target) = (medians + row * medianColumns, first + row * step)
                for column in 0..<block.count { target[column] = source[column] }
            }
        }
    }
}
