import Foundation
import MienAudio
import MienTestSupport
import Testing

/// What is refused, and in which words.
struct BadAudioTests {
    // MARK: - Files that hold no recording

    @Test func noFile() throws {
        try withTemporaryFolder { folder in
            #expect(readingError("\(folder)/no.wav") == .missingFile(file: "\(folder)/no.wav"))
            #expect(AudioError.missingFile(file: "no.wav").description == "no.wav: no such file. Check the path.")
            #expect(readingError(folder) == .folder(file: folder))
            #expect(readingError("/dev/zero") == .specialFile(file: "/dev/zero"))
            let pipe = "\(folder)/pipe.wav"
            #expect(mkfifo(pipe, 0o600) == 0)
            #expect(readingError(pipe) == .specialFile(file: pipe))
            let empty = try store([], "empty.wav", in: folder)
            #expect(readingError(empty) == .emptyFile(file: empty))
            let below = "\(empty)/a.wav"
            #expect(readingError(below) == .missingFile(file: below))
        }
    }

    @Test("The content counts, not the name")
    func otherContent() throws {
        try withTemporaryFolder { folder in
            func found(_ bytes: [UInt8]) throws -> String? {
                let path = try store(bytes, "a.wav", in: folder)
                guard case .unknownFormat(path, let found) = readingError(path) else { return nil }
                return found
            }
            #expect(try found(Array("Dear listener,\nthis is no sound.".utf8)) == "text (“Dear listener,”)")
            #expect(try found([0x00]) == "something unknown (bytes 00)")
            #expect(
                try found([UInt8](repeating: 0, count: 4096)) == "something unknown (bytes 00 00 00 00 00 00 00 00)")
            #expect(try found(Array("RIFF\u{4}\0\0\0AVI LIST".utf8)) == "an AVI film or a WebP image")
            #expect(try found(Array("FORM\0\0\0\u{4}AIFF\0".utf8)) == "an AIFF sound")
            #expect(try found(Array("\0\0\0\u{18}ftypM4A ".utf8)) == "an MPEG-4 sound (AAC) or a film")
            #expect(try found([0xFF, 0xF1, 0x50, 0x80]) == "something unknown (bytes ff f1 50 80)")
            #expect(try found([0xFF, 0xFB]) == "something unknown (bytes ff fb)")

            let mp3 = try #require(FileReadingTests.cases.first { $0.name == "MP3" })
            let path = try store([UInt8](mp3.file), "song.wav", in: folder)
            #expect(try AudioFile(path).format == .mp3)
            #expect(try Waveform(contentsOf: path).samples.count == mp3.expected.count)
        }
    }

    // MARK: - Headers

    @Test("A header alone has no samples, and a file that is shorter than its header says is refused")
    func tooShort() throws {
        try withTemporaryFolder { folder in
            let whole = WAVBytes(Array(0..<1600))
            let header = try store(WAVBytes([]).bytes, "header.wav", in: folder)
            #expect(readingError(header) == .noSamples(file: header))
            let claim = try store(whole.header, "claim.wav", in: folder)
            #expect(readingError(claim) == .noSamples(file: claim))
            let cut = try store(whole.bytes.dropLast(1600), "cut.wav", in: folder)
            #expect(readingError(cut) == .cutShort(file: cut, seconds: 0.05, expected: 0.1))
            #expect(
                readingError(cut)?.description
                    == "\(cut) ends after 0.05 s where its header says 0.1 s. Copy or download it again.")
            #expect(throws: AudioError.self) { try AudioFile(cut) }
            for length in 1..<44 {
                let path = try store(Array(whole.bytes[..<length]), "start.wav", in: folder)
                #expect(readingError(path) != nil, "\(length) bytes")
            }
        }
    }

    @Test("Rates, channels and sizes that are none")
    func hostileHeaders() throws {
        try withTemporaryFolder { folder in
            func refusal<Value>(_ field: WritableKeyPath<WAVBytes, Value>, _ value: Value) throws -> AudioError? {
                var wav = WAVBytes(Array(0..<100))
                wav[keyPath: field] = value
                return readingError(try store(wav.bytes, "a.wav", in: folder))
            }
            let path = "\(folder)/a.wav"
            let highest = try refusal(\.rate, 768_000)
            #expect(highest == nil)
            #expect(try refusal(\.rate, 768_001) == .unsupportedRate(file: path, rate: 768_001, limit: 768_000))
            for rate: UInt32 in [0, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] {
                #expect(try refusal(\.rate, rate) != nil, "\(rate) Hz")
            }
            for channels: UInt16 in [0, 1025, 0xFFFF] {
                #expect(try refusal(\.channels, channels) != nil, "\(channels) channels")
            }
            #expect(try refusal(\.bits, 0) != nil)
            #expect(try refusal(\.bits, 0xFFFF) != nil)
            #expect(try refusal(\.encoding, 0x1234) != nil)
            #expect(try refusal(\.claimedSize, 0x7000_0000) != nil)
        }
    }

    @Test("FLAC that claims any length is an error or what is there")
    func claimingFLAC() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/a.flac"
            try Waveform(tone(5000), sampleRate: 16_000).write(to: path)
            let good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            func claiming(_ count: UInt64) throws {
                // 36 bits from the middle of byte 21 on.
                var bytes = good
                bytes[21] = bytes[21] & 0xF0 | UInt8(count >> 32)
                for index in 0..<4 { bytes[22 + index] = UInt8(truncatingIfNeeded: count >> (24 - 8 * UInt64(index))) }
                _ = try store(bytes, "a.flac", in: folder)
            }
            try claiming(5000)
            #expect(try Waveform(contentsOf: path).samples.count == 5000)
            try claiming(0)  // Unknown: it was written to a pipe.
            #expect(try AudioFile(path).frameCount == nil)
            #expect(try Waveform(contentsOf: path).samples.count == 5000)
            try claiming(6000)
            #expect(readingError(path) == .cutShort(file: path, seconds: 0.3125, expected: 0.375))
            try claiming((1 << 36) - 1)
            #expect(readingError(path) == .tooLong(file: path, limit: 200_000_000))
        }
    }

    // MARK: - Damage

    @Test("A file cut anywhere is an error or what is there, never a trap")
    func cutFiles() throws {
        try withTemporaryFolder { folder in
            for golden in FileReadingTests.cases where golden.file.count < 6000 {
                let bytes = [UInt8](golden.file)
                let step = max(1, bytes.count / 60)
                for length in stride(from: 0, to: bytes.count, by: step) {
                    let path = try store(Array(bytes[..<length]), "cut", in: folder)
                    do throws(AudioError) {
                        let waveform = try Waveform(contentsOf: path)
                        #expect(waveform.samples.allSatisfy { $0.isFinite })
                        #expect(
                            waveform.samples.count <= golden.expected.count + 1152, "\(golden.name), \(length) bytes")
                    } catch {
                        #expect(error.description.contains(path), "\(golden.name) cut to \(length) bytes: \(error)")
                    }
                }
            }
        }
    }

    @Test("A file with any byte altered is an error or some sound, never a trap")
    func alteredFiles() throws {
        try withTemporaryFolder { folder in
            var (sounds, errors) = (0, 0)
            let names = [
                "WAV PCM_16 × 1", "WAVEX FLOAT × 2", "FLAC PCM_16", "Ogg Vorbis", "MP3", "WAV MS_ADPCM",
                "RF64 PCM_16 × 1",
            ]
            for golden in FileReadingTests.cases where names.contains(golden.name) {
                let bytes = [UInt8](golden.file)
                // Headers byte by byte, samples here and there.
                for position in Array(0..<min(128, bytes.count)) + Array(stride(from: 128, to: bytes.count, by: 61)) {
                    for value: UInt8 in [0x00, 0x7F, 0xFF] {
                        var altered = bytes
                        altered[position] = value
                        let path = try store(altered, "altered", in: folder)
                        if readingError(path) == nil { sounds += 1 } else { errors += 1 }
                    }
                }
            }
            #expect(sounds > 500)
            #expect(errors > 300)
        }
    }

    @Test("A sample that is no number is named by its time")
    func notFinite() throws {
        try withTemporaryFolder { folder in
            for bad: Float in [.nan, .infinity, -.infinity] {
                for place in [0, 8000, 15_999] {
                    var samples = tone(16_000)
                    samples[place] = bad
                    let path = try store(WAVBytes(floats: samples).bytes, "a.wav", in: folder)
                    #expect(readingError(path) == .notFinite(file: path, seconds: Double(place) / 16_000))
                    // What comes before is sound.
                    let file = try AudioFile(path)
                    #expect(try file.read(place).count == place)
                }
            }
            #expect(
                AudioError.notFinite(file: "a.wav", seconds: 0.5).description
                    == "a.wav: the sample at 0.5 s is infinite or no number. Mend the recording, or leave it out.")
        }
    }

    /// A descriptor that was closed twice would be another thread's in between.
    @Test("Damaged files beside a sound one do it no harm")
    func besideOthers() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mien-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sound = try store(WAVBytes([Int16](repeating: 5, count: 400)).bytes, "sound.wav", in: folder)
        let cut = Array(WAVBytes([Int16](repeating: 5, count: 4)).bytes.prefix(36))
        let damaged = try store(cut, "bad.wav", in: folder)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for _ in 0..<2_000 { _ = try? AudioFile(damaged) } }
            group.addTask {
                for _ in 0..<2_000 where (try? Waveform(contentsOf: sound).samples.count) != 400 {
                    Issue.record("a sound file could not be read")
                    return
                }
            }
        }
    }

    @Test("Silence, one sample, eight channels and 384 kHz are sound like any other")
    func unusual() throws {
        try withTemporaryFolder { folder in
            let silence = try store(WAVBytes([Int16](repeating: 0, count: 500)).bytes, "a.wav", in: folder)
            let quiet = try Waveform(contentsOf: silence, sampleRate: 22_050)
            #expect(quiet.samples == [Float](repeating: 0, count: 690))
            let one = try store(WAVBytes([16_384]).bytes, "b.wav", in: folder)
            #expect(try Waveform(contentsOf: one).samples == [0.5])
            #expect(try Waveform(contentsOf: one, sampleRate: 48_000).samples.count == 3)
            var wide = WAVBytes((0..<800).map { Int16($0 % 8 * 1024) })
            (wide.channels, wide.rate) = (8, 384_000)
            let path = try store(wide.bytes, "c.wav", in: folder)
            let waveform = try Waveform(contentsOf: path)
            #expect(waveform == Waveform([Float](repeating: 3584 / 32_768, count: 100), sampleRate: 384_000))
        }
    }

    @Test("Every sentence says where and what to do")
    func sentences() {
        let errors: [AudioError] = [
            .missingFile(file: "a"), .folder(file: "a"), .specialFile(file: "a"), .unreadable(file: "a", reason: "r"),
            .emptyFile(file: "a"), .unknownFormat(file: "a", found: "f"), .noSamples(file: "a"),
            .damaged(file: "a", format: .mp3, reason: "r"), .cutShort(file: "a", seconds: 1, expected: 2.0625),
            .unsupportedRate(file: "a", rate: 0, limit: 9), .notFinite(file: "a", seconds: 1e300),
            .tooLong(file: "a", limit: 9), .beyondEnd(file: "a", offset: .infinity, duration: 1),
            .unknownExtension(file: "a"), .unwritable(file: "a", reason: "r"),
        ]
        for error in errors {
            #expect(error.description.hasPrefix("a"))
            #expect(error.description.wholeMatch(of: /.+[.;,] [A-Z][^.]+(\.wav or \.flac)?\./) != nil, "\(error)")
        }
    }
}
