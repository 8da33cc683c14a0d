/// What the name of a file tells of a song: `Artist - Title`, perhaps behind the number of a track.
///
/// No library at hand reads tags, so names are all there is.
package struct SongName: Equatable {
    package let artists: [String]
    package let title: String

    /// - Parameter path: of a file; of a song without an artist in its name, folders tell none, since they may be anything.
    package init(path: String) {
        let name = path.fileName.withoutExtension.replacing("_", with: " ").tidied
        let parts = Self.withoutTrack(name).split(separator: " - ", maxSplits: 1).map { String($0).trimmed }
        if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty {
            // `Artist - 03 - Title`
            (artists, title) = ([parts[0]], Self.withoutTrack(parts[1]))
        } else {
            let rest = Self.withoutTrack(name)
            (artists, title) = ([], rest.isEmpty ? "untitled" : rest)
        }
    }

    /// `03 - Title`, `03. Title` and `03 Title` without the number; a title that is a number stays.
    private static func withoutTrack(_ name: String) -> String {
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        guard (1...3).contains(digits.count) else { return name }
        let rest = name.dropFirst(digits.count)
        let mark = rest.prefix { " .-)".contains($0) }
        // `7 Years` is a title, `07 Years` and `7. Years` are not.
        guard !mark.isEmpty, digits.hasPrefix("0") || mark != " ", rest.count > mark.count else { return name }
        return String(rest.dropFirst(mark.count))
    }
}
