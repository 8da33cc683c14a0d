import MienKernels

extension VectorKernels: SpectralKernels {
    package func decibels(
        _ x: UnsafePointer<Float>, minimum: Float, zero: Float, floor: Float, into out: UnsafeMutablePointer<Float>,
        count: Int
    ) {
        for i in 0..<count {
            let level = 4.342_944_8 * Float.normalLogarithm(x[i] < minimum ? minimum : x[i]) - zero
            out[i] = level < floor ? floor : level
        }
    }

    package func weighRows(
        _ x: UnsafePointer<Float>, stride: Int, _ weights: UnsafePointer<Float>, rows: Int,
        into out: UnsafeMutablePointer<Float>, columns: Int
    ) {
        let whole = columns / lanes * lanes
        // Sums stay in registers, however many rows.
        for column in Swift.stride(from: 0, to: whole, by: lanes) {
            var sum = Lanes.zero
            for row in 0..<rows { sum = sum.adding(load(x + (row * stride + column)), times: weights[row]) }
            store(sum, out + column)
        }
        for column in whole..<columns {
            var sum: Float = 0
            for row in 0..<rows { sum += weights[row] * x[row * stride + column] }
            out[column] = sum
        }
    }

    package func addLevels(
        _ x: UnsafePointer<Float>, minimum: Float, to sums: UnsafeMutablePointer<Double>,
        logarithms: UnsafeMutablePointer<Double>, columns: Int
    ) {
        for column in 0..<columns {
            let level = x[column] < minimum ? minimum : x[column]
            sums[column] += Double(level)
            logarithms[column] += Double(Float.normalLogarithm(level))
        }
    }

    package func signChanges(_ x: UnsafePointer<Float>, count: Int, threshold: Float) -> Int {
        let whole = max(0, count - 1) / lanes * lanes
        let level = Lanes(repeating: -threshold)
        // Whole numbers, which a float counts exactly up to 2²⁴ in each lane.
        var changes = Lanes.zero
        for i in stride(from: 0, to: whole, by: lanes) {
            let differs = (load(x + i) .< level) .^ (load(x + i + 1) .< level)
            changes += Lanes.zero.replacing(with: 1, where: differs)
        }
        var total = Int(changes.total)
        for i in whole..<max(whole, count - 1) where (x[i] < -threshold) != (x[i + 1] < -threshold) { total += 1 }
        return total
    }
}
