import COpenBLAS
import Mien

/// Straight borders between classes: a row of coefficients and an intercept for each class, or one of both for two classes,
/// which is above zero for the second.
struct LinearBorders: Sendable {
    /// `[borders, features]`
    let coefficients: Matrix
    let intercepts: [Double]

    private static let rowsPerBlock = 256

    /// `x · coefficientsᵀ + intercepts`: `[examples, borders]`.
    func decisionValues(_ x: Matrix) -> Matrix {
        let blocks = Self.blocks(x.rowCount)
        let values = parallelMap(blocks.count) { products(x, rows: blocks[$0]) }
        return Matrix(rowCount: x.rowCount, columnCount: intercepts.count, values: values.flatMap { $0 })
    }

    /// The rows in parts that do not depend on the number of threads.
    static func blocks(_ count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: rowsPerBlock).map { $0..<min(count, $0 + rowsPerBlock) }
    }

    func products(_ x: Matrix, rows: Range<Int>) -> [Double] {
        var values = rows.flatMap { _ in intercepts }
        let (columns, borders) = (Int32(x.columnCount), Int32(intercepts.count))
        x.values.withUnsafeBufferPointer { x in
            guard let base = x.baseAddress else { return }
            cblas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows.count), borders, columns, 1,
                base + rows.lowerBound * Int(columns), columns, coefficients.values, columns, 1, &values, borders)
        }
        return values
    }

    /// The place of the class on whose side a row of decision values lies.
    static func side(of values: ArraySlice<Double>) -> Int {
        guard values.count > 1 else { return values.first ?? 0 > 0 ? 1 : 0 }
        let best = values.indices.max { values[$0] < values[$1] || (values[$0] == values[$1] && $0 > $1) }
        return (best ?? values.startIndex) - values.startIndex
    }
}

extension LinearBorders: Codable {
    private enum CodingKeys: String, CodingKey {
        case coefficients, intercepts
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        coefficients = try values.decode(Matrix.self, forKey: .coefficients)
        intercepts = try values.decode([Double].self, forKey: .intercepts)
        try decoder.check(
            coefficients.isSound(rows: intercepts.count) && intercepts.allSatisfy(\.isFinite),
            "finite coefficients and an intercept for each border")
    }

    /// Throws unless there are as many borders as these classes need.
    func check(_ classes: [Int], in decoder: any Decoder) throws {
        try decoder.check(areClasses(classes), "at least two classes, ascending,")
        try decoder.check(
            intercepts.count == (classes.count == 2 ? 1 : classes.count), "a border for each class, or one for two,")
    }
}
