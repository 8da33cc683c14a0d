import Mien

/// Columns of equal length with names: numbers, or text.
///
/// ```swift
/// let songs = try Table(contentsOf: "features_30_sec.csv")
/// let tempo = try songs["tempo"]
/// let x = try songs.matrix(columns: songs.numericNames)
/// print(try songs.describe())
/// ```
///
/// A table is a value: what changes one gives another, and columns that both have are held once.
public struct Table: Sendable {
    /// What errors call it: the path of its file, if it is from one.
    public let name: String
    /// The names of the columns.
    public let names: [String]
    public let rowCount: Int

    let columns: [Column]
    let lines: LineNumbers
    private let places: [String: Int]

    /// - Parameters:
    ///   - name: what errors call it.
    ///   - names: the names of the columns.
    ///   - columns: as many, of equal length.
    /// - Throws: ``TabularError/duplicateColumn(file:name:)``.
    public init(name: String = "table", names: [String], columns: [Column]) throws(TabularError) {
        require(names.count == columns.count, "Table: \(names.count) names for \(columns.count) columns")
        for (column, title) in zip(columns, names) {
            require(
                column.count == columns[0].count,
                "Table: \(title.debugDescription) has \(column.count) rows, the first column \(columns[0].count)")
        }
        var known: Set<String> = []
        for title in names where !known.insert(title).inserted { throw .duplicateColumn(file: name, name: title) }
        self.init(name: name, names: names, columns: columns, lines: LineNumbers())
    }

    /// Names that differ, columns of equal length.
    init(name: String, names: [String], columns: [Column], lines: LineNumbers) {
        (self.name, self.names, self.columns, self.lines) = (name, names, columns, lines)
        rowCount = columns.first?.count ?? 0
        places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    /// Reads a CSV file: its first line names the columns.
    ///
    /// A column is one of numbers if all its cells are numbers or missing, else one of text. Missing are cells that are
    /// empty or hold one of the words that pandas takes for it, such as `NA`, `NaN`, `null`. Cells may stand in
    /// quotation marks (RFC 4180), lines end in LF or CR LF, blank ones are skipped, and a byte order mark is, too.
    /// Numbers are the nearest Doubles; whole ones beyond 2⁵³ lose digits.
    ///
    /// The file is read block by block, since it may be larger than memory has room for its text; SwiftCSV, which is well
    /// kept, holds it as a whole, which is why it is not used here.
    ///
    /// - Parameters:
    ///   - path: a file in UTF-8.
    ///   - separator: what stands between cells; nil for the one that gives the first line most cells, of equal ones the
    ///     comma.
    /// - Throws: ``TabularError``, which names the line of what is wrong.
    public init(contentsOf path: String, separator: Separator? = nil) throws(TabularError) {
        self = try TableReader(path, separator: separator).read()
    }

    /// The place of a column.
    func place(of column: String) throws(TabularError) -> Int {
        guard let place = places[column] else { throw .missingColumn(table: name, name: column, known: names) }
        return place
    }
}

// MARK: - Columns

extension Table {
    /// A column of numbers; NaN stands for a missing one.
    ///
    /// - Throws: ``TabularError/missingColumn(table:name:known:)``, and for a column of text
    ///   ``TabularError/notANumber(table:line:column:found:)`` with its first cell that is no number.
    public subscript(column: String) -> [Double] {
        get throws(TabularError) {
            switch try self.column(column) {
            case .numbers(let values): return values
            case .text(let values): throw notANumber(values, column)
            }
        }
    }

    /// A column of text; numbers are given as they are written.
    public func text(_ column: String) throws(TabularError) -> TextColumn {
        switch try self.column(column) {
        case .numbers(let values): TextColumn(values.map { $0.isNaN ? nil : $0.cell })
        case .text(let values): values
        }
    }

    /// A column of text of which nothing may be missing, such as the classes of examples.
    ///
    /// - Throws: ``TabularError/noCell(table:line:column:)`` with the first cell that is.
    public func labels(_ column: String) throws(TabularError) -> [String] {
        var labels: [String] = []
        labels.reserveCapacity(rowCount)
        for (row, value) in try text(column).enumerated() {
            guard let value else { throw .noCell(table: name, line: line(of: row), column: column) }
            labels.append(value)
        }
        return labels
    }

    public func column(_ column: String) throws(TabularError) -> Column { columns[try place(of: column)] }

    /// The names of the columns of numbers.
    public var numericNames: [String] {
        zip(names, columns).compactMap { name, column in
            if case .numbers = column { name } else { nil }
        }
    }

    /// Columns of numbers, side by side in the order of `names`.
    public func matrix(columns names: [String]) throws(TabularError) -> Matrix {
        var values: [Double] = [Double](repeating: 0, count: rowCount * names.count)
        for (place, name) in names.enumerated() {
            for (row, value) in try self[name].enumerated() { values[row * names.count + place] = value }
        }
        return Matrix(rowCount: rowCount, columnCount: names.count, values: values)
    }

    /// The line of its file on which a row begins, from 1; of a table that is from none, that which it would be.
    public func line(of row: Int) -> Int { lines.line(of: row) }

    private func notANumber(_ values: TextColumn, _ column: String) -> TabularError {
        let isNumber = (0..<values.texts.count).map { values.texts.number($0) != nil }
        let row = values.codes.firstIndex { $0 >= 0 && !isNumber[Int($0)] } ?? 0
        return .notANumber(table: name, line: line(of: row), column: column, found: values[row] ?? "")
    }
}

// MARK: - Parts

extension Table {
    /// The rows at `places`, in their order.
    public func rows(at places: [Int]) -> Table {
        Table(name: name, names: names, columns: columns.map { $0.rows(at: places) }, lines: lines.rows(at: places))
    }

    /// The rows whose value in a column of text is `value`.
    public func rows(where column: String, is value: String) throws(TabularError) -> Table {
        let values = try text(column)
        return rows(at: values.indices.filter { values[$0] == value })
    }

    /// The first `count` rows, or as many as there are.
    public func head(_ count: Int = 5) -> Table { rows(at: Array(0..<min(count, rowCount))) }

    /// The named columns, in the order of `names`.
    public func columns(_ names: [String]) throws(TabularError) -> Table {
        var chosen: [Column] = []
        for name in names { chosen.append(try column(name)) }
        var known: Set<String> = []
        for name in names where !known.insert(name).inserted { throw .duplicateColumn(file: self.name, name: name) }
        return Table(name: name, names: names, columns: chosen, lines: lines)
    }

    /// All columns but the named ones.
    public func dropping(_ names: [String]) throws(TabularError) -> Table {
        for name in names { _ = try place(of: name) }
        return try columns(self.names.filter { !names.contains($0) })
    }

    /// The table with one more column, as long as the others.
    public func adding(_ column: Column, named title: String) throws(TabularError) -> Table {
        require(
            columns.isEmpty || column.count == rowCount,
            "Table: \(title.debugDescription) has \(column.count) rows, the table \(rowCount)")
        guard places[title] == nil else { throw .duplicateColumn(file: name, name: title) }
        if columns.isEmpty { return try Table(name: name, names: [title], columns: [column]) }
        return Table(name: name, names: names + [title], columns: columns + [column], lines: lines)
    }
}
