import Mien

extension Table {
    private static let pieceSize = 1 << 20

    /// Writes the table as CSV, whole or not at all: what was there stays until it is complete.
    ///
    /// Numbers are written as short as gives them back to the bit, missing values as empty cells.
    ///
    /// - Throws: ``TabularError/unwritable(file:reason:)``.
    public func write(to path: String, separator: Separator = .comma) throws(TabularError) {
        do throws(AtomicFile.Failure) {
            let file = try AtomicFile(path)
            let rowText = RowText(separator: separator)
            var piece = Array(rowText.line(names).utf8)
            for row in 0..<rowCount {
                piece += rowText.line(columns.map { $0.cell(row) }).utf8
                if piece.count >= Self.pieceSize {
                    try file.append(piece)
                    piece.removeAll(keepingCapacity: true)
                }
            }
            try file.append(piece)
            try file.commit()
        } catch {
            throw .unwritable(file: path, reason: error.reason)
        }
    }
}

extension Column {
    /// What stands in a row; nothing where it is missing.
    func cell(_ row: Int) -> String {
        switch self {
        case .numbers(let values): values[row].cell
        case .text(let values): values[row] ?? ""
        }
    }
}
