import Foundation
import MienAudio
import MienTestSupport
import Testing

/// Tempo, beats and onsets of music, where GTZAN's clips are at hand: `$MIEN_DATA/gtzan/audio`.
struct MusicTests {
    private struct Golden: Decodable {
        struct Clip: Decodable {
            let file: String
            let tempo: Double
            let beatTempo: Double
            let beats: [Int]
            let onsets: [Int]
        }
        let clips: [Clip]
    }

    private static let folder: String? = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let root = ProcessInfo.processInfo.environment["MIEN_DATA"] ?? package.appending(path: "../shared/data").path
        let folder = URL(fileURLWithPath: root).standardizedFileURL.appending(path: "gtzan/audio").path
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }()

    @Test(
        "Tempo, beats and onsets of music are librosa's",
        .enabled(if: folder != nil, "no GTZAN clips; set MIEN_DATA"))
    func clips() throws {
        let url = URL(fileURLWithPath: goldenPath("music.json", in: .module))
        let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
        #expect(!golden.clips.isEmpty)
        for clip in golden.clips {
            let path = "\(try #require(Self.folder))/\(clip.file)"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            let music = try Waveform(contentsOf: path)
            #expect(TempoEstimator()(music) == clip.tempo, "\(clip.file)")
            let beats = BeatTracker()(music)
            #expect(beats.tempo == clip.beatTempo, "\(clip.file)")
            #expect(beats.frames == clip.beats, "\(clip.file)")
            #expect(OnsetStrength()(music).onsets() == clip.onsets, "\(clip.file)")
        }
    }
}
