import MienAudio

/// What a song's tags tell of it, and else the name of its file: `Artist - Title`, perhaps behind the number of a track.
package struct SongName: Equatable {
    package private(set) var artists: [String]
    package private(set) var title: String
    /// In small letters; from a tag alone, as is the year.
    package private(set) var genre: String?
    package private(set) var year: Int?

    package init(path: String, tags: AudioTags?) {
        self.init(path: path)
        if let title = tags?.title?.tidied, !title.isEmpty { self.title = title }
        if let artist = tags?.artist?.tidied, !artist.isEmpty {
            artists = artist.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
        }
        if let genre = tags?.genre?.tidied.lowercased(), !genre.isEmpty { self.genre = genre }
        year = tags?.date.flatMap { Int($0.prefix(4)) }.flatMap { (1000...9999).contains($0) ? $0 : nil }
    }

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
