import COpenBLAS
import MienKernels

extension VectorKernels: MatrixKernels {
    package func multiply(
        _ a: StridedMatrix<Double>, _ b: StridedMatrix<Double>, into c: UnsafeMutablePointer<Double>, stride: Int,
        rows: Int, columns: Int, inner: Int, accumulating: Bool
    ) {
        cblas_dgemm(
            CblasRowMajor, a.blasOrder, b.blasOrder, blasint(rows), blasint(columns), blasint(inner), 1, a.start,
            a.blasStride(rows, inner), b.start, b.blasStride(inner, columns), accumulating ? 1 : 0, c,
            blasint(max(1, stride)))
    }

    package var matrixScratch: Int { Panels.blockCount + FullTile.rows * Panels.blockDepth }

    package func multiply(
        _ a: StridedMatrix<Float>, _ b: StridedMatrix<Float>, into c: UnsafeMutablePointer<Float>, stride: Int,
        rows: Int, columns: Int, inner: Int, accumulating: Bool, scratch: UnsafeMutablePointer<Float>
    ) {
        #if MIEN_AVX512 || MIEN_AVX2
            multiplyByBlocks(
                a, b, into: c, stride: stride, rows: rows, columns: columns, inner: inner, accumulating: accumulating,
                scratch: scratch)
        #else
            multiplyByBLAS(
                a, b, into: c, stride: stride, rows: rows, columns: columns, inner: inner, accumulating: accumulating)
        #endif
    }
}

