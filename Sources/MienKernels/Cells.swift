/// Takes the text of a table apart: rows end in LF or CR LF, cells at the separator, and a cell that begins with a
/// quotation mark at the next single one (RFC 4180). Blank lines are skipped. Pandas's rules throughout.
public struct CellScanner: @unchecked Sendable {
    /// What a text is that was taken apart.
    public struct Found {
        public var rows = 0
        /// Why reading ended before the end.
        public var fault: Fault?

        public init() {}
    }

    /// Lines are counted from zero.
    public enum Fault: Equatable, Sendable {
        case cellCount(line: Int, found: Int)
        case openQuote(line: Int)
    }

    /// Where a text lies: `place | count << 32`.
    public enum Place {
        /// No text.
        public static let missing = UInt64.max
        /// Set where it lies there with its quotation marks, since some inside are doubled or others follow.
        public static let isQuoted: UInt64 = 1 << 63
    }

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let mark = UInt8(ascii: "\"")

    private let separator: UInt8
    private let decimals = DecimalReader.shared

    public init(separator: UInt8) { self.separator = separator }

    /// Reads all cells of whole rows, column by column: of a column of numbers the bits of the Doubles, a missing one as
    /// NaN; of a column of text its ``Place``.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, the last byte a line feed; eight more must be readable.
    ///   - isText: which columns are text.
    ///   - cells: `cells[column * stride + row]`; `stride` rows are enough for all that the text can hold.
    ///   - lines: the line on which each row begins, from zero.
    ///   - isWrong: set for columns of numbers that hold something else.
    public func scan(
        _ bytes: UnsafePointer<UInt8>, count: Int, columns: Int, isText: UnsafePointer<Bool>,
        cells: UnsafeMutablePointer<UInt64>, stride: Int, lines: UnsafeMutablePointer<UInt32>,
        isWrong: UnsafeMutablePointer<Bool>
    ) -> Found {
        let end = bytes + count
        var (place, line, found) = (bytes, 0, Found())
        while place < end {
            if let next = blankLineEnd(place) {
                (place, line) = (next, line &+ 1)
                continue
            }
            lines[found.rows] = UInt32(truncatingIfNeeded: line)
            var column = 0
            while true {
                var cell = Cell(start: place)
                let number = column < columns && !isText[column] ? decimals.read(place) : nil
                if let number, let stop = cellEnd(number.end) {
                    cells[column &* stride &+ found.rows] = number.value.bitPattern
                    place = stop
                } else {
                    guard read(&cell, upTo: end) else {
                        found.fault = .openQuote(line: line)
                        return found
                    }
                    line = line &+ cell.lineCount
                    if column < columns {
                        cells[column &* stride &+ found.rows] =
                            isText[column]
                            ? self.place(of: cell, from: bytes) : self.number(in: cell, isWrong: &isWrong[column])
                    }
                    place = cell.next
                }
                column = column &+ 1
                if place.pointee != separator { break }
                place += 1
            }
            guard column == columns else {
                found.fault = .cellCount(line: Int(lines[found.rows]), found: column)
                return found
            }
            (place, line, found.rows) = (place + 1, line &+ 1, found.rows &+ 1)
        }
        return found
    }

    // MARK: - Cells

    private struct Cell {
        /// The content; with the quotation marks where `isQuoted`.
        var start: UnsafePointer<UInt8>
        var count = 0
        var isQuoted = false
        /// The separator or line feed behind it.
        var next: UnsafePointer<UInt8>
        var lineCount = 0

        init(start: UnsafePointer<UInt8>) { (self.start, next) = (start, start) }
    }

    /// The separator or line feed, if it is what follows here.
    @inline(__always)
    private func cellEnd(_ place: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        if place.pointee == separator || place.pointee == Self.newline { return place }
        return place.pointee == Self.carriageReturn && place[1] == Self.newline ? place + 1 : nil
    }

    /// Finds the end of the cell that begins at `cell.start`; false where a quotation mark is never closed.
    @inline(__always)
    private func read(_ cell: inout Cell, upTo end: UnsafePointer<UInt8>) -> Bool {
        if cell.start.pointee == Self.mark { return readQuoted(&cell, upTo: end) }
        readPlain(&cell, from: cell.start)
        return true
    }

