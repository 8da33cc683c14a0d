import Mien

/// How columns of numbers go together: Pearson's coefficients, from -1 to 1.
public struct Correlation: Sendable {
    /// The columns, which are rows as well.
    public let names: [String]
    /// Symmetric. NaN where a column does not vary, or fewer than two rows have both values.
    public let values: Matrix

    let table: String

    public subscript(first: String, second: String) -> Double {
        get throws(TabularError) { values[try place(of: first), try place(of: second)] }
    }

    private func place(of column: String) throws(TabularError) -> Int {
        guard let place = names.firstIndex(of: column) else {
            throw .missingColumn(table: table, name: column, known: names)
        }
        return place
    }
}

extension Table {
    /// How each two columns of numbers go together; for each two, rows that lack one of the values are left out, as in
    /// pandas's `corr`.
    ///
    /// - Parameter names: the columns; nil for all that are numbers.
    public func correlation(of names: [String]? = nil) throws(TabularError) -> Correlation {
        let names = names ?? numericNames
        var columns: [CentredColumn] = []
        for name in names { columns.append(CentredColumn(try self[name])) }
        let halves = parallelMap(names.count) { first in
            (first..<names.count).map { columns[first].correlation(with: columns[$0]) }
        }
        var values = Matrix(rowCount: names.count, columnCount: names.count)
        for (first, half) in halves.enumerated() {
            for (offset, value) in half.enumerated() {
                values[first, first + offset] = value
                values[first + offset, first] = value
            }
        }
        return Correlation(names: names, values: values, table: name)
    }
}

/// A column's distances from its mean.
private struct CentredColumn {
    private let values: [Double]
    private let isComplete: Bool
    /// The sum of the squares.
    private let power: Double

    init(_ values: [Double]) {
        let present = values.filter { !$0.isNaN }
        isComplete = present.count == values.count
        let mean = Statistics.mean(present)
        // Equal numbers may differ from their rounded mean: they do not vary.
        let isConstant = present.allSatisfy { $0 == present[0] }
        self.values = isConstant ? values.map { $0.isNaN ? $0 : 0 } : values.map { $0 - mean }
        power = isComplete ? Statistics.sum(self.values.map { $0 * $0 }[...]) : .nan
    }

    func correlation(with other: CentredColumn) -> Double {
        if isComplete && other.isComplete { return ratio(other) }
        let common = values.indices.filter { !values[$0].isNaN && !other.values[$0].isNaN }
        if common.count < 2 { return .nan }
        return CentredColumn(common.map { values[$0] }).ratio(CentredColumn(common.map { other.values[$0] }))
    }

    private func ratio(_ other: CentredColumn) -> Double {
        let size = power == other.power ? power : power.squareRoot() * other.power.squareRoot()
        // A single row, or columns that do not vary.
        guard values.count > 1, size > 0 else { return .nan }
        var products = [Double](repeating: 0, count: values.count)
        for index in values.indices { products[index] = values[index] * other.values[index] }
        return min(max(Statistics.sum(products[...]) / size, -1), 1)
    }
}
