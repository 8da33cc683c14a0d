import Foundation
import MienAudio
import MienTestSupport
import MusicGenre
import Testing

@Suite("Windows of long music")
struct WindowTests {
    private func tone(seconds: Double, rate: Int = 8_000) -> Waveform {
        Waveform(
            (0..<Int(seconds * Double(rate))).map { 0.3 * sinf(0.1 * Float($0) + 1e-6 * Float($0) * Float($0)) },
            sampleRate: rate)
    }

    @Test(
        "are of 30 seconds, and the last ends with the music",
        arguments: [
            (0.01, [(0, 0.01)]), (29, [(0, 29)]), (30, [(0, 30)]), (44, [(0, 44)]), (46, [(0, 30), (16, 30)]),
            (60, [(0, 30), (30, 30)]), (70, [(0, 30), (30, 30)]), (80, [(0, 30), (30, 30), (50, 30)]),
        ] as [(Double, [(Double, Double)])])
    func windows(seconds: Double, expected: [(Double, Double)]) throws {
        try withTemporaryFolder { folder in
            let file = "\(folder)/music.wav"
            try tone(seconds: seconds).write(to: file, as: .float)
            let windows = try MusicFeatures().windows(ofFile: file)
            #expect(windows.count == expected.count)
            for (window, (start, duration)) in zip(windows, expected) {
                #expect(abs(window.start - start) < 1e-3 && abs(window.duration - duration) < 1e-3)
                #expect(window.features[0] == (window.duration * 22_050).rounded())
            }
        }
    }

    @Test("hold the music of their times")
    func contents() throws {
        try withTemporaryFolder { folder in
            let file = "\(folder)/music.wav"
            let music = tone(seconds: 47, rate: 22_050)
            try music.write(to: file, as: .float)
            let windows = try MusicFeatures().windows(ofFile: file)
            let last = Waveform(Array(music.samples.suffix(661_500)), sampleRate: 22_050)
            #expect(windows.map(\.start) == [0, 17])
            #expect(try windows.last?.features == MusicFeatures()(last))
        }
    }

    @Test("of what is no music there are none, and the file is named")
    func faults() throws {
        try withTemporaryFolder { folder in
            let file = "\(folder)/music.wav"
            #expect(throws: MusicGenreError.audio(.missingFile(file: file))) {
                try MusicFeatures().windows(ofFile: file)
            }
            try Data("no music".utf8).write(to: URL(fileURLWithPath: file))
            #expect(throws: MusicGenreError.self) { try MusicFeatures().windows(ofFile: file) }
        }
    }
}