    @inline(__always)
    private func readPlain(_ cell: inout Cell, from start: UnsafePointer<UInt8>) {
        var place = start
        while place.pointee != separator && place.pointee != Self.newline { place += 1 }
        cell.next = place
        if place > start && place.pointee == Self.newline && place[-1] == Self.carriageReturn { place -= 1 }
        cell.count = place - cell.start
    }

    private func readQuoted(_ cell: inout Cell, upTo end: UnsafePointer<UInt8>) -> Bool {
        var place = cell.start + 1
        while true {
            while place < end && place.pointee != Self.mark {
                if place.pointee == Self.newline { cell.lineCount += 1 }
                place += 1
            }
            if place == end {
                cell.lineCount = 0
                return false
            }
            place += 1
            if place.pointee != Self.mark { break }
            cell.isQuoted = true
            place += 1
        }
        guard let next = cellEnd(place) else {
            cell.isQuoted = true
            readPlain(&cell, from: place)
            return true
        }
        cell.next = next
        if cell.isQuoted {
            cell.count = place - cell.start
        } else {
            cell.start += 1
            cell.count = place - 1 - cell.start
        }
        return true
    }

    /// Behind a line of nothing but blanks, if one begins here.
    @inline(__always)
    private func blankLineEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var place = start
        while isBlank(place.pointee) { place += 1 }
        if place.pointee == Self.carriageReturn { place += 1 }
        return place.pointee == Self.newline ? place + 1 : nil
    }

    @inline(__always)
    private func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (byte == UInt8(ascii: "\t") && separator != byte)
    }

    // MARK: - Contents

    @inline(__always)
    private func place(of cell: Cell, from bytes: UnsafePointer<UInt8>) -> UInt64 {
        if !cell.isQuoted && MissingValue.isMissing(cell.start, cell.count) { return Place.missing }
        return UInt64(cell.start - bytes) | UInt64(cell.count) << 32 | (cell.isQuoted ? Place.isQuoted : 0)
    }

    @inline(never)
    private func number(in cell: Cell, isWrong: inout Bool) -> UInt64 {
        if !cell.isQuoted {
            if MissingValue.isMissing(cell.start, cell.count) { return Double.nan.bitPattern }
            if let number = number(cell.start, cell.count) { return number.bitPattern }
        }
        isWrong = true
        return Double.nan.bitPattern
    }

    /// The number that a text stands for, if it does. Blanks around it do not matter; behind it nine bytes must be readable,
    /// the first of which belongs to no number.
    public func number(_ start: UnsafePointer<UInt8>, _ count: Int) -> Double? {
        var (start, end) = (start, start + count)
        while start < end && isBlank(start.pointee) { start += 1 }
        while start < end && isBlank(end[-1]) { end -= 1 }
        if let number = decimals.read(start), number.end == end { return number.value }
        return MissingValue.infinity(start, end - start)
    }
}

/// Words that stand in a table where a number is missing or infinite.
public enum MissingValue {
    /// Whether it is empty or one of the words that pandas takes for a missing value.
    @inline(__always)
    public static func isMissing(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        if count == 0 { return true }
        if count == 1 || count > 8 { return false }
        switch start.pointee {
        case UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "#"), UInt8(ascii: "-"), UInt8(ascii: "1"),
            UInt8(ascii: "<"):
            return isWord(start, count)
        default: return false
        }
    }

    @inline(never)
    private static func isWord(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        switch count {
        case 2: return equals(start, "NA")
        case 3:
            return equals(start, "NaN") || equals(start, "nan") || equals(start, "N/A") || equals(start, "n/a")
                || equals(start, "#NA")
        case 4:
            return equals(start, "NULL") || equals(start, "null") || equals(start, "None") || equals(start, "<NA>")
                || equals(start, "#N/A") || equals(start, "-NaN") || equals(start, "-nan")
        case 6: return equals(start, "1.#IND")
        case 7: return equals(start, "-1.#IND") || equals(start, "1.#QNAN")
        case 8: return equals(start, "-1.#QNAN") || equals(start, "#N/A N/A")
        default: return false
        }
    }

    /// `inf` or `infinity` in any case, with or without a sign.
    static func infinity(_ start: UnsafePointer<UInt8>, _ count: Int) -> Double? {
        guard count > 0 else { return nil }
        let isNegative = start.pointee == UInt8(ascii: "-")
        let skipped = isNegative || start.pointee == UInt8(ascii: "+") ? 1 : 0
        let isInfinite =
            count - skipped == 3 && equals(start + skipped, "inf", ignoring: 0x20)
            || count - skipped == 8 && equals(start + skipped, "infinity", ignoring: 0x20)
        return isInfinite ? (isNegative ? -.infinity : .infinity) : nil
    }

    private static func equals(_ start: UnsafePointer<UInt8>, _ word: StaticString, ignoring bit: UInt8 = 0) -> Bool {
        for index in 0..<word.utf8CodeUnitCount where start[index] | bit != word.utf8Start[index] { return false }
        return true
    }
}

