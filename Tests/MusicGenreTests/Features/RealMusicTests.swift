import Foundation
import GTZAN
import MienAudio
import MienTestSupport
import MusicGenre
import Testing

/// The features of GTZAN's clips against its table, where they are at hand: `$MIEN_DATA/gtzan`.
@Suite struct RealMusicTests {
    private static let folder = realData("gtzan/audio").flatMap { _ in realData("gtzan") }

    /// Calls `body` with the numbers of each clip and those of its row.
    private func compare(
        _ definition: MusicFeatures.Definition, _ body: (String, _ name: String, Double, Double) -> Void
    ) throws {
        let folder = try #require(Self.folder)
        let table = try GTZANTable(contentsOf: "\(folder)/features_30_sec.csv")
        for clip in try GTZANClips(contentsOf: "\(folder)/audio").clips where !GTZAN.damagedClips.contains(clip.name) {
            let row = try #require(table.clips.firstIndex { $0.name == clip.name })
            let found = try MusicFeatures(definition)(Waveform(contentsOf: clip.file))
            for (name, (a, b)) in zip(MusicFeatures.names, zip(found, table.features.row(row))) {
                body(clip.name, name, a, b)
            }
        }
    }

    @Test("The published table is met", .enabled(if: folder != nil, "no GTZAN clips; set MIEN_DATA"))
    func published() throws {
        try compare(.published) { clip, name, found, expected in
            switch name {
            case "length", "tempo": #expect(found == expected, "\(clip) \(name)")
            case "harmony_mean", "perceptr_mean": #expect(abs(found - expected) < 1e-8, "\(clip) \(name)")
            default: #expect(abs(found / expected - 1) < 5e-5, "\(clip) \(name): \(found), \(expected) is expected")
            }
        }
    }

    @Test(
        "librosa's own numbers are as near to the table as they can be",
        .enabled(if: folder != nil, "no GTZAN clips; set MIEN_DATA"))
    func librosa() throws {
        try compare(.librosa) { clip, name, found, expected in
            let tolerance =
                switch name {
                case "length", "tempo": 0.0
                case "rms_mean", "rms_var", "zero_crossing_rate_mean", "zero_crossing_rate_var": 1e-5
                case "harmony_mean", "perceptr_mean": Double.infinity
                default: name.hasSuffix("_mean") && name.hasPrefix("mfcc") ? 0.1 : 0.01
                }
            #expect(abs(found - expected) <= tolerance * abs(expected), "\(clip) \(name): \(found), not \(expected)")
        }
    }

    @Test("The damaged clip is named", .enabled(if: folder != nil, "no GTZAN clips; set MIEN_DATA"))
    func damaged() throws {
        let path = try #require(Self.folder) + "/audio/jazz.00054.wav"
        let error = #expect(throws: MusicGenreError.self) { try MusicFeatures().windows(ofFile: path) }
        guard case .audio(.unknownFormat(path, _)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
