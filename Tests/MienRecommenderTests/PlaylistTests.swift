import Foundation
import MienRecommender
import MienTestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct PlaylistTests {
    private static let hostile = "a ]]> b <c> & \"d\" \u{0}\u{1B}[31m\n#EXTINF:1,x\u{2028}é 😀"

    private func playlist() -> Playlist {
        let plain = song("Kiss", by: "Prince") { ($0.seconds, $0.location) = (226.4, "/music/Prince - Kiss #1.mp3") }
        let bad = song(Self.hostile, by: Self.hostile) { $0.location = "#no\ncomment" }
        let far = song("Far", by: "B") { ($0.seconds, $0.location) = (.infinity, "https://example.org/a?b=c&d=é") }
        let none = song("None", by: "C")
        return Playlist(
            name: "evening\n#x",
            [
                .init(plain, reason: "calm, 92 bpm"), .init(bad, reason: Self.hostile), .init(far, reason: ""),
                .init(none, reason: ""),
            ])
    }

    @Test("M3U8: a line each for the song, the reason and the file")
    func m3u8() {
        let lines = playlist().m3u8.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[0] == "#EXTM3U" && lines[1] == "#PLAYLIST:evening #x")
        #expect(lines[2...4] == ["#EXTINF:226,Prince – Kiss", "# calm, 92 bpm", "/music/Prince - Kiss #1.mp3"])
        #expect(lines[5].hasPrefix("#EXTINF:-1,a ]]> b") && lines[6].hasPrefix("# a ]]>"))
        #expect(lines[7] == "./#no comment" && lines[8] == "#EXTINF:-1,B – Far")
        #expect(lines.count { $0.hasPrefix("#EXTINF") } == 4)
        #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
        #expect(lines.suffix(2) == ["# made C None", ""])
    }

    @Test("XSPF is well formed and says the same, whatever the titles hold")
    func xspf() throws {
        let tracks = try parsed(playlist().xspf)
        #expect(tracks.count == 4)
        #expect(tracks[0]["title"] == "Kiss" && tracks[0]["creator"] == "Prince" && tracks[0]["duration"] == "226400")
        #expect(tracks[0]["location"] == "file:///music/Prince%20-%20Kiss%20%231.mp3")
        #expect(tracks[0]["annotation"] == "calm, 92 bpm" && tracks[0]["identifier"] == "made:Prince%20Kiss")
        let title = try #require(tracks[1]["title"])
        #expect(title.hasPrefix("a ]]> b <c> & \"d\" ") && title.hasSuffix("é 😀"))
        #expect(tracks[2]["location"] == "https://example.org/a?b=c&d=%C3%A9" && tracks[2]["duration"] == nil)
        #expect(tracks[3]["location"] == nil)
    }

    @Test("Files are written whole; names decide the form")
    func writing() throws {
        try withTemporaryFolder { folder in
            try playlist().write(to: "\(folder)/a.xspf")
            try playlist().write(to: "\(folder)/a.M3U8")
            #expect(try String(contentsOfFile: "\(folder)/a.xspf", encoding: .utf8) == playlist().xspf)
            #expect(try String(contentsOfFile: "\(folder)/a.M3U8", encoding: .utf8) == playlist().m3u8)
            #expect(throws: RecommenderError.self) { try playlist().write(to: "\(folder)/a.txt") }
            let error = #expect(throws: RecommenderError.self) { try playlist().write(to: "\(folder)/no/a.xspf") }
            #expect(error?.kind == .cannotWrite)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.M3U8", "a.xspf"])
        }
    }

    /// The tracks of a document, each with the texts of its elements.
    private func parsed(_ document: String) throws -> [[String: String]] {
        let reader = TrackReader()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = reader
        try #require(parser.parse(), "\(String(describing: parser.parserError))")
        return reader.tracks
    }
}

private final class TrackReader: NSObject, XMLParserDelegate {
    var tracks: [[String: String]] = []
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        if name == "track" { tracks.append([:]) }
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if !tracks.isEmpty { tracks[tracks.count - 1][name] = text }
    }
}
