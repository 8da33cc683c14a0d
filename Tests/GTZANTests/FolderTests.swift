import Foundation
import GTZAN
import MienAudio
import MienTestSupport
import Testing

/// Listing looks at names only: empty files will do.
@Suite("Folders of clips")
struct FolderTests {
    private func make(_ files: [String], in folder: String) throws {
        for file in files {
            let url = URL(fileURLWithPath: "\(folder)/\(file)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: url)
        }
    }

    @Test("clips come in the order of their names, wherever the folders of genres lie")
    func listing() throws {
        let files = ["rock/rock.00001.wav", "blues/blues.00007.FLAC", "blues/blues.00003.wav", "blues/.hidden.wav"]
        for place in ["", "genres_original/"] {
            try withTemporaryFolder { folder in
                try make(files.map { place + $0 } + ["features_30_sec.csv"], in: folder)
                let found = try GTZANClips(contentsOf: folder)
                #expect(found.clips.map(\.name) == ["blues.00003", "blues.00007", "rock.00001"])
                #expect(found.labels == [0, 0, 9])
                #expect(try GTZANClips(contentsOf: "\(folder)/\(place)blues/").count == 2)
                #expect(GTZANClips.isLikely(at: folder) && !GTZANClips.isLikely(at: "\(folder)/nowhere"))
            }
        }
        try withTemporaryFolder { folder in
            try make(["jazz.00001.flac", "jazz.00000.wav"], in: folder)
            #expect(try GTZANClips(contentsOf: folder).clips.map(\.number) == [0, 1])
        }
    }

    @Test("what is no data set is refused, with what was found")
    func refusals() throws {
        try withTemporaryFolder { folder in
            #expect(throws: GTZANError.missing(path: "\(folder)/nowhere")) {
                try GTZANClips(contentsOf: "\(folder)/nowhere")
            }
            #expect(throws: GTZANError.unknownLayout(folder: folder, found: [])) { try GTZANClips(contentsOf: folder) }
            try make(["rock/jazz.00001.wav"], in: folder)
            let file = "\(folder)/rock/jazz.00001.wav"
            #expect(throws: GTZANError.notAFolder(path: file)) { try GTZANClips(contentsOf: file) }
            #expect(throws: GTZANError.wrongGenre(file: file, found: .jazz, expected: .rock)) {
                try GTZANClips(contentsOf: folder)
            }
        }
        try withTemporaryFolder { folder in
            try make(["rock/song.wav"], in: folder)
            #expect(throws: GTZANError.badName(file: "\(folder)/rock/song.wav", found: "song.wav")) {
                try GTZANClips(contentsOf: folder)
            }
        }
        try withTemporaryFolder { folder in
            try make(["rock.00001.wav", "rock.00001.flac"], in: folder)
            #expect(
                throws: GTZANError.sameClip(first: "\(folder)/rock.00001.flac", second: "\(folder)/rock.00001.wav")
            ) { try GTZANClips(contentsOf: folder) }
        }
    }

    @Test("a report tells copies, and clips that cannot be read")
    func report() throws {
        try withTemporaryFolder { folder in
            let sound = Waveform((0..<2_205).map { sinf(0.1 * Float($0)) }, sampleRate: 22_050)
            let other = Waveform((0..<2_205).map { sinf(0.2 * Float($0)) }, sampleRate: 22_050)
            try make(["jazz.00054.wav"], in: folder)
            try sound.write(to: "\(folder)/metal.00058.wav")
            try sound.write(to: "\(folder)/rock.00016.wav")
            try other.write(to: "\(folder)/rock.00017.wav")
            let report = GTZANReport(of: try GTZANClips(contentsOf: folder))
            #expect(report.clips == 4 && report.genres == ["jazz": 1, "metal": 1, "rock": 2])
            #expect(report.copies == [["metal.00058", "rock.00016"]])
            #expect(report.unreadable.map(\.clip) == ["jazz.00054"])
            #expect(report.sampleRates == [22_050: 3] && abs(report.duration - 0.3) < 1e-9)
            #expect(report.knownCopies.map(\.second) == ["rock.00016"])
            #expect("\(report)".contains("metal.00058 = rock.00016, of two genres"))
            #expect(try JSONDecoder().decode(GTZANReport.self, from: JSONEncoder().encode(report)) == report)
        }
    }
}
