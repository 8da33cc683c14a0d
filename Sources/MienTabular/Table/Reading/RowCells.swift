/// The cells of one row, by the rules of `CellScanner`: for a line of names, whose number of cells is not yet known, and for
/// who reads rows one by one.
package struct RowCells {
    package private(set) var cells: [[UInt8]] = []
    /// Behind the row's end, which is the text's where no line feed ends it.
    package private(set) var end: Int
    /// Whether the text ends within quotation marks.
    package private(set) var isOpen = false

    private static let mark = UInt8(ascii: "\"")

    package init(_ bytes: ArraySlice<UInt8>, separator: UInt8) {
        let newline = UInt8(ascii: "\n")
        var (place, cell, isQuoted) = (bytes.startIndex, [UInt8](), false)
        var isStart = true
        while place < bytes.endIndex {
            let byte = bytes[place]
            if isQuoted {
                if byte != Self.mark {
                    cell.append(byte)
                } else if place + 1 < bytes.endIndex && bytes[place + 1] == Self.mark {
                    cell.append(byte)
                    place += 1
                } else {
                    isQuoted = false
                }
            } else if byte == separator {
                cells.append(cell)
                (cell, isStart) = ([], true)
                place += 1
                continue
            } else if byte == newline {
                if cell.last == UInt8(ascii: "\r") { cell.removeLast() }
                break
            } else if byte == Self.mark && isStart {
                isQuoted = true
            } else {
                cell.append(byte)
            }
            isStart = false
            place += 1
        }
        cells.append(cell)
        end = min(place + 1, bytes.endIndex)
        isOpen = isQuoted
    }
}
