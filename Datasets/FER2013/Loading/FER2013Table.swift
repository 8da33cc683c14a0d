/// Reads `fer2013.csv`: one image a line with the columns `emotion`, `pixels`, `Usage` in any order.
///
/// Bytes are parsed as they are read; making strings of 82 million numbers would take minutes.
struct FER2013Table {
    /// Images of one split in the order of the file.
    struct Part {
        var pixels: [UInt8] = []
        var labels: [Int] = []
        var lines: [Int] = []
    }

    private let file: String
    private let columns: Columns
    private var parts: [FER2013.Split: Part] = [:]

    /// All images of the table at `path`.
    ///
    /// - Parameter name: what errors call the file.
    static func read(_ path: String, name: String) throws(FER2013Error) -> [FER2013.Split: Part] {
        var table: FER2013Table?
        let reader = try LineReader(path, name: name)
        try reader.readLines { line throws(FER2013Error) in
            if table == nil {
                table = FER2013Table(file: name, columns: try Columns(header: line.bytes, file: name))
            } else if !line.bytes.isEmpty {
                try table?.addRow(line)
            }
            return true
        }
        guard let table else { throw .emptyFile(file: name) }
        guard !table.parts.isEmpty else { throw .noRows(file: name) }
        return table.parts
    }

    private init(file: String, columns: Columns) {
        self.file = file
        self.columns = columns
    }

    private mutating func addRow(_ line: LineReader.Line) throws(FER2013Error) {
        let fields = fields(of: line.bytes)
        guard fields.count == columns.count else {
            if !line.isEnded && fields.count < columns.count { throw .cutShort(file: file, line: line.number) }
            throw .wrongFieldCount(file: file, line: line.number, found: fields.count, expected: columns.count)
        }
        let emotion = text(of: fields[columns.emotion])
        guard let expression = Int(emotion).flatMap(FER2013.Expression.init(tableCode:)) else {
            throw .unknownEmotion(file: file, line: line.number, found: excerpt(emotion))
        }
        let usage = text(of: fields[columns.usage])
        guard let split = FER2013.Split(usage: usage) else {
            let isCut = FER2013.Split.allCases.contains { $0.usage.hasPrefix(usage) }
            if !line.isEnded && isCut { throw .cutShort(file: file, line: line.number) }
            throw .unknownUsage(file: file, line: line.number, found: excerpt(usage))
        }
        // Taken out of the dictionary while it grows: a copy left there would be copied with every row.
        var part = parts.removeValue(forKey: split) ?? Part()
        try addPixels(trimmed(fields[columns.pixels]), line: line.number, to: &part.pixels)
        part.labels.append(expression.rawValue)
        part.lines.append(line.number)
        parts[split] = part
    }

    /// Parses whole numbers 0…255 separated by blanks.
    private func addPixels(_ field: ArraySlice<UInt8>, line: Int, to pixels: inout [UInt8]) throws(FER2013Error) {
        var found = 0
        var index = field.startIndex
        while index < field.endIndex {
            if isBlank(field[index]) {
                index += 1
                continue
            }
            let start = index
            var value = 0
            while index < field.endIndex, !isBlank(field[index]) {
                let digit = Int(field[index]) - Int(UInt8(ascii: "0"))
                // Beyond 255 the value stays there, however many digits follow.
                value = (0...9).contains(digit) && value <= 255 ? value * 10 + digit : 256
                index += 1
            }
            found += 1
            guard value <= 255 else {
                let text = String(decoding: field[start..<index], as: UTF8.self)
                throw .wrongPixel(file: file, line: line, pixel: found, found: excerpt(text))
            }
            if found <= FER2013.pixelCount { pixels.append(UInt8(value)) }
        }
        guard found == FER2013.pixelCount else { throw .wrongPixelCount(file: file, line: line, found: found) }
    }
}

/// Which field of a row holds what.
private struct Columns {
    let emotion: Int
    let pixels: Int
    let usage: Int
    let count: Int

    init(header: ArraySlice<UInt8>, file: String) throws(FER2013Error) {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let line = header.starts(with: byteOrderMark) ? header.dropFirst(3) : header
        let names = fields(of: line).map(text(of:))
        let places = ["emotion", "pixels", "Usage"].map { wanted in
            names.firstIndex { $0.lowercased() == wanted.lowercased() }
        }
        guard let emotion = places[0], let pixels = places[1], let usage = places[2] else {
            let missing = zip(["emotion", "pixels", "Usage"], places).filter { $0.1 == nil }.map(\.0)
            throw .missingColumns(file: file, missing: missing, found: names.map(excerpt))
        }
        (self.emotion, self.pixels, self.usage, count) = (emotion, pixels, usage, names.count)
    }
}

/// What stands between the commas. Quarter the time of `split`, which takes longer than parsing the pixels.
private func fields(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var fields: [ArraySlice<UInt8>] = []
    var start = line.startIndex
    while let comma = line[start...].firstIndex(of: UInt8(ascii: ",")) {
        fields.append(line[start..<comma])
        start = comma + 1
    }
    return fields + [line[start...]]
}

private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

/// A field without the blanks and quotation marks around it.
private func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isEdge = { (byte: UInt8) in isBlank(byte) || byte == UInt8(ascii: "\"") }
    guard let first = field.firstIndex(where: { !isEdge($0) }), let last = field.lastIndex(where: { !isEdge($0) })
    else { return field[field.startIndex..<field.startIndex] }
    return field[first...last]
}

private func text(of field: ArraySlice<UInt8>) -> String { String(decoding: trimmed(field), as: UTF8.self) }

/// What an error shows of a text that may be long or hold control characters.
private func excerpt(_ text: String) -> String {
    let isControl = { (scalar: Unicode.Scalar) in scalar.value < 32 || scalar.value == 127 }
    let printable = String(text.unicodeScalars.prefix(24).map { isControl($0) ? "·" : Character($0) })
    return text.unicodeScalars.count > 24 ? printable + "…" : printable
}