/// What has to be known of a text before it is taken apart. Eight bytes are looked at together: in a word, what is left of
/// equal bytes is zero.
public struct TextStatistics {
    public private(set) var newlines = 0
    public private(set) var isASCII = true
    public private(set) var hasZero = false

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    public init(_ bytes: UnsafePointer<UInt8>, count: Int) {
        let (ones, highs, lines) = (Self.ones, Self.highs, Self.ones &* UInt64(UInt8(ascii: "\n")))
        var (place, zeros, all) = (0, UInt64(0), UInt64(0))
        while place &+ 8 <= count {
            // Each byte of the sum counts to 255 at most.
            var sum: UInt64 = 0
            let end = min(count, place &+ 8 &* 255)
            while place &+ 8 <= end {
                let word = UnsafeRawPointer(bytes + place).loadUnaligned(as: UInt64.self)
                let rest = word ^ lines
                sum = sum &+ (~(((rest & ~highs) &+ ~highs) | rest | ~highs) >> 7)
                zeros |= (word &- ones) & ~word
                all |= word
                place &+= 8
            }
            let pairs = (sum & 0x00FF_00FF_00FF_00FF) &+ (sum >> 8 & 0x00FF_00FF_00FF_00FF)
            newlines &+= Int((pairs &* 0x0001_0001_0001_0001) >> 48)
        }
        (isASCII, hasZero) = (all & highs == 0, zeros & highs != 0)
        while place < count {
            newlines &+= bytes[place] == UInt8(ascii: "\n") ? 1 : 0
            if bytes[place] == 0 { hasZero = true }
            if bytes[place] >= 128 { isASCII = false }
            place &+= 1
        }
    }

    /// Whether a byte is among them.
    static func contains(_ byte: UInt8, _ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        let pattern = ones &* UInt64(byte)
        var (place, zeros) = (0, UInt64(0))
        while place &+ 8 <= count {
            let rest = UnsafeRawPointer(bytes + place).loadUnaligned(as: UInt64.self) ^ pattern
            zeros |= (rest &- ones) & ~rest
            place &+= 8
        }
        return zeros & highs != 0 || (place..<count).contains { bytes[$0] == byte }
    }
}

/// Where the last row ends of a text that begins with a row; zero where none ends. `quote` is where the quotation mark
/// stands that is still open at the end.
public func lastRowEnd(
    _ bytes: UnsafePointer<UInt8>, count: Int, separator: UInt8
) -> (end: Int, quote: Int?) {
    let (newline, mark) = (UInt8(ascii: "\n"), UInt8(ascii: "\""))
    func lastNewline(from start: Int, to end: Int) -> Int? {
        var place = end
        while place > start {
            place &-= 1
            if bytes[place] == newline { return place }
        }
        return nil
    }
    if !TextStatistics.contains(mark, bytes, count: count) { return ((lastNewline(from: 0, to: count) ?? -1) + 1, nil) }
    var (place, gap, end) = (0, 0, 0)
    while place < count {
        guard bytes[place] == mark else {
            place &+= 1
            continue
        }
        // Elsewhere than at the beginning of a cell it is a letter like others.
        guard place == 0 || bytes[place - 1] == separator || bytes[place - 1] == newline else {
            place &+= 1
            continue
        }
        if let last = lastNewline(from: gap, to: place) { end = last + 1 }
        let opening = place
        while true {
            place &+= 1
            while place < count && bytes[place] != mark { place &+= 1 }
            if place >= count { return (end, opening) }
            place &+= 1
            if place >= count || bytes[place] != mark { break }
        }
        gap = place
    }
    if let last = lastNewline(from: gap, to: count) { end = last + 1 }
    return (end, nil)
}
