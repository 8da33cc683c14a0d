import Mien
import MienKernels
import MienTraining

/// A cell of a row that is written.
public enum Cell: Sendable, Equatable {
    case number(Double)
    case text(String)
    case missing

    var text: String {
        switch self {
        case .number(let value): value.cell
        case .text(let text): text
        case .missing: ""
        }
    }
}

/// Writes a table to a CSV file row by row. Each row is on the disk before the next one, so that what takes hours can be
/// interrupted at any time and goes on where it was. One writer a file at a time.
///
/// ```swift
/// var writer = try TableWriter("features.csv", columns: ["file", "tempo"], continuing: true)
/// for file in files.dropFirst(writer.rowCount) { try writer.append([.text(file), .number(tempo(of: file))]) }
/// ```
public struct TableWriter: Sendable {
    public let path: String
    public let columns: [String]
    /// How many rows the file has, those included that were there before.
    public private(set) var rowCount = 0

    private let rowText: RowText
    /// The size of the part of the file that is whole. A row that was cut off lies behind it, and is written over.
    private var length = 0

    /// - Parameters:
    ///   - path: the file. Its folder has to be there.
    ///   - columns: the names of the columns.
    ///   - separator: what stands between cells.
    ///   - continuing: whether to go on behind the last whole row where the file is there; otherwise it is written anew.
    /// - Throws: ``TabularError/otherColumns(file:found:expected:)`` for a file with other columns, which stays as it is;
    ///   ``TabularError/unwritable(file:reason:)``; and what reading throws.
    public init(
        _ path: String, columns: [String], separator: Separator = .comma, continuing: Bool = false
    ) throws(TabularError) {
        (self.path, self.columns) = (path, columns)
        rowText = RowText(separator: separator)
        if continuing, Files.exists(path) { try goOn() }
        if length == 0 {
            try write(rowText.line(columns))
            try sync(Files.folder(of: path))
        }
    }

    /// Writes a row, and returns when it is on the disk. After an error the same row can be tried again.
    public mutating func append(_ cells: [Cell]) throws(TabularError) {
        require(cells.count == columns.count, "TableWriter: \(cells.count) cells for \(columns.count) columns")
        try write(rowText.line(cells.map(\.text)))
        rowCount += 1
    }

    private mutating func write(_ text: String) throws(TabularError) {
        do {
            try Files.append(Array(text.utf8), to: path, at: length)
        } catch {
            throw unwritable(error)
        }
        try sync(path)
        length += text.utf8.count
    }

    private func sync(_ path: String) throws(TabularError) {
        do {
            try Files.makeDurable(path)
        } catch {
            throw unwritable(error)
        }
    }

    private func unwritable(_ error: any Error) -> TabularError {
        guard case TrainingError.cannotWrite(_, let reason) = error else {
            return .unwritable(file: path, reason: "\(error)")
        }
        return .unwritable(file: path, reason: reason)
    }

    // MARK: - Going on

    /// Cuts off what stands behind the last whole row of the file. A line of names that was cut off counts as none.
    private mutating func goOn() throws(TabularError) {
        let file = try InputFile.table(path)
        let header = Array(rowText.line(columns).utf8)
        let first = try file.bytes(at: 0, count: min(header.count, file.byteCount))
        if first.count < header.count && header.starts(with: first) { return }
        let found = try TableHeader(file, separator: rowText.separator)
        guard found.names == columns else {
            throw .otherColumns(file: path, found: found.names, expected: columns)
        }
        length = try wholeRowsEnd(file, from: found.end)
        try write("")
        do throws(TabularError) {
            rowCount = try Table(contentsOf: path, separator: rowText.separator).rowCount
        } catch .emptyTable {
            rowCount = 0
        }
    }

    private func wholeRowsEnd(_ file: borrowing InputFile, from start: Int) throws(TabularError) -> Int {
        var (place, size) = (start, 1 << 20)
        while place < file.byteCount {
            let count = min(size, file.byteCount - place)
            let bytes = try file.bytes(at: place, count: count)
            let end = bytes.withUnsafeBufferPointer { text in
                text.baseAddress.map { lastRowEnd($0, count: count, separator: rowText.separator.byte).end } ?? 0
            }
            place += end
            if end > 0 { continue }
            if count < size || size == TableReader.rowLimit { break }
            size = TableReader.rowLimit
        }
        return place
    }
}
