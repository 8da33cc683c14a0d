/// A matrix in memory, of which either the rows or the columns are contiguous.
///
/// Element `(r, c)` is `start[r · rowStride + c · columnStride]`; one of the strides is 1.
package struct StridedMatrix<T: RealScalar> {
    package let start: UnsafePointer<T>
    package let rowStride: Int, columnStride: Int

    package init(_ start: UnsafePointer<T>, rowStride: Int, columnStride: Int) {
        (self.start, self.rowStride, self.columnStride) = (start, rowStride, columnStride)
    }

    /// A matrix whose rows lie `stride` numbers apart.
    package init(_ start: UnsafePointer<T>, stride: Int) {
        self.init(start, rowStride: stride, columnStride: 1)
    }

    package var transposed: StridedMatrix { .init(start, rowStride: columnStride, columnStride: rowStride) }

    /// The matrix that begins at an element of this one.
    package func from(row: Int, column: Int) -> StridedMatrix {
        .init(start + (row * rowStride + column * columnStride), rowStride: rowStride, columnStride: columnStride)
    }
}

/// Products of matrices.
package protocol MatrixKernels {
    /// `c ← a · b`, or `c ← c + a · b` when `accumulating`.
    ///
    /// - Parameters:
    ///   - a: `[rows, inner]`.
    ///   - b: `[inner, columns]`.
    ///   - c: `[rows, columns]`, row-major, `stride` numbers from row to row; need not be initialised unless `accumulating`.
    ///     An empty `inner` makes it zero.
    ///   - scratch: ``matrixScratch`` floats.
    func multiply(
        _ a: StridedMatrix<Float>, _ b: StridedMatrix<Float>, into c: UnsafeMutablePointer<Float>, stride: Int,
        rows: Int, columns: Int, inner: Int, accumulating: Bool, scratch: UnsafeMutablePointer<Float>
    )

    /// The same in double precision, by OpenBLAS.
    func multiply(
        _ a: StridedMatrix<Double>, _ b: StridedMatrix<Double>, into c: UnsafeMutablePointer<Double>, stride: Int,
        rows: Int, columns: Int, inner: Int, accumulating: Bool
    )

    /// Floats of scratch for a product.
    var matrixScratch: Int { get }
}
