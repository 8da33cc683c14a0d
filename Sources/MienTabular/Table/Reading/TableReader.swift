import Mien
import MienKernels

/// Reads a table in batches of blocks of whole rows. The blocks of a batch are taken apart at the same time, then its
/// columns grow at the same time; of the text no more than a batch is held.
struct TableReader: ~Copyable {
    /// The size of a block, and how many a batch has. Whatever the number of threads, they are the same.
    private static let blockSize = 1 << 20
    private static let batchSize = 8
    /// The longest row, so that memory stays bounded where no row ends.
    static let rowLimit = 1 << 24

    private let file: InputFile
    private let path: String
    private let separator: UInt8
    private let names: [String]
    /// Where the first row begins, and the number of lines before it.
    private let start: Int
    private let linesBefore: Int
    private let scanner: CellScanner

    init(_ path: String, separator: Separator?) throws(TabularError) {
        let file = try InputFile.table(path)
        let header = try TableHeader(file, separator: separator)
        self.file = file
        self.path = path
        (names, start, linesBefore) = (header.names, header.end, header.lineCount)
        self.separator = header.separator.byte
        scanner = CellScanner(separator: header.separator.byte)
    }

    func read() throws(TabularError) -> Table {
        let builders = names.map { _ in ColumnBuilder() }
        var lines = LineNumbers()
        var (rowCount, line) = (0, linesBefore + 1)
        let size = file.byteCount
        try forEachBatch { (blocks, end) throws(TabularError) in
            scan(blocks, builders)
            for block in blocks {
                try check(block, line)
                for row in 0..<block.rows { lines.append(line + Int(block.lines[row])) }
                rowCount += block.rows
                line += block.newlines
            }
            turn(builders, by: blocks)
            // As many rows as the whole file has if it goes on like this; but no more than four times what is there.
            let share = Double(size - start) / Double(end - start)
            let expected = min(Int(Double(rowCount) * share * 1.01) + 1, rowCount * 4)
            parallelFor(builders.count) { column in
                builders[column].reserve(end == size ? rowCount : expected)
                for block in blocks { builders[column].append(block, column: column) }
            }
            return true
        }
        guard rowCount > 0 else { throw .emptyTable(file: path) }
        try restore(builders)
        return Table(name: path, names: names, columns: builders.map(\.column), lines: lines)
    }

    // MARK: - Batches

    private func scan(_ blocks: ArraySlice<TableBlock>, _ builders: [ColumnBuilder]) {
        let isText = builders.map(\.isText)
        parallelFor(blocks.count) { blocks[$0].scan(scanner, isText: isText) }
    }

    /// Turns columns that hold more than numbers to text, and reads the batch once more with them.
    private func turn(_ builders: [ColumnBuilder], by blocks: ArraySlice<TableBlock>) {
        let wrong = builders.indices.filter { column in blocks.contains { $0.isWrong[column] } }
        if wrong.isEmpty { return }
        for column in wrong { builders[column].turnToText() }
        scan(blocks, builders)
    }

    /// Reads a second time what was taken for numbers in columns that turned out to be text.
    private func restore(_ builders: [ColumnBuilder]) throws(TabularError) {
        let lost = builders.map(\.lost).max() ?? 0
        if lost == 0 { return }
        var rows = 0
        try forEachBatch { (blocks, _) throws(TabularError) in
            scan(blocks, builders)
            parallelFor(builders.count) { column in
                for block in blocks { builders[column].restore(block, column: column) }
            }
            rows += blocks.reduce(0) { $0 + $1.rows }
            return rows < lost
        }
        guard rows >= lost else { throw .unreadable(file: path, reason: "it changes while it is read") }
    }

    /// Calls `body` for one batch after the other, with the place in the file behind it, until it returns false.
    private func forEachBatch(
        _ body: (ArraySlice<TableBlock>, Int) throws(TabularError) -> Bool
    ) throws(TabularError) {
        let blocks = (0..<Self.batchSize).map { _ in TableBlock() }
        var place = start
        while place < file.byteCount {
            var texts: [ArraySlice<UInt8>] = []
            while texts.count < Self.batchSize, place < file.byteCount {
                let text = try rows(at: place)
                texts.append(text)
                place += text.count
            }
            parallelFor(texts.count) { blocks[$0].load(texts[$0]) }
            guard try body(blocks[..<texts.count], place) else { return }
        }
    }

    /// About a block of whole rows from `place` on.
    private func rows(at place: Int) throws(TabularError) -> ArraySlice<UInt8> {
        var size = Self.blockSize
        while true {
            let count = min(size, file.byteCount - place)
            let bytes = try file.bytes(at: place, count: count)
            if place + count == file.byteCount { return bytes[...] }
            let (end, quote) = bytes.withUnsafeBufferPointer { text in
                text.baseAddress.map { lastRowEnd($0, count: count, separator: separator) } ?? (0, nil)
            }
            if end > 0 { return bytes[..<end] }
            if size >= Self.rowLimit { throw tooLong(bytes, at: place, quote) }
            size *= 4
        }
    }

    // MARK: - Faults

    /// - Parameter line: that of the block's first row.
    private func check(_ block: TableBlock, _ line: Int) throws(TabularError) {
        switch block.fault {
        case nil: return
        case .notText(let place): throw .notText(file: path, line: line + place)
        case .cells(.openQuote(let place)): throw .openQuote(file: path, line: line + place)
        case .cells(.cellCount(let place, let found)):
            throw .cellCount(file: path, line: line + place, found: found, expected: names.count)
        }
    }

    /// The error for a row without an end: it is no text, or a quotation mark is to blame, or else it is long.
    private func tooLong(_ bytes: [UInt8], at place: Int, _ quote: Int?) -> TabularError {
        do throws(TabularError) {
            var (line, position) = (1, 0)
            while position < place {
                let part = try file.bytes(at: position, count: min(Self.blockSize, place - position))
                line += part.count { $0 == UInt8(ascii: "\n") }
                position += part.count
            }
            if bytes.contains(0) { return .notText(file: path, line: line) }
            line += bytes[..<(quote ?? 0)].count { $0 == UInt8(ascii: "\n") }
            return quote == nil
                ? .longRow(file: path, line: line, limit: Self.rowLimit) : .openQuote(file: path, line: line)
        } catch {
            return error
        }
    }
}

extension InputFile {
    /// Opens a file with errors in a table's words.
    static func table(_ path: String) throws(TabularError) -> InputFile {
        do {
            return try InputFile(path)
        } catch {
            throw TabularError(reading: path, error)
        }
    }

    /// The bytes from `start` on, with errors in a table's words.
    func bytes(at start: Int, count: Int) throws(TabularError) -> [UInt8] {
        do {
            return try read(at: start, count: count)
        } catch {
            throw TabularError(reading: path, error)
        }
    }
}

extension TabularError {
    init(reading path: String, _ error: SerializationError) {
        switch error {
        case .missingFile: self = .missingFile(file: path)
        case .cannotRead(_, let reason): self = .unreadable(file: path, reason: reason)
        default: self = .unreadable(file: path, reason: "it changes while it is read")
        }
    }
}
