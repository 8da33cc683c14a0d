import Mien

/// The rows of a table by their value in one column, ascending; rows without one are in no group. As pandas's `groupby`.
///
/// ```swift
/// print(try songs.grouped(by: "label").median())
/// ```
public struct Groups: Sendable {
    /// The column that decides.
    public let column: String
    /// Its values, each once, ascending; texts by their code points.
    public let keys: Column
    /// The rows of each group, in the table's order.
    public let rows: [[Int]]

    private let table: Table

    fileprivate init(_ table: Table, by column: String) throws(TabularError) {
        self.table = table
        self.column = column
        switch try table.column(column) {
        case .numbers(let values):
            var rows: [Double: [Int]] = [:]
            for (row, value) in values.enumerated() where !value.isNaN { rows[value, default: []].append(row) }
            let groups = rows.sorted { $0.key < $1.key }
            (keys, self.rows) = (.numbers(groups.map(\.key)), groups.map(\.value))
        case .text(let values):
            var rows = [[Int]](repeating: [], count: values.texts.count)
            for (row, code) in values.codes.enumerated() where code >= 0 { rows[Int(code)].append(row) }
            let order = values.sortedCodes
            keys = .text(TextColumn(values.texts, codes: order.map { Int32($0) }))
            self.rows = order.map { rows[$0] }
        }
    }

    /// The groups' values as texts.
    public var names: [String] { (0..<keys.count).map { keys.cell($0) } }

    /// The mean of each column of numbers in each group, missing ones left out; NaN where all are missing.
    public func mean() throws(TabularError) -> Table { try aggregated(Statistics.mean) }

    /// The median of each column of numbers in each group, missing ones left out; NaN where all are missing.
    public func median() throws(TabularError) -> Table { try aggregated(Statistics.median) }

    /// How many values of each column are not missing in each group.
    public func count() throws(TabularError) -> Table {
        let others = table.names.filter { $0 != column }
        return try table(others) { (name) throws(TabularError) in
            let values = try table.column(name)
            return rows.map { Double(values.rows(at: $0).presentCount) }
        }
    }

    /// What `body` makes of the numbers of each column and group, missing ones left out.
    public func aggregated(_ body: ([Double]) -> Double) throws(TabularError) -> Table {
        try table(table.numericNames.filter { $0 != column }) { (name) throws(TabularError) in
            try values(of: name).map(body)
        }
    }

    /// The numbers of a column in each group, missing ones left out.
    public func values(of column: String) throws(TabularError) -> [[Double]] {
        let values = try table[column]
        return rows.map { rows in rows.map { values[$0] }.filter { !$0.isNaN } }
    }

    /// A row for each group: its key, then what `column` gives for each of `names`.
    private func table(
        _ names: [String], _ column: (String) throws(TabularError) -> [Double]
    ) throws(TabularError) -> Table {
        let columns = try parallelMap(names.count) { (place) throws(TabularError) in try column(names[place]) }
        return try Table(
            name: table.name, names: [self.column] + names, columns: [keys] + columns.map { .numbers($0) })
    }
}

extension Table {
    /// The rows by their value in one column.
    public func grouped(by column: String) throws(TabularError) -> Groups { try Groups(self, by: column) }
}
