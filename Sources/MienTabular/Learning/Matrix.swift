import Mien

/// Numbers in rows and columns: a row is an example, a column a feature. NaN stands for a missing value.
public struct Matrix: Sendable, Equatable, Codable {
    public let rowCount: Int
    public let columnCount: Int
    /// Row after row.
    public private(set) var values: [Double]

    /// - Parameters:
    ///   - rowCount: the number of rows.
    ///   - columnCount: the number of columns.
    ///   - values: row after row, `rowCount * columnCount` of them.
    public init(rowCount: Int, columnCount: Int, values: [Double]) {
        require(
            rowCount >= 0 && columnCount >= 0 && values.count == rowCount * columnCount,
            "Matrix: \(rowCount) rows of \(columnCount) columns cannot be made of \(values.count) values")
        (self.rowCount, self.columnCount, self.values) = (rowCount, columnCount, values)
    }

    /// - Parameter rows: one array of numbers an example, all of one length.
    public init(_ rows: [[Double]]) {
        let columnCount = rows.first?.count ?? 0
        for (index, row) in rows.enumerated() {
            require(
                row.count == columnCount, "Matrix: row \(index) has \(row.count) values, the first has \(columnCount)")
        }
        self.init(rowCount: rows.count, columnCount: columnCount, values: rows.flatMap { $0 })
    }

    /// - Parameters:
    ///   - rowCount: the number of rows.
    ///   - columnCount: the number of columns.
    ///   - value: what each place holds.
    public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
        self.init(
            rowCount: rowCount, columnCount: columnCount,
            values: [Double](repeating: value, count: rowCount * columnCount))
    }

    public subscript(row: Int, column: Int) -> Double {
        get { values[row * columnCount + column] }
        set { values[row * columnCount + column] = newValue }
    }

    /// One example.
    public func row(_ index: Int) -> ArraySlice<Double> {
        values[index * columnCount..<(index + 1) * columnCount]
    }

    /// One feature of all examples.
    public func column(_ index: Int) -> [Double] {
        require((0..<columnCount).contains(index), "Matrix: no column \(index) among \(columnCount)")
        return (0..<rowCount).map { values[$0 * columnCount + index] }
    }

    /// The examples at `places`, in their order.
    public func rows(at places: [Int]) -> Matrix {
        var chosen: [Double] = []
        chosen.reserveCapacity(places.count * columnCount)
        for place in places { chosen += row(place) }
        return Matrix(rowCount: places.count, columnCount: columnCount, values: chosen)
    }

    /// The features at `places`, in their order.
    public func columns(at places: [Int]) -> Matrix {
        var chosen: [Double] = []
        chosen.reserveCapacity(rowCount * places.count)
        for row in 0..<rowCount {
            for place in places { chosen.append(self[row, place]) }
        }
        return Matrix(rowCount: rowCount, columnCount: places.count, values: chosen)
    }

    /// Its features followed by those of `other`, which has as many rows.
    public func joined(with other: Matrix) -> Matrix {
        require(
            rowCount == other.rowCount, "Matrix: \(rowCount) rows cannot be joined with \(other.rowCount)")
        var joined: [Double] = []
        joined.reserveCapacity(values.count + other.values.count)
        for index in 0..<rowCount {
            joined += row(index)
            joined += other.row(index)
        }
        return Matrix(rowCount: rowCount, columnCount: columnCount + other.columnCount, values: joined)
    }
}
