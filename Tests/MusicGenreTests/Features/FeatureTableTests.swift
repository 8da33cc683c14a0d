import Foundation
import GTZAN
import MienAudio
import MienTabular
import MienTestSupport
import MusicGenre
import Testing

@Suite("Tables of features of music")
struct FeatureTableTests {
    /// A folder of short pieces, and the place of a table.
    private func withMusic(_ body: (_ music: String, _ table: String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let music = "\(folder)/music"
            try SyntheticMusic(clipsPerGenre: 1, duration: 0.5, seed: 1).write(toFolder: music)
            try body("\(music)/genres_original", "\(folder)/features.csv")
        }
    }

    private func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test("are laid out as the published one, and read as such")
    func layout() throws {
        try withMusic { music, path in
            let pieces = try MusicPiece.all(at: music)
            let outcome = try FeatureTable(at: path).add(pieces)
            #expect(outcome.added == 10 && outcome.kept == 0 && outcome.faults.isEmpty)
            let table = try GTZANTable(contentsOf: path)
            #expect(table.labels == Array(0..<10))
            #expect(try lines(path)[0] == GTZAN.columnNames.joined(separator: ","))
            let features = try MusicFeatures()(Waveform(contentsOf: "\(music)/jazz/jazz.00000.wav"))
            #expect(Array(table.features.row(5)) == features)
        }
    }

    @Test("that were interrupted are made on, to the same bytes", arguments: [1, 5, 700, 3_000])
    func resuming(cut: Int) throws {
        try withMusic { music, path in
            let pieces = try MusicPiece.all(at: music)
            _ = try FeatureTable(at: path).add(pieces)
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            try whole.dropLast(cut).write(to: URL(fileURLWithPath: path))
            let left = String(decoding: whole.dropLast(cut), as: UTF8.self).filter(\.isNewline).count - 1
            let outcome = try FeatureTable(at: path).add(pieces)
            #expect(outcome.kept == left && outcome.added == 10 - left)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
        }
    }

    @Test("that were cut off within their first line are begun anew")
    func cutHeader() throws {
        try withMusic { music, path in
            try "filename,length,chr".write(toFile: path, atomically: true, encoding: .utf8)
            #expect(try FeatureTable(at: path).add(Array(MusicPiece.all(at: music).prefix(2))).added == 2)
            #expect(try lines(path).count == 3)
        }
    }

    @Test("grow with the music, and keep what is there")
    func growing() throws {
        try withMusic { music, path in
            let pieces = try MusicPiece.all(at: music)
            _ = try FeatureTable(at: path).add(Array(pieces.prefix(3)))
            let first = try lines(path)
            var outcome = try FeatureTable(at: path).add(pieces)
            #expect(outcome.added == 7 && outcome.kept == 3)
            #expect(try Array(lines(path).prefix(4)) == first)
            outcome = try FeatureTable(at: path).add(pieces)
            #expect(outcome.added == 0 && outcome.kept == 10)
        }
    }

    @Test("leave out pieces that cannot be read, and tell of them")
    func faults() throws {
        try withMusic { music, path in
            let bad = "\(music)/jazz/jazz.00000.wav"
            try Data("no music".utf8).write(to: URL(fileURLWithPath: bad))
            let outcome = try FeatureTable(at: path).add(MusicPiece.all(at: music))
            #expect(outcome.added == 9 && outcome.faults.map(\.file) == [bad])
            #expect(outcome.faults[0].reason.contains("jazz.00000.wav"))
            #expect(try GTZANTable(contentsOf: path).clips.count == 9)
        }
    }

    @Test("of other settings, or of other music, are not mixed with new rows")
    func otherSettings() throws {
        try withMusic { music, path in
            let pieces = try MusicPiece.all(at: music)
            _ = try FeatureTable(at: path).add(Array(pieces.prefix(3)))
            let before = try lines(path)
            #expect {
                try FeatureTable(at: path, features: MusicFeatures(.published)).add(pieces)
            } throws: { error in
                guard case MusicGenreError.otherFeatures(path, 2, "blues.00000.wav", _, _, _) = error else {
                    return false
                }
                return true
            }
            #expect(try lines(path) == before)
        }
    }

    @Test("are nothing else: another file is left as it is")
    func otherFiles() throws {
        try withMusic { music, path in
            try "name,tempo\nsong,120\n".write(toFile: path, atomically: true, encoding: .utf8)
            let columns = TabularError.otherColumns(
                file: path, found: ["name", "tempo"], expected: GTZAN.columnNames)
            #expect(throws: MusicGenreError.table(columns)) {
                try FeatureTable(at: path).add(MusicPiece.all(at: music))
            }
            #expect(try lines(path) == ["name,tempo", "song,120"])
        }
    }

    @Test("hold a row a window of long music, whole or not at all")
    func windows() throws {
        try withTemporaryFolder { folder in
            let music = Waveform((0..<400_000).map { 0.2 * sinf(0.05 * Float($0)) }, sampleRate: 8_000)
            try music.write(to: "\(folder)/long, \"live\".wav")
            try music.write(to: "\(folder)/other.wav")
            let (pieces, path) = (try MusicPiece.all(at: folder), "\(folder)/features.csv")
            #expect(try FeatureTable(at: path).add(pieces).added == 2)
            let whole = try lines(path)
            #expect(whole.count == 5)
            #expect(whole[1].hasPrefix("\"long, \"\"live\"\".0.wav\",661500,"))
            #expect(whole[4].hasPrefix("other.1.wav,661500,") && whole[4].hasSuffix(","))
            // One window of the last piece is missing.
            try (whole.dropLast().joined(separator: "\n") + "\n").write(
                toFile: path, atomically: true, encoding: .utf8)
            let outcome = try FeatureTable(at: path).add(pieces)
            #expect(outcome.added == 1 && outcome.kept == 1)
            #expect(try lines(path) == whole)
        }
    }

    @Test("know each piece by one name")
    func names() throws {
        let two = [MusicPiece(file: "a/song.wav"), MusicPiece(file: "b/song.wav")]
        #expect(throws: MusicGenreError.sameName(first: "a/song.wav", second: "b/song.wav")) {
            try FeatureTable(at: "/nowhere/features.csv").add(two)
        }
        let window = [MusicPiece(file: "song.wav"), MusicPiece(file: "song.0.wav")]
        #expect(throws: MusicGenreError.sameName(first: "song.0.wav", second: "song.wav")) {
            try FeatureTable(at: "/nowhere/features.csv").add(window)
        }
        #expect(MusicPiece(file: "x/jazz.00001.flac").genre == .jazz)
        #expect(MusicPiece(file: "rock/song.mp3").genre == .rock)
        #expect(MusicPiece(file: "mine/song.mp3").genre == nil)
        try withTemporaryFolder { folder in
            #expect(throws: MusicGenreError.noMusic(folder: folder)) { try MusicPiece.all(at: folder) }
            #expect(throws: MusicGenreError.missing(path: "\(folder)/x")) { try MusicPiece.all(at: "\(folder)/x") }
        }
    }
}