#if MIEN_AVX512 || MIEN_AVX2
    /// Packs blocks of `b` that stay in the second-level cache while the rows of `a` pass by.
    private func multiplyByBlocks(
        _ a: StridedMatrix<Float>, _ b: StridedMatrix<Float>, into c: UnsafeMutablePointer<Float>, stride: Int,
        rows: Int, columns: Int, inner: Int, accumulating: Bool, scratch: UnsafeMutablePointer<Float>
    ) {
        if rows < 8, a.columnStride == 1, b.rowStride == 1 {
            return multiplyByDots(
                a, b, into: c, stride: stride, rows: rows, columns: columns, inner: inner, accumulating: accumulating)
        }
        if columns < 8, a.rowStride == 1 {
            return multiplyByColumns(
                a, b, into: c, stride: stride, rows: rows, columns: columns, inner: inner, accumulating: accumulating,
                scratch: scratch)
        }
        for column in Swift.stride(from: 0, to: columns, by: Panels.blockColumns) {
            let width = min(Panels.blockColumns, columns - column)
            // Once even where the inner dimension is empty, for then the result is zero.
            for first in Swift.stride(from: 0, to: max(1, inner), by: Panels.blockDepth) {
                let panels = Panels(inner: min(Panels.blockDepth, inner - first), columns: width)
                panels.pack(b.from(row: first, column: column), into: scratch)
                multiplyRowwise(
                    a.from(row: 0, column: first), panels, scratch, into: c + column, stride: stride, rows: rows,
                    accumulating: accumulating || first > 0, scratch: scratch + Panels.blockCount)
            }
        }
    }

    /// Rows of `a` for the same panels; where its columns are contiguous, those of a tile at a time are laid side by side.
    private func multiplyRowwise(
        _ a: StridedMatrix<Float>, _ panels: Panels, _ packed: UnsafePointer<Float>,
        into c: UnsafeMutablePointer<Float>, stride: Int, rows: Int, accumulating: Bool,
        scratch: UnsafeMutablePointer<Float>
    ) {
        if a.columnStride == 1 {
            return panels.multiply(a, packed, into: c, stride: stride, rows: rows, accumulating: accumulating)
        }
        for first in Swift.stride(from: 0, to: rows, by: FullTile.rows) {
            let count = min(FullTile.rows, rows - first)
            for k in 0..<panels.inner {
                let (source, target) = (a.start + (first + k * a.columnStride), scratch + k * FullTile.rows)
                if count == FullTile.rows {
                    for row in 0..<FullTile.rows { target[row] = source[row] }
                } else {
                    for row in 0..<count { target[row] = source[row] }
                }
            }
            panels.multiply(
                StridedMatrix(scratch, rowStride: 1, columnStride: FullTile.rows), packed, into: c + first * stride,
                stride: stride, rows: count, accumulating: accumulating)
        }
    }

    /// Each number of the result by itself, where rows of `a` and columns of `b` are contiguous: for so few rows packing
    /// `b` would take longer than multiplying by it.
    private func multiplyByDots(
        _ a: StridedMatrix<Float>, _ b: StridedMatrix<Float>, into c: UnsafeMutablePointer<Float>, stride: Int,
        rows: Int, columns: Int, inner: Int, accumulating: Bool
    ) {
        for row in 0..<rows {
            let left = a.start + row * a.rowStride
            for column in 0..<columns {
                let right = b.start + column * b.columnStride
                var sums = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
                var k = 0
                while k <= inner - 4 * lanes {
                    sums.0 = sums.0.adding(load(left + k), times: load(right + k))
                    sums.1 = sums.1.adding(load(left + (k + lanes)), times: load(right + (k + lanes)))
                    sums.2 = sums.2.adding(load(left + (k + 2 * lanes)), times: load(right + (k + 2 * lanes)))
                    sums.3 = sums.3.adding(load(left + (k + 3 * lanes)), times: load(right + (k + 3 * lanes)))
                    k += 4 * lanes
                }
                var sum = ((sums.0 + sums.1) + (sums.2 + sums.3)).total
                while k < inner {
                    sum += left[k] * right[k]
                    k += 1
                }
                let target = c + (row * stride + column)
                target.pointee = accumulating ? target.pointee + sum : sum
            }
        }
    }

    /// Sums of multiples of the columns of `a`, where these are contiguous: so few columns of `b` would not fill a tile.
    private func multiplyByColumns(
        _ a: StridedMatrix<Float>, _ b: StridedMatrix<Float>, into c: UnsafeMutablePointer<Float>, stride: Int,
        rows: Int, columns: Int, inner: Int, accumulating: Bool, scratch sums: UnsafeMutablePointer<Float>
    ) {
        // Sums that stay in the first-level cache, and as short ones as those of tiles.
        let height = 512
        for first in Swift.stride(from: 0, to: rows, by: height) {
            let count = min(height, rows - first)
            for start in Swift.stride(from: 0, to: max(1, inner), by: Panels.blockDepth) {
                sums.update(repeating: 0, count: columns * count)
                for k in start..<min(inner, start + Panels.blockDepth) {
                    let values = a.start + (first + k * a.columnStride)
                    for column in 0..<columns {
                        let factor = b.start[k * b.rowStride + column * b.columnStride]
                        let sum = sums + column * count
                        for row in 0..<count { sum[row] += values[row] * factor }
                    }
                }
                for row in 0..<count {
                    let target = c + (first + row) * stride
                    for column in 0..<columns {
                        let sum = sums[column * count + row]
                        target[column] = accumulating || start > 0 ? target[column] + sum : sum
                    }
                }
            }
        }
    }
#endif

func multiplyByBLAS(
    _ a: StridedMatrix<Float>, _ b: StridedMatrix<Float>, into c: UnsafeMutablePointer<Float>, stride: Int, rows: Int,
    columns: Int, inner: Int, accumulating: Bool
) {
    cblas_sgemm(
        CblasRowMajor, a.blasOrder, b.blasOrder, blasint(rows), blasint(columns), blasint(inner), 1, a.start,
        a.blasStride(rows, inner), b.start, b.blasStride(inner, columns), accumulating ? 1 : 0, c,
        blasint(max(1, stride)))
}

extension StridedMatrix {
    fileprivate var blasOrder: CBLAS_TRANSPOSE { columnStride == 1 ? CblasNoTrans : CblasTrans }
    /// OpenBLAS asks for a stride of a whole row even where there is only one.
    fileprivate func blasStride(_ rows: Int, _ columns: Int) -> blasint {
        blasint(columnStride == 1 ? max(1, rowStride, columns) : max(1, columnStride, rows))
    }
}
