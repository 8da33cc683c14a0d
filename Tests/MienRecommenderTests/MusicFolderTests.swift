import Foundation
import MienAudio
import MienRecommender
import MienTestSupport
import MusicGenre
import Testing

@Suite struct MusicFolderTests {
    /// A sound of some seconds that beats.
    private func write(_ name: String, in folder: String, loudness: Float, beats: Float) throws {
        let samples = (0..<4 * 22_050).map { index -> Float in
            let time = Float(index) / 22_050
            let beat = (time * beats).truncatingRemainder(dividingBy: 1)
            return loudness * sin(2 * .pi * 220 * time) * exp(-6 * beat)
        }
        let path = URL(filePath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Waveform(samples, sampleRate: 22_050).write(to: path.path)
    }

    @Test("A folder of music is listened to once; what cannot be read is told of")
    func folder() throws {
        try withTemporaryFolder { folder in
            try write("A - Quiet.wav", in: folder, loudness: 0.02, beats: 1)
            try write("below/B - Loud.wav", in: folder, loudness: 0.9, beats: 2.5)
            try Data("no music at all".utf8).write(to: URL(filePath: "\(folder)/broken.mp3"))
            try withCatalogue { catalogue in
                let importer = MusicFolderImporter(folder, genres: try GenreModel(nil), moods: try made())
                let outcome = try catalogue.import(importer)
                #expect(outcome.added == 2 && outcome.skipped == 1)
                #expect(outcome.faults[0].file.hasSuffix("broken.mp3"))
                let (quiet, loud) = (try item("Quiet", in: catalogue), try item("Loud", in: catalogue))
                #expect(quiet.artists == ["A"] && loud.artists == ["B"])
                #expect(abs((loud.seconds ?? 0) - 4) < 0.01)
                #expect(quiet.affect != nil && loud.affect != nil)
                #expect(quiet.mood != nil && !quiet.isMoodGiven && quiet.features["mfcc1_mean"] != nil)
                #expect(try #require(loud.features["loudness"]) > #require(quiet.features["loudness"]) + 20)
                // Nothing is heard twice, but for what has changed.
                let again = try catalogue.import(importer)
                #expect(again.kept == 2 && again.added == 0 && again.updated == 0 && again.skipped == 1)
                try write("A - Quiet.wav", in: folder, loudness: 0.5, beats: 3)
                #expect(try catalogue.import(importer).updated == 1)
            }
        }
    }

    /// Appends tags to a WAV file.
    private func tag(_ path: String, _ tags: [(name: String, text: [UInt8])]) throws {
        func little(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            Array(name.utf8) + little(content.count) + content + (content.count % 2 == 1 ? [0] : [])
        }
        let list = Array("INFO".utf8) + tags.flatMap { chunk($0.name, $0.text + [0]) }
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path))) + chunk("LIST", list)
        bytes.replaceSubrange(4..<8, with: little(bytes.count - 8))
        try Data(bytes).write(to: URL(filePath: path))
    }

    @Test("Tags tell more than names; hostile ones do no harm")
    func tags() throws {
        try withTemporaryFolder { folder in
            try write("track 1.wav", in: folder, loudness: 0.3, beats: 2)
            try tag(
                "\(folder)/track 1.wav",
                [
                    ("INAM", Array("Lütfen".utf8)), ("IART", Array("Ann; Bob".utf8)), ("IGNR", Array("Folk".utf8)),
                    ("ICRD", Array("1987-02-03".utf8)),
                ])
            try write("E - Evil.wav", in: folder, loudness: 0.3, beats: 2)
            try tag(
                "\(folder)/E - Evil.wav",
                [
                    ("INAM", Array("\u{1B}[2Jred\n#EXTINF\r".utf8) + [0xFF, 0xFE]),
                    ("IART", Array(repeating: UInt8(ascii: "x"), count: 20_000)), ("ICRD", Array("99999".utf8)),
                ])
            try withCatalogue { catalogue in
                let importer = MusicFolderImporter(folder, genres: try GenreModel(nil), moods: try made())
                #expect(try catalogue.import(importer).added == 2)
                let song = try item("Lütfen", in: catalogue)
                #expect(song.artists == ["Ann", "Bob"] && song.genres == ["folk"] && song.year == 1987)
                let evil = try item("red", in: catalogue)
                #expect(!evil.title.unicodeScalars.contains { $0.value < 0x20 })
                #expect(evil.artists.allSatisfy { $0.count < 1_000 })
                #expect(evil.year == 9_999 || evil.year == nil)
            }
        }
    }

    private func item(_ title: String, in catalogue: Catalogue) throws -> Item {
        try #require(catalogue.entries(named: title).first).item
    }

    @Test("A folder without music is refused")
    func nothing() throws {
        try withTemporaryFolder { folder in
            try withCatalogue { catalogue in
                let importer = MusicFolderImporter(folder, genres: try GenreModel(nil), moods: try made())
                #expect(throws: RecommenderError.music(.noMusic(folder: folder))) { try catalogue.import(importer) }
            }
        }
    }
}
