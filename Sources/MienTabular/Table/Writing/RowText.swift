/// Writes rows as CSV: quotation marks where there have to be (RFC 4180), line feeds as pandas.
struct RowText {
    let separator: Separator

    func line(_ cells: [String]) -> String {
        // A blank line would be skipped when it is read.
        if cells.count == 1, cells[0].utf8.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
            return "\"\(cells[0])\"\n"
        }
        return cells.map(quoted).joined(separator: separator.rawValue) + "\n"
    }

    private func quoted(_ cell: String) -> String {
        let isPlain = !cell.utf8.contains {
            $0 == separator.byte || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        if isPlain { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
