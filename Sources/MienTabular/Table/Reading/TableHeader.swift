import Mien

/// The first line of a table in a file: the names of its columns.
struct TableHeader {
    let names: [String]
    let separator: Separator
    /// Behind it.
    let end: Int
    /// How many lines end before `end`.
    let lineCount: Int

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// - Parameter separator: nil for that which gives most columns.
    init(_ file: borrowing InputFile, separator: Separator?) throws(TabularError) {
        let path = file.path
        var size = 1 << 16
        while true {
            let count = min(size, file.byteCount)
            let bytes = try file.bytes(at: 0, count: count)
            let isWhole = count == file.byteCount
            let begin = Self.firstLine(bytes)
            let before = bytes[..<begin].count { $0 == UInt8(ascii: "\n") }
            if begin == count && isWhole { throw .emptyTable(file: path) }
            let (row, separator) = Self.cells(bytes[begin...], separator)
            let text = bytes[begin..<row.end]
            if text.contains(0) { throw .notText(file: path, line: before + 1) }
            if row.end < count || isWhole {
                guard let names = Self.names(row) else { throw .notText(file: path, line: before + 1) }
                if row.isOpen { throw .openQuote(file: path, line: before + 1) }
                var known: Set<String> = []
                for name in names where !known.insert(name).inserted { throw .duplicateColumn(file: path, name: name) }
                (self.names, self.separator, end) = (names, separator, row.end)
                lineCount = before + text.count { $0 == UInt8(ascii: "\n") }
                return
            }
            if size >= TableReader.rowLimit {
                if row.isOpen { throw .openQuote(file: path, line: before + 1) }
                throw .longRow(file: path, line: before + 1, limit: TableReader.rowLimit)
            }
            size *= 16
        }
    }

    /// Where the first line begins that is not blank, behind a byte order mark.
    private static func firstLine(_ bytes: [UInt8]) -> Int {
        let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        let blanks = Array(" \r\n".utf8)
        return bytes[start...].firstIndex { !blanks.contains($0) } ?? bytes.count
    }

    private static func cells(_ bytes: ArraySlice<UInt8>, _ separator: Separator?) -> (RowCells, Separator) {
        let separators = separator.map { [$0] } ?? Separator.allCases
        let candidates = separators.map { (RowCells(bytes, separator: $0.byte), $0) }
        return candidates.dropFirst().reduce(candidates[0]) { $1.0.cells.count > $0.0.cells.count ? $1 : $0 }
    }

    private static func names(_ row: RowCells) -> [String]? {
        var names: [String] = []
        for cell in row.cells {
            guard let name = String(validating: cell, as: UTF8.self) else { return nil }
            names.append(name)
        }
        return names
    }
}
