import MienTabular

// Tables with MovieLens's own errors.

extension Table {
    init(reading path: String) throws(MovieLensError) {
        do throws(TabularError) {
            self = try Table(contentsOf: path)
        } catch {
            throw .table(error)
        }
    }

    /// A column of text without gaps.
    func required(_ column: String) throws(MovieLensError) -> [String] {
        do throws(TabularError) {
            return try labels(column)
        } catch {
            throw .table(error)
        }
    }

    /// A column of whole numbers without gaps.
    func whole(_ column: String, in range: ClosedRange<Int>) throws(MovieLensError) -> [Int] {
        try converted(column, "a whole number in \(range.lowerBound) … \(range.upperBound)") { value in
            Int(exactly: value).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A column of half stars without gaps.
    func stars(_ column: String) throws(MovieLensError) -> [Double] {
        try converted(column, "half a star to five, in steps of 0.5,") { value in
            MovieLens.stars.contains(value) && (2 * value).rounded() == 2 * value ? value : nil
        }
    }

    private func converted<Value>(
        _ column: String, _ expected: String, _ make: (Double) -> Value?
    ) throws(MovieLensError) -> [Value] {
        let cells: [Double]
        do throws(TabularError) {
            cells = try self[column]
        } catch {
            throw .table(error)
        }
        var values: [Value] = []
        values.reserveCapacity(cells.count)
        for (row, cell) in cells.enumerated() {
            guard let value = make(cell) else {
                throw .badCell(
                    table: name, line: line(of: row), column: column, found: cell.isNaN ? "" : "\(cell)",
                    expected: expected)
            }
            values.append(value)
        }
        return values
    }
}
