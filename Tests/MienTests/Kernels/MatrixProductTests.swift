import Mien
import MienKernels
import Testing

/// The sizes at which tiles, panels and blocks come out even, and one beside them; long and short rows.
@Suite("Products of matrices")
struct MatrixProductTests {
    static let sizes: [(rows: Int, columns: Int, inner: Int)] = [
        (1, 1, 1), (1, 7, 300), (3, 40, 65), (7, 33, 64), (8, 32, 256), (9, 31, 257), (17, 64, 33), (48, 64, 64),
        (50, 70, 33), (36, 520, 40), (13, 513, 600), (5, 3, 0), (130, 16, 9), (600, 3, 300), (25, 7, 513),
    ]

    @Test("Agree with sums in double precision, however the matrices lie", arguments: sizes)
    func agreesWithSums(rows: Int, columns: Int, inner: Int) {
        for (aIsTransposed, bIsTransposed) in [(false, false), (true, false), (false, true), (true, true)] {
            let (a, b) = (numbers(rows * inner, seed: 1), numbers(inner * columns, seed: 2))
            let start = numbers(rows * columns, seed: 3)
            for accumulating in [false, true] {
                var c = accumulating ? start : [Float](repeating: .nan, count: rows * columns)
                var scratch = [Float](repeating: .nan, count: max(1, kernels.matrixScratch))
                kernels.multiply(
                    aIsTransposed ? StridedMatrix(a, stride: rows).transposed : StridedMatrix(a, stride: inner),
                    bIsTransposed ? StridedMatrix(b, stride: inner).transposed : StridedMatrix(b, stride: columns),
                    into: &c, stride: columns, rows: rows, columns: columns, inner: inner, accumulating: accumulating,
                    scratch: &scratch)
                for row in 0..<rows {
                    for column in 0..<columns {
                        var sum = accumulating ? Double(start[row * columns + column]) : 0
                        for k in 0..<inner {
                            let left = a[aIsTransposed ? k * rows + row : row * inner + k]
                            let right = b[bIsTransposed ? column * inner + k : k * columns + column]
                            sum += Double(left) * Double(right)
                        }
                        // The terms are below one: an error of inner · 2⁻²⁴ would be the sum's worst case.
                        let error = abs(Double(c[row * columns + column]) - sum)
                        #expect(error < 2e-7 * Double(inner + 4), "row \(row), column \(column)")
                    }
                }
            }
        }
    }

    private func numbers(_ count: Int, seed: UInt64) -> [Float] {
        var random = RandomStream(seed: seed, purpose: .synthesis)
        return Tensor.uniform([max(1, count)], -1, 1, using: &random).scalars
    }
}
