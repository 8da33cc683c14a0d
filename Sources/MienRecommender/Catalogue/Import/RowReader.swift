import Mien
import MienTabular

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a CSV file row by row, in little memory however long it is; a row that is broken is told of, and passed by.
///
/// `Table` refuses a file with one broken row, and holds all others at once; its rules for quotation marks hold here, too.
final class RowReader {
    struct Row {
        /// The line on which it begins, from 1.
        let line: Int
        /// As many as there are columns; nil for a broken row.
        let cells: [String]?
        /// What is wrong with it.
        let fault: String?
    }

    /// The columns' names, in small letters.
    private(set) var columns: [String] = []

    private static let blockSize = 1 << 20
    /// The longest row; an unclosed quotation mark swallows no more.
    private static let rowLimit = 1 << 16
    private static let newline = UInt8(ascii: "\n")

    private let file: InputFile
    private let path: String
    private var separator = Separator.comma
    private var buffer: [UInt8] = []
    /// Where the next row begins in the buffer, and the buffer's end in the file.
    private var place = 0
    private var end = 0
    private var line = 1

    /// - Throws: ``RecommenderError`` where there is no file, or no line of names in it.
    init(_ path: String) throws(RecommenderError) {
        self.path = path
        file = try Self.open(path)
        try fill()
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        separator = likeliestSeparator
        guard let header = try next(count: nil) else { throw .emptyTable(file: path) }
        guard let names = header.cells else {
            throw .unreadable(file: path, reason: "line \(header.line) names no columns: \(header.fault ?? "")")
        }
        columns = names.map { $0.trimmed.lowercased() }
    }

    private static func open(_ path: String) throws(RecommenderError) -> InputFile {
        do throws(SerializationError) {
            return try InputFile(path)
        } catch {
            throw RecommenderError(reading: path, error)
        }
    }

    /// Where columns are that have to be there.
    ///
    /// - Throws: ``RecommenderError/missingColumn(file:name:known:)``.
    func places(of names: [String]) throws(RecommenderError) -> [Int] {
        var places: [Int] = []
        for name in names {
            guard let place = columns.firstIndex(of: name) else {
                throw .missingColumn(file: path, name: name, known: columns)
            }
            places.append(place)
        }
        return places
    }

    /// The next row; nil behind the last one.
    func next() throws(RecommenderError) -> Row? { try next(count: columns.count) }

    /// - Parameter count: how many cells are expected; nil for any number.
    private func next(count: Int?) throws(RecommenderError) -> Row? {
        while true {
            // Then the buffer ends within a row only where the file does.
            if buffer.count - place <= Self.rowLimit { try fill() }
            guard place < buffer.count else { return nil }
            let start = line
            switch try takeRow() {
            case .success(let cells):
                if cells.count == 1 && cells[0].allSatisfy({ $0 == " " }) { continue }
                if let count, cells.count != count {
                    return Row(
                        line: start, cells: nil,
                        fault: "\(cells.count) cells where \(count) are expected, one for each column")
                }
                return Row(line: start, cells: cells, fault: nil)
            case .failure(let fault):
                return Row(line: start, cells: nil, fault: fault.reason)
            }
        }
    }

    private struct Fault: Error { let reason: String }

    /// The cells from `place` on, which moves behind the row's end; behind that of its first line if it is broken.
    private func takeRow() throws(RecommenderError) -> Result<[String], Fault> {
        let limit = min(buffer.count, place + Self.rowLimit)
        let lineEnd = endOfLine(before: limit)
        guard let lineEnd else {
            // The end of the file ends a line, too; else it is longer than any row.
            if limit == buffer.count { return finish(buffer[place...], next: limit) }
            try skipLine()
            line += 1
            return .failure(Fault(reason: "no line ends within \(Self.rowLimit) bytes"))
        }
        if !buffer[place..<lineEnd].contains(UInt8(ascii: "\"")) {
            return finish(buffer[place..<lineEnd], next: lineEnd + 1)
        }
        let row = RowCells(buffer[place..<limit], separator: separator.byte)
        if row.isOpen {
            (place, line) = (lineEnd + 1, line + 1)
            return .failure(Fault(reason: "a quotation mark that opens here is never closed"))
        }
        line += buffer[place..<row.end].count { $0 == Self.newline }
        place = row.end
        return texts(row.cells.map { $0[...] })
    }

    /// Divides a row without quotation marks, or the last one.
    private func finish(_ bytes: ArraySlice<UInt8>, next: Int) -> Result<[String], Fault> {
        defer { (place, line) = (next, line + 1) }
        if bytes.contains(UInt8(ascii: "\"")) {
            let row = RowCells(bytes, separator: separator.byte)
            return row.isOpen
                ? .failure(Fault(reason: "a quotation mark that opens here is never closed"))
                : texts(row.cells.map { $0[...] })
        }
        let text = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
        return texts(text.split(separator: separator.byte, omittingEmptySubsequences: false))
    }

    private func texts(_ cells: [ArraySlice<UInt8>]) -> Result<[String], Fault> {
        var texts: [String] = []
        texts.reserveCapacity(cells.count)
        for cell in cells {
            guard let text = String(validating: cell, as: UTF8.self) else {
                return .failure(Fault(reason: "bytes that are no UTF-8 text"))
            }
            texts.append(text)
        }
        return .success(texts)
    }

    private func endOfLine(before limit: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base + place, 10, limit - place) else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// Goes behind the end of a line of any length.
    private func skipLine() throws(RecommenderError) {
        while place < buffer.count {
            let end = endOfLine(before: buffer.count)
            place = end.map { $0 + 1 } ?? buffer.count
            if end != nil { return }
            try fill()
        }
    }

    private var likeliestSeparator: Separator {
        let line = buffer[place...].prefix { $0 != Self.newline }
        let counts = Separator.allCases.map { separator in line.count { $0 == separator.byte } }
        return zip(Separator.allCases, counts).max { $0.1 < $1.1 }?.0 ?? .comma
    }

    /// Drops what was read, and reads on.
    private func fill() throws(RecommenderError) {
        let count = min(Self.blockSize, file.byteCount - end)
        if count == 0 { return }
        do throws(SerializationError) {
            let bytes = try file.read(at: end, count: count)
            buffer = Array(buffer[place...]) + bytes
            (place, end) = (0, end + count)
        } catch {
            throw RecommenderError(reading: path, error)
        }
    }
}
