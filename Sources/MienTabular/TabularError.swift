import Mien

/// What can go wrong with tables, with learning from them, and with models in files.
public enum TabularError: Error, Equatable {
    // MARK: Tables in files
    case missingFile(file: String)
    case unreadable(file: String, reason: String)
    /// Nothing but, at most, names of columns.
    case emptyTable(file: String)
    /// A byte that is no UTF-8, or zero: no table as text.
    case notText(file: String, line: Int)
    case openQuote(file: String, line: Int)
    case cellCount(file: String, line: Int, found: Int, expected: Int)
    case duplicateColumn(file: String, name: String)
    /// No end of a row within `limit` bytes.
    case longRow(file: String, line: Int, limit: Int)
    /// A file that was to be continued with rows of other columns.
    case otherColumns(file: String, found: [String], expected: [String])
    case unwritable(file: String, reason: String)

    // MARK: Tables
    case missingColumn(table: String, name: String, known: [String])
    case notANumber(table: String, line: Int, column: String, found: String)
    case noCell(table: String, line: Int, column: String)
    case newLabel(label: String, known: [String])

    // MARK: Learning
    case noExamples(rows: Int, columns: Int)
    case labelCount(labels: Int, rows: Int)
    case featureCount(found: Int, expected: Int)
    /// NaN or infinite; rows and columns are counted from zero.
    case notFinite(row: Int, column: Int, found: Double)
    case oneClass(label: Int)
    case tooFew(what: String, found: Int, expected: String)
    case badParameter(owner: String, name: String, found: String, expected: String)
    case notConverged(owner: String, reason: String)
    /// Finite values that cannot be reckoned with in double precision.
    case tooLarge(owner: String, column: Int)

    // MARK: Models in files
    case notAModel(file: String, reason: String)
    case otherModel(file: String, found: String, expected: String)
    case newerModel(file: String, version: Int, known: Int)
}

extension TabularError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingFile(let file):
            "\(file): no such file. Check the path."
        case .unreadable(let file, let reason):
            "\(file) cannot be read: \(reason). Check that it is a file, and its permissions."
        case .emptyTable(let file):
            "\(file) has no rows where a table with a line of names and at least one row is expected. Make it again."
        case .notText(let file, let line):
            "\(file):\(line): bytes that are no UTF-8 text where a table is expected. Save it as CSV in UTF-8."
        case .openQuote(let file, let line):
            "\(file):\(line): the quotation mark that opens here is never closed. Close it, or write it twice."
        case .cellCount(let file, let line, let found, let expected):
            "\(file):\(line): \(found) cells where \(expected) are expected, one for each column. Mend or remove the line."
        case .duplicateColumn(let file, let name):
            "\(file):1: two columns are called \(name.debugDescription). Rename one of them."
        case .longRow(let file, let line, let limit):
            "\(file):\(line): no line ends within \(limit) bytes where a row of a table is expected. "
                + "Name a table, or end its lines."
        case .otherColumns(let file, let found, let expected):
            "\(file) has the columns \(listed(found)) where \(listed(expected)) are expected. "
                + "Name another file, or remove this one."
        case .unwritable(let file, let reason):
            "\(file) was not written: \(reason). Make room, or name another folder."
        case .missingColumn(let table, let name, let known):
            "\(table) has no column \(name.debugDescription); it has \(listed(known)). Name one of these, or add it."
        case .notANumber(let table, let line, let column, let found):
            "\(table):\(line): column \(column.debugDescription) holds \(shortened(found)) where a number is expected. "
                + "Correct it, or leave it empty if it is missing."
        case .noCell(let table, let line, let column):
            "\(table):\(line): column \(column.debugDescription) is empty where a value is expected. "
                + "Fill it in, or remove the line."
        case .newLabel(let label, let known):
            "The label \(shortened(label)) was not learnt; known are \(listed(known)). Correct it, or learn again with it."
        case .noExamples(let rows, let columns):
            "A table of \(rows) rows and \(columns) columns where at least one of each is expected. Give more data."
        case .labelCount(let labels, let rows):
            "\(labels) labels for \(rows) rows; one label a row is expected."
        case .featureCount(let found, let expected):
            "Rows of \(found) columns where the model was learnt from \(expected). Choose the columns that it was learnt from."
        case .notFinite(let row, let column, let found):
            "Row \(row), column \(column) (from 0) is \(found) where a finite number is expected. "
                + "Fill it in, or remove the row."
        case .oneClass(let label):
            "All rows are of one class, \(label), where at least two are expected. Give examples of the others."
        case .tooFew(let what, let found, let expected):
            "\(found) \(what) where \(expected) are expected. Give more data, or ask for less."
        case .badParameter(let owner, let name, let found, let expected):
            "\(owner): \(name) is \(found) where \(expected) is expected."
        case .notConverged(let owner, let reason):
            "\(owner) found no solution: \(reason)."
        case .tooLarge(let owner, let column):
            "\(owner): the values of column \(column) (from 0) are too large to be reckoned with. Use another unit."
        case .notAModel(let file, let reason):
            "\(file) is no model of Mien's: \(reason). Name a file that Mien wrote, or train again."
        case .otherModel(let file, let found, let expected):
            "\(file) holds a model of kind \(found.debugDescription) where \(expected) is expected. Name another file."
        case .newerModel(let file, let version, let known):
            "\(file) is of version \(version), this program knows versions up to \(known). Use a newer Mien."
        }
    }

    /// As many names as a line holds.
    private func listed(_ names: [String]) -> String {
        let shown = names.prefix(12).map(\.debugDescription).joined(separator: ", ")
        return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
    }

    private func shortened(_ text: String) -> String {
        (text.count > 40 ? text.prefix(40) + "…" : text).debugDescription
    }
}

extension TabularError: Failure {
    public var kind: FailureKind {
        switch self {
        case .missingFile: .notFound
        case .unwritable: .cannotWrite
        case .badParameter: .usage
        case .unreadable, .emptyTable, .notText, .openQuote, .cellCount, .duplicateColumn, .longRow, .otherColumns,
            .missingColumn, .notANumber, .noCell, .newLabel, .noExamples, .labelCount, .featureCount, .notFinite,
            .oneClass,
            .tooFew, .notConverged, .tooLarge, .notAModel, .otherModel, .newerModel:
            .badData
        }
    }
}
