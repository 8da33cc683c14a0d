import Foundation
import MienAudio
import MienTestSupport
import Testing

struct FileWritingTests {
    @Test("A 16-bit file read and written holds the same samples; a float file every one")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            let whole = (-32_768...32_767).map { Float($0) / 32_768 }
            for name in ["a.wav", "b.FLAC"] {
                let path = "\(folder)/\(name)"
                try Waveform(whole, sampleRate: 22_050).write(to: path)
                #expect(try Waveform(contentsOf: path) == Waveform(whole, sampleRate: 22_050))
            }
            let samples = tone(999) + [0, 1.5, -3, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
            for rate in [1, 8000, 384_000] {
                try Waveform(samples, sampleRate: rate).write(to: "\(folder)/c.wav", as: .float)
                #expect(try Waveform(contentsOf: "\(folder)/c.wav") == Waveform(samples, sampleRate: rate))
            }
            let content = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(content == ["a.wav", "b.FLAC", "c.wav"])
        }
    }

    @Test("Samples are rounded to the nearest of 16 bits, and those beyond the ends brought there")
    func rounding() throws {
        try withTemporaryFolder { folder in
            let samples: [Float] = [0.4, 0.6, -0.4, -0.6, 40_000, -40_000, 32_767.4].map { $0 / 32_768 }
            for name in ["a.wav", "a.flac"] {
                try Waveform(samples, sampleRate: 8000).write(to: "\(folder)/\(name)")
                let found = try Waveform(contentsOf: "\(folder)/\(name)").samples.map { $0 * 32_768 }
                #expect(found == [0, 1, 0, -1, 32_767, -32_768, 32_767])
            }
        }
    }

    @Test("What cannot be read back is not written, and what was there stays")
    func refused() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/a.wav"
            let good = Waveform(tone(50), sampleRate: 16_000)
            try good.write(to: path, as: .float)
            func error(_ waveform: Waveform, _ path: String, _ encoding: Waveform.Encoding = .pcm16) -> AudioError? {
                audioError { () throws(AudioError) in try waveform.write(to: path, as: encoding) }
            }
            let bad = Waveform([0, 0, .nan], sampleRate: 4)
            #expect(error(bad, path) == .notFinite(file: path, seconds: 0.5))
            let none = error(Waveform([], sampleRate: 4), path)
            #expect(none == .notEncodable(file: path, format: .wav, reason: "the waveform has no samples"))
            #expect(none?.description == "\(path) cannot be written as WAV: the waveform has no samples.")
            #expect(try Waveform(contentsOf: path) == good)

            let flac = "\(folder)/a.flac"
            #expect(
                error(good, flac, .float)
                    == .notEncodable(file: flac, format: .flac, reason: "it holds whole numbers only"))
            guard case .notEncodable(flac, .flac, _) = error(Waveform([0], sampleRate: 768_000), flac) else {
                Issue.record("FLAC has no such rate")
                return
            }
            #expect(error(good, "\(folder)/a.mp3") == .unknownExtension(file: "\(folder)/a.mp3"))
            let nowhere = "\(folder)/none/a.wav"
            #expect(error(good, nowhere) == .unwritable(file: nowhere, reason: "No such file or directory"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.wav"])
        }
    }
}
