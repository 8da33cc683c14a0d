import MienKernels
import MienTabular

/// A matrix of which most places are zero, row by row.
struct SparseRows: Sendable, Equatable {
    let columnCount: Int
    /// Where each row begins, and where the last one ends.
    let starts: [Int]
    /// Ascending within a row.
    let columns: [Int32]
    let values: [Double]

    var rowCount: Int { starts.count - 1 }

    init(columnCount: Int, rows: [Profile]) {
        self.columnCount = columnCount
        starts = rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        columns = rows.flatMap { row in row.map { Int32($0.item) } }
        values = rows.flatMap { row in row.map(\.weight) }
    }

    private init(columnCount: Int, starts: [Int], columns: [Int32], values: [Double]) {
        (self.columnCount, self.starts, self.columns, self.values) = (columnCount, starts, columns, values)
    }

    /// Columns as rows.
    var transposed: SparseRows {
        var starts = [Int](repeating: 0, count: columnCount + 1)
        for column in columns { starts[Int(column) + 1] += 1 }
        for column in 0..<columnCount { starts[column + 1] += starts[column] }
        var next = starts
        var rows = [Int32](repeating: 0, count: columns.count)
        var turned = [Double](repeating: 0, count: columns.count)
        for row in 0..<rowCount {
            for place in places(of: row) {
                let column = Int(columns[place])
                (rows[next[column]], turned[next[column]]) = (Int32(row), values[place])
                next[column] += 1
            }
        }
        return SparseRows(columnCount: rowCount, starts: starts, columns: rows, values: turned)
    }

    /// The places of a row's entries.
    func places(of row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

    /// Adds `factor · row` to `dense`, which has a place for each column.
    func add(_ row: Int, times factor: Double, to dense: UnsafeMutablePointer<Double>) {
        let places = places(of: row)
        withPointers { columns, values in
            addSparse(
                columns + places.lowerBound, values + places.lowerBound, count: places.count, times: factor, into: dense
            )
        }
    }

    /// `Σ row · dense`
    func product(_ row: Int, _ dense: UnsafePointer<Double>) -> Double {
        let places = places(of: row)
        return withPointers { columns, values in
            sparseProduct(columns + places.lowerBound, values + places.lowerBound, count: places.count, dense)
        } ?? 0
    }

    /// Nil where there are no entries.
    @discardableResult
    func withPointers<Result>(_ body: (UnsafePointer<Int32>, UnsafePointer<Double>) -> Result) -> Result? {
        columns.withUnsafeBufferPointer { columns in
            values.withUnsafeBufferPointer { values in
                guard let columns = columns.baseAddress, let values = values.baseAddress else { return nil }
                return body(columns, values)
            }
        }
    }
}

extension SparseRows: Codable {
    private enum CodingKeys: CodingKey { case columnCount, starts, columns, values }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        columnCount = try container.decode(Int.self, forKey: .columnCount)
        starts = try container.decode(PackedArray<Int>.self, forKey: .starts).numbers
        columns = try container.decode(PackedArray<Int32>.self, forKey: .columns).numbers
        values = try container.decode(PackedArray<Double>.self, forKey: .values).numbers
        try decoder.check(
            columnCount > 0 && starts.first == 0 && starts.last == columns.count && columns.count == values.count
                && zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 },
            "rows of as many values as columns")
        let (range, columns) = (0..<columnCount, columns)
        try decoder.check(columns.allSatisfy { range.contains(Int($0)) }, "columns within \(columnCount)")
        let isSorted = zip(starts, starts.dropFirst()).allSatisfy { first, end in
            (first..<end).dropFirst().allSatisfy { columns[$0 - 1] < columns[$0] }
        }
        try decoder.check(isSorted && values.allSatisfy(\.isFinite), "ascending columns of finite values")
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(columnCount, forKey: .columnCount)
        try container.encode(PackedArray(starts), forKey: .starts)
        try container.encode(PackedArray(columns), forKey: .columns)
        try container.encode(PackedArray(values), forKey: .values)
    }
}
