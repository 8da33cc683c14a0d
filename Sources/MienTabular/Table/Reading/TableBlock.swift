import MienKernels

/// Some whole rows of a file, as text and taken apart. Its buffers serve one block after the other.
final class TableBlock {
    private(set) var rows = 0
    /// The line of each row, from zero.
    private(set) var lines: [UInt32] = []
    private(set) var newlines = 0
    /// Which columns of numbers hold something else.
    private(set) var isWrong: [Bool] = []
    /// Why the block cannot be read; lines are counted from zero.
    private(set) var fault: Fault?

    enum Fault {
        case cells(CellScanner.Fault)
        case notText(line: Int)
    }

    private var bytes: [UInt8] = []
    private var cells: [UInt64] = []
    private var stride = 0

    /// Behind the text so many bytes are there that eight can be read at once.
    private static let padding = [UInt8](repeating: 0, count: 8)

    func load(_ text: ArraySlice<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: text)
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        bytes += Self.padding
        let statistics = bytes.withUnsafeBufferPointer { text in
            text.baseAddress.map { TextStatistics($0, count: text.count - Self.padding.count) }
        }
        newlines = statistics?.newlines ?? 0
        fault = nil
        if statistics?.hasZero == true || (statistics?.isASCII == false && !Self.isText(content)) {
            fault = .notText(line: firstLineThatIsNoText)
        }
    }

    /// Takes the text apart.
    func scan(_ scanner: CellScanner, isText: [Bool]) {
        rows = 0
        isWrong = isText.map { _ in false }
        if case .notText = fault { return }
        let (count, columns) = (content.count, isText.count)
        // A row has a line feed, and a byte for each cell.
        stride = min(newlines, count / columns) + 1
        if cells.count < stride * columns { cells = [UInt64](repeating: 0, count: stride * columns) }
        if lines.count < stride { lines = [UInt32](repeating: 0, count: stride) }
        let found = bytes.withUnsafeBufferPointer { text in
            cells.withUnsafeMutableBufferPointer { cells in
                lines.withUnsafeMutableBufferPointer { lines in
                    isWrong.withUnsafeMutableBufferPointer { isWrong in
                        isText.withUnsafeBufferPointer { isText in
                            scan(scanner, text, count, isText, cells, lines, isWrong)
                        }
                    }
                }
            }
        }
        rows = found.rows
        fault = found.fault.map(Fault.cells)
    }

    private func scan(
        _ scanner: CellScanner, _ text: UnsafeBufferPointer<UInt8>, _ count: Int, _ isText: UnsafeBufferPointer<Bool>,
        _ cells: UnsafeMutableBufferPointer<UInt64>, _ lines: UnsafeMutableBufferPointer<UInt32>,
        _ isWrong: UnsafeMutableBufferPointer<Bool>
    ) -> CellScanner.Found {
        guard let text = text.baseAddress, let isText = isText.baseAddress, let cells = cells.baseAddress,
            let lines = lines.baseAddress, let wrong = isWrong.baseAddress
        else { return CellScanner.Found() }
        return scanner.scan(
            text, count: count, columns: isWrong.count, isText: isText, cells: cells, stride: stride, lines: lines,
            isWrong: wrong)
    }

    // MARK: - Columns

    /// Adds a column's numbers to `values`.
    func append(column: Int, to values: inout [Double]) {
        cells.withUnsafeBufferPointer { cells in
            let part = UnsafeBufferPointer(rebasing: cells[column * stride..<column * stride + rows])
            part.withMemoryRebound(to: Double.self) { values.append(contentsOf: $0) }
        }
    }

    /// Adds the numbers of a column's texts to `codes`.
    func append(column: Int, to codes: inout [Int32], of coder: inout TextCoder) {
        var unquoted: [UInt8] = []
        bytes.withUnsafeBytes { text in
            for place in cells[column * stride..<column * stride + rows] {
                if place == CellScanner.Place.missing {
                    codes.append(-1)
                    continue
                }
                let isQuoted = place & CellScanner.Place.isQuoted != 0
                let (start, count) = (Int(place & 0xFFFF_FFFF), Int((place & ~CellScanner.Place.isQuoted) >> 32))
                let cell = UnsafeRawBufferPointer(rebasing: text[start..<start + count])
                if isQuoted {
                    Self.unquote(cell, into: &unquoted)
                    codes.append(unquoted.withUnsafeBytes { coder.code(of: $0) })
                } else {
                    codes.append(coder.code(of: cell))
                }
            }
        }
    }

    /// What a cell means that is given with its quotation marks, the first of which is its first letter.
    private static func unquote(_ cell: UnsafeRawBufferPointer, into text: inout [UInt8]) {
        let mark = UInt8(ascii: "\"")
        text.removeAll(keepingCapacity: true)
        var (index, isOpen) = (1, true)
        while index < cell.count {
            let byte = cell[index]
            index += 1
            if isOpen && byte == mark {
                isOpen = index < cell.count && cell[index] == mark
                if !isOpen { continue }
                index += 1
            }
            text.append(byte)
        }
    }

    // MARK: - Text

    private var content: ArraySlice<UInt8> { bytes.dropLast(Self.padding.count) }

    private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    private var firstLineThatIsNoText: Int {
        let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.firstIndex { $0.contains(0) || !Self.isText($0) } ?? 0
    }
}
