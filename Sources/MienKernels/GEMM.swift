import COpenBLAS

/// `c ← op(a) · op(b)`, or `c ← c + op(a) · op(b)` when `accumulating`, by OpenBLAS on the calling thread.
///
/// All matrices are row-major. A stride is the distance in elements between the starts of two stored rows.
///
/// - Parameters:
///   - a: `[rows, inner]`, or `[inner, rows]` when `aTransposed`.
///   - b: `[inner, columns]`, or `[columns, inner]` when `bTransposed`.
///   - c: `[rows, columns]`; need not be initialised unless `accumulating`. An empty `inner` makes it zero.
///   - accumulating: whether to add to what `c` holds.
@inline(__always)
package func matrixProduct(
    _ a: UnsafePointer<Float>, stride aStride: Int, transposed aTransposed: Bool = false,
    _ b: UnsafePointer<Float>, stride bStride: Int, transposed bTransposed: Bool = false,
    into c: UnsafeMutablePointer<Float>, stride cStride: Int,
    rows: Int, columns: Int, inner: Int, accumulating: Bool = false
) {
    cblas_sgemm(
        CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans,
        blasint(rows), blasint(columns), blasint(inner),
        1, a, blasint(max(1, aStride)), b, blasint(max(1, bStride)),
        accumulating ? 1 : 0, c, blasint(max(1, cStride)))
}

/// The same in double precision.
@inline(__always)
package func matrixProduct(
    _ a: UnsafePointer<Double>, stride aStride: Int, transposed aTransposed: Bool = false,
    _ b: UnsafePointer<Double>, stride bStride: Int, transposed bTransposed: Bool = false,
    into c: UnsafeMutablePointer<Double>, stride cStride: Int,
    rows: Int, columns: Int, inner: Int, accumulating: Bool = false
) {
    cblas_dgemm(
        CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans,
        blasint(rows), blasint(columns), blasint(inner),
        1, a, blasint(max(1, aStride)), b, blasint(max(1, bStride)),
        accumulating ? 1 : 0, c, blasint(max(1, cStride)))
}
