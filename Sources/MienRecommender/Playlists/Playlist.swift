import Mien
import MienCharts

/// Songs in order, for a player.
///
/// ```swift
/// try Playlist(name: "evening", list).write(to: "evening.m3u8")
/// ```
public struct Playlist: Sendable, Equatable {
    /// A song, and why it is there.
    public struct Song: Sendable, Equatable {
        public let item: Item
        public let reason: String

        public init(_ item: Item, reason: String) { (self.item, self.reason) = (item, reason) }
    }

    public let name: String
    public let songs: [Song]

    public init(name: String, _ songs: [Song]) { (self.name, self.songs) = (name, songs) }

    public init(name: String, _ list: RecommendedList) {
        self.init(name: name, list.items.map { Song($0.entry.item, reason: $0.reason) })
    }

    /// Writes a file that appears whole or not at all: XSPF if its name ends in `.xspf`, M3U8 if in `.m3u8` or `.m3u`.
    ///
    /// - Throws: ``RecommenderError``.
    public func write(to path: String) throws(RecommenderError) {
        let name = path.lowercased()
        guard [".xspf", ".m3u8", ".m3u"].contains(where: name.hasSuffix) else {
            throw .badRequest(name: "the playlist", found: path, expected: "a name that ends in .m3u8 or .xspf")
        }
        do throws(AtomicFile.Failure) {
            try AtomicFile.write(name.hasSuffix(".xspf") ? xspf : m3u8, to: path)
        } catch {
            throw .unwritable(path: path, reason: error.reason)
        }
    }

    // MARK: - M3U8

    /// Extended M3U in UTF-8. The reasons are comments; a song without a path or an address is one, too, since a player would
    /// take its title for the name of a file.
    public var m3u8: String {
        var lines = ["#EXTM3U", "#PLAYLIST:\(name.onOneLine)"]
        for song in songs {
            let item = song.item
            lines.append("#EXTINF:\(item.seconds.flatMap { Int(exactly: $0.rounded()) } ?? -1),\(item.name.onOneLine)")
            if !song.reason.isEmpty { lines.append("# \(song.reason.onOneLine)") }
            if let location = item.location?.onOneLine, !location.isEmpty {
                // What begins with # would be a comment.
                lines.append(location.hasPrefix("#") ? "./\(location)" : location)
            } else {
                lines.append("# \(item.source.onOneLine) \(item.sourceID.onOneLine)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: - XSPF

    /// XSPF 1 (xspf.org). The reasons are annotations; what a service calls a song is its identifier.
    public var xspf: String {
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">",
            "  <title>\(escapedXML(name.onOneLine))</title>", "  <trackList>",
        ]
        for song in songs {
            let item = song.item
            lines.append("    <track>")
            if let location = item.location, !location.isEmpty { lines.append(Self.element("location", uri(location))) }
            lines.append(Self.element("identifier", "\(encoded(item.source)):\(encoded(item.sourceID))"))
            lines.append(Self.element("title", item.title))
            if !item.artists.isEmpty { lines.append(Self.element("creator", item.artists.joined(separator: ", "))) }
            if !song.reason.isEmpty { lines.append(Self.element("annotation", song.reason)) }
            if let milliseconds = item.seconds.flatMap({ Int(exactly: ($0 * 1000).rounded()) }), milliseconds >= 0 {
                lines.append(Self.element("duration", "\(milliseconds)"))
            }
            lines.append("    </track>")
        }
        return (lines + ["  </trackList>", "</playlist>"]).joined(separator: "\n") + "\n"
    }

    private static func element(_ name: String, _ text: String) -> String {
        "      <\(name)>\(escapedXML(text.onOneLine))</\(name)>"
    }
}

/// A path as the URI that XSPF wants; an address as it is, but for what may not stand in one.
private func uri(_ location: String) -> String {
    if location.hasPrefix("/") { return "file://" + encoded(location) }
    return location.contains("://") ? encoded(location, keeping: ":?#[]@!$&'()*+,;=%") : encoded(location)
}

/// Percent-encoded (RFC 3986): letters, digits, `-._~/` and what is kept stay.
private func encoded(_ text: String, keeping kept: String = "") -> String {
    let plain = Set("-._~/".utf8).union(kept.utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        let isWord = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        bytes +=
            isWord || plain.contains(byte)
            ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
}

extension String {
    /// Control characters, line breaks among them, become blanks.
    fileprivate var onOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl ? " " : $0 }))
    }
}
