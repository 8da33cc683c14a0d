import MienTabular

// Tables with GTZAN's own errors.

extension Table {
    init(reading path: String) throws(GTZANError) {
        do throws(TabularError) {
            self = try Table(contentsOf: path)
        } catch {
            throw .table(error)
        }
    }

    /// A column of text without gaps.
    func required(_ column: String) throws(GTZANError) -> [String] {
        do throws(TabularError) {
            return try labels(column)
        } catch {
            throw .table(error)
        }
    }

    /// A column of numbers; NaN stands for a gap.
    func numbers(_ column: String) throws(GTZANError) -> [Double] {
        do throws(TabularError) {
            return try self[column]
        } catch {
            throw .table(error)
        }
    }

    /// A column of whole numbers without gaps.
    func whole(_ column: String, from least: Int) throws(GTZANError) -> [Int] {
        var whole: [Int] = []
        for (row, value) in try numbers(column).enumerated() {
            guard let number = Int(exactly: value), (least...1_000_000).contains(number) else {
                throw .badCell(
                    table: name, line: line(of: row), column: column, found: value.isNaN ? "" : "\(value)",
                    expected: "a whole number from \(least)")
            }
            whole.append(number)
        }
        return whole
    }

    /// The clip that a cell names.
    func clip(_ cell: String, at row: Int, of column: String) throws(GTZANError) -> GTZANClip {
        do throws(GTZANError) {
            return try GTZANClip(file: cell)
        } catch {
            throw .badCell(
                table: name, line: line(of: row), column: column, found: cell,
                expected: "a genre and a number such as blues.00017")
        }
    }
}
