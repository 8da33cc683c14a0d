import Foundation
import MienAudio
import Testing

/// Published recordings, where they are at hand: `$MIEN_DATA`.
struct RealRecordingTests {
    private static let root: String = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let folder = ProcessInfo.processInfo.environment["MIEN_DATA"] ?? package.appending(path: "../shared/data").path
        return URL(fileURLWithPath: folder).standardizedFileURL.path
    }()

    private static func folder(_ name: String) -> String? {
        FileManager.default.fileExists(atPath: "\(root)/\(name)") ? "\(root)/\(name)" : nil
    }

    private static let published = folder("ravdess_wav_samples")
    private static let lossless = folder("ravdess")
    private static let genres = folder("gtzan/audio")

    private func files(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
    }

    @Test(.enabled(if: published != nil, "no published WAV files; set MIEN_DATA"))
    func publishedRAVDESS() throws {
        let paths = try files(try #require(Self.published))
        var channels: [Int] = []
        for path in paths {
            let file = try AudioFile(path)
            channels.append(file.channels)
            #expect((file.format, file.encoding, file.sampleRate) == (.wav, "Signed 16 bit PCM", 48_000))
            let waveform = try Waveform(contentsOf: path)
            #expect((3.0...6.0).contains(waveform.duration))
            // The chunks behind the samples are text: read as sound they would be loud.
            #expect(waveform.samples.suffix(100).allSatisfy { abs($0) < 0.01 })
            #expect(waveform.samples.contains { abs($0) > 0.01 })
            let low = waveform.resampled(to: 16_000)
            #expect(try Waveform(contentsOf: path, sampleRate: 16_000) == low)
        }
        #expect(channels.sorted() == [1, 1, 1, 2])
    }

    @Test(.enabled(if: published != nil && lossless != nil, "no RAVDESS folder; set MIEN_DATA"))
    func bothFormsHoldTheSame() throws {
        let lossless = try #require(Self.lossless)
        for path in try files(try #require(Self.published)) {
            let name = String(path.dropLast(4).suffix(20))
            let flac = "\(lossless)/Actor_\(name.suffix(2))/\(name).flac"
            guard FileManager.default.fileExists(atPath: flac) else { continue }
            #expect(try Waveform(contentsOf: path) == Waveform(contentsOf: flac), "\(name)")
        }
    }

    @Test(.enabled(if: genres != nil, "no GTZAN clips; set MIEN_DATA"))
    func genreClips() throws {
        for path in try files(try #require(Self.genres)) {
            if path.hasSuffix("jazz.00054.wav") {
                let found = "something unknown (bytes cb 15 1e 16 7f 15 6c 14)"
                #expect(readingError(path) == .unknownFormat(file: path, found: found))
            } else {
                let waveform = try Waveform(contentsOf: path)
                #expect(waveform.sampleRate == 22_050)
                #expect(abs(waveform.duration - 30) < 1)
            }
        }
    }
}
