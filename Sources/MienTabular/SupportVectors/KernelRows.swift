import COpenBLAS

/// The matrix of a dual problem, `signᵢ signⱼ k(xᵢ, xⱼ)`, of which the rows used last are kept.
///
/// As in LIBSVM the numbers are single precision, a row is as long as it was ever asked for, and examples change places so
/// that those still in play lie first.
struct KernelRows {
    private let function: KernelFunction
    /// The examples, as they were given.
    private let x: Matrix
    /// The example at each place.
    private(set) var examples: [Int]
    private(set) var signs: [Double]
    private(set) var diagonal: [Double]
    private var squares: [Double]
    private var rows: [[Float]]
    private var lastUse: [Int]
    private var clock = 0
    /// How many numbers may still be kept.
    private var room: Int
    private var products: [Double]

    /// - Parameter cacheBytes: how much memory the rows may take; two rows are kept in any case.
    init(_ x: Matrix, signs: [Double], function: KernelFunction, cacheBytes: Int) {
        let count = x.rowCount
        (self.x, self.signs, self.function) = (x, signs, function)
        examples = Array(0..<count)
        squares = x.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return [] }
            return (0..<count).map { row in
                let place = base + row * x.columnCount
                return cblas_ddot(Int32(x.columnCount), place, 1, place, 1)
            }
        }
        diagonal = squares.map { function.value(product: $0, squares: 2 * $0) }
        rows = Array(repeating: [], count: count)
        lastUse = Array(repeating: 0, count: count)
        products = Array(repeating: 0, count: count)
        room = max(cacheBytes / MemoryLayout<Float>.size, 2 * count)
    }

    var count: Int { examples.count }

    /// The row at a place, at least its first `length` numbers.
    mutating func row(_ place: Int, length: Int) -> [Float] {
        clock += 1
        lastUse[place] = clock
        let known = rows[place].count
        guard known < length else { return rows[place] }
        makeRoom(for: length - known, sparing: place)
        let columns = Int32(x.columnCount)
        x.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            let own = base + examples[place] * x.columnCount
            // OpenBLAS has kernels for each processor: half of the time of a loop that runs on all of them.
            for other in known..<length {
                let row = base + examples[other] * x.columnCount
                products[other - known] = cblas_ddot(columns, own, 1, row, 1)
            }
        }
        rows[place].reserveCapacity(length)
        let (sign, square) = (signs[place], squares[place])
        for other in known..<length {
            let value = function.value(product: products[other - known], squares: square + squares[other])
            rows[place].append(Float(sign * signs[other] * value))
        }
        return rows[place]
    }

    private mutating func makeRoom(for length: Int, sparing place: Int) {
        room -= length
        while room < 0 {
            // The one that is spared was asked for last.
            var oldest = place
            for other in rows.indices where !rows[other].isEmpty && lastUse[other] < lastUse[oldest] { oldest = other }
            guard oldest != place else { return }
            forget(oldest)
        }
    }

    private mutating func forget(_ place: Int) {
        room += rows[place].count
        rows[place] = []
    }

    mutating func swap(_ first: Int, _ second: Int) {
        guard first != second else { return }
        examples.swapAt(first, second)
        signs.swapAt(first, second)
        diagonal.swapAt(first, second)
        squares.swapAt(first, second)
        rows.swapAt(first, second)
        lastUse.swapAt(first, second)
        let (low, high) = (min(first, second), max(first, second))
        for place in rows.indices where rows[place].count > low {
            if rows[place].count > high { rows[place].swapAt(low, high) } else { forget(place) }
        }
    }
}
