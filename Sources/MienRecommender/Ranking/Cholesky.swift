import COpenBLAS
import Mien

/// The triangle `L` of a positive definite matrix `A = L · Lᵀ`, by LAPACK.
struct Cholesky {
    let size: Int
    /// `L` row by row in its lower half; what stands above is of no meaning.
    private(set) var triangle: [Double]

    // LAPACK's columns are our rows: its upper half is our lower one.
    private static let half = CChar(bitPattern: UInt8(ascii: "U"))

    /// - Parameter matrix: symmetric, `size * size`.
    /// - Returns: nil where it is not positive definite, as far as can be told.
    init?(of matrix: [Double], size: Int) {
        // One thread, and the same kernels for all.
        _ = BLAS.shared
        (triangle, self.size) = (matrix, size)
        var (status, order, half): (Int32, Int32, CChar) = (0, Int32(size), Self.half)
        dpotrf_(&half, &order, &triangle, &order, &status)
        guard status == 0 else { return nil }
    }

    /// `A⁻¹ · side`
    func solve(_ side: [Double]) -> [Double] {
        var (status, order, count, half): (Int32, Int32, Int32, CChar) = (0, Int32(size), 1, Self.half)
        var result = side
        dpotrs_(&half, &order, &count, triangle, &order, &result, &order, &status)
        return result
    }

    /// `L⁻ᵀ · side`: of standard normal numbers, draws with the covariance `A⁻¹`.
    func solveTransposed(_ side: [Double]) -> [Double] {
        var result = side
        cblas_dtrsv(
            CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, Int32(size), triangle, Int32(size), &result, 1)
        return result
    }

    /// `A⁻¹`, row by row.
    var inverse: [Double] {
        var (status, order, half): (Int32, Int32, CChar) = (0, Int32(size), Self.half)
        var result = triangle
        dpotri_(&half, &order, &result, &order, &status)
        for row in 0..<size {
            for column in 0..<row { result[column * size + row] = result[row * size + column] }
        }
        return result
    }
}
