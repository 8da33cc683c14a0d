import COpenBLAS
import Mien

/// The singular values of a matrix, falling, and the directions of its rows that belong to them.
struct SingularValues {
    let values: [Double]
    /// One direction a row, of length one: `[min(rows, columns), columns]`.
    let directions: Matrix

    /// By LAPACK's `dgesdd`.
    ///
    /// - Parameter matrix: finite numbers, at least one.
    init(of matrix: Matrix) throws(TabularError) {
        // One thread, and the same kernels for all.
        _ = BLAS.shared
        // Rows lie where LAPACK looks for columns: what it decomposes is the transpose, whose left vectors are wanted.
        var (rows, columns) = (Int32(clamping: matrix.columnCount), Int32(clamping: matrix.rowCount))
        var count = min(rows, columns)
        var contents = matrix.values
        var values = [Double](repeating: 0, count: Int(count))
        var left = [Double](repeating: 0, count: Int(rows) * Int(count))
        var right = [Double](repeating: 0, count: Int(count) * Int(columns))
        var integers = [Int32](repeating: 0, count: 8 * Int(count))
        var status: Int32 = 0
        var job = CChar(bitPattern: UInt8(ascii: "S"))
        // Asked with a size of −1 it says how much room it needs.
        var work = [0.0]
        for isAsking in [true, false] {
            var size: Int32 = isAsking ? -1 : Int32(work.count)
            dgesdd_(
                &job, &rows, &columns, &contents, &rows, &values, &left, &rows, &right, &count, &work, &size,
                &integers, &status)
            if isAsking && status == 0 { work = [Double](repeating: 0, count: max(1, Int(work[0]))) }
        }
        guard status == 0 else {
            throw .notConverged(owner: "PCA", reason: "LAPACK's dgesdd ends with status \(status)")
        }
        self.values = values
        directions = Matrix(rowCount: Int(count), columnCount: Int(rows), values: left)
    }
}
