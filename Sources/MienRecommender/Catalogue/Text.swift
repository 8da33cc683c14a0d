import Mien

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        let blanks = Array(" \t\r\n".utf8)
        let bytes = utf8
        guard let first = bytes.firstIndex(where: { !blanks.contains($0) }),
            let last = bytes.lastIndex(where: { !blanks.contains($0) })
        else { return "" }
        let isTrimmed = first == bytes.startIndex && bytes.index(after: last) == bytes.endIndex
        return isTrimmed ? self : String(self[first...last])
    }

    /// On one line and of bounded length: control characters, line breaks too, become blanks.
    var tidied: String {
        let isPlain = utf8.count <= Self.longest && utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        if isPlain { return trimmed }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars.prefix(Self.longest) { scalars.append(scalar.isControl ? " " : scalar) }
        return String(scalars).trimmed
    }

    private static let longest = 1_000

    /// What stands behind a path's last slash.
    var fileName: String { split(separator: "/").last.map(String.init) ?? self }

    /// A file's name without what stands behind its last dot.
    var withoutExtension: String {
        guard let dot = lastIndex(of: "."), dot != startIndex else { return self }
        return String(self[..<dot])
    }
}

extension Unicode.Scalar {
    /// C0, DEL, C1, and the separators of lines and paragraphs.
    var isControl: Bool {
        value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
    }
}

/// All of a small file.
///
/// - Parameter limit: the most bytes that it may have.
func readWhole(_ path: String, limit: Int) throws(RecommenderError) -> [UInt8] {
    do throws(SerializationError) {
        let file = try InputFile(path)
        guard file.byteCount <= limit else {
            throw SerializationError.cannotRead(
                file: path, reason: "\(file.byteCount) bytes are more than the \(limit) expected at most")
        }
        return try file.read(at: 0, count: file.byteCount)
    } catch {
        throw RecommenderError(reading: path, error)
    }
}

extension RecommenderError {
    init(reading path: String, _ error: SerializationError) {
        switch error {
        case .missingFile: self = .missing(path: path)
        case .cannotRead(_, let reason): self = .unreadable(file: path, reason: reason)
        default: self = .unreadable(file: path, reason: "it changes while it is read")
        }
    }
}
