import Foundation
import MienAudio
import MienTestSupport
import Testing

struct FileReadingTests {
    /// A file that `Utilities/golden_audio_files.py` made, and librosa's samples of it.
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let file: Data
        let rate: Int
        let channels: Int
        /// Whether every decoder gives the same bits.
        let exact: Bool
        private let samples: Data

        var expected: [Float] {
            let bytes = [UInt8](samples)
            return stride(from: 0, to: bytes.count, by: 4).map { start in
                Float(bitPattern: bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
            }
        }
        var testDescription: String { name }
    }

    private struct GoldenFile: Decodable { let cases: [Case] }

    /// What `Utilities/golden_audio_tags.py` made.
    private struct Tagged: Decodable {
        struct Case: Decodable {
            let name: String
            let file: Data
        }
        let tags: [String: String]
        let cases: [Case]
    }

    @Test func tagsAreRead() throws {
        let url = URL(fileURLWithPath: goldenPath("tags.json", in: .module))
        let golden = try JSONDecoder().decode(Tagged.self, from: Data(contentsOf: url))
        try withTemporaryFolder { folder in
            for tagged in golden.cases {
                let tags = try AudioFile(store([UInt8](tagged.file), "tagged", in: folder)).tags
                let found = [tags.title, tags.artist, tags.album, tags.genre, tags.date]
                #expect(
                    found == ["title", "artist", "album", "genre", "date"].map { golden.tags[$0] }, "\(tagged.name)")
            }
            let plain = try AudioFile(store(WAVBytes([1, 2, 3]).bytes, "plain.wav", in: folder)).tags
            #expect(plain.title == nil && plain.artist == nil && plain.date == nil)
        }
    }

    static let cases: [Case] = {
        let url = URL(fileURLWithPath: goldenPath("files.json", in: .module))
        return try! JSONDecoder().decode(GoldenFile.self, from: Data(contentsOf: url)).cases
    }()

    @Test("Every form of WAV, FLAC, Ogg and MP3 is read as librosa reads it", arguments: cases)
    func golden(_ golden: Case) throws {
        try withTemporaryFolder { folder in
            // The name plays no part.
            let path = try store([UInt8](golden.file), "sound.txt", in: folder)
            let file = try AudioFile(path)
            #expect(file.channels == golden.channels)
            #expect(file.sampleRate == golden.rate)
            let waveform = try Waveform(contentsOf: path)
            let expected = golden.expected
            #expect(waveform.sampleRate == golden.rate)
            try #require(waveform.samples.count == expected.count)
            let worst = zip(waveform.samples, expected).map { abs($0 - $1) }.max() ?? 0
            #expect(golden.exact ? worst == 0 : worst < 1e-4)
        }
    }

    @Test func thereAreCases() { #expect(Self.cases.count > 40) }

    @Test("A file says what it is")
    func facts() throws {
        try withTemporaryFolder { folder in
            func file(_ name: String) throws -> AudioFile {
                let golden = try #require(Self.cases.first { $0.name == name })
                return try AudioFile(try store([UInt8](golden.file), "sound", in: folder))
            }
            let wav = try file("WAV PCM_16 × 2")
            #expect((wav.format, wav.encoding, wav.frameCount) == (.wav, "Signed 16 bit PCM", 101))
            #expect(wav.duration == Double(101) / 48_000)
            #expect((try file("FLAC PCM_24").format, try file("FLAC PCM_24").encoding) == (.flac, "Signed 24 bit PCM"))
            #expect((try file("Ogg Vorbis").format, try file("Ogg Vorbis").encoding) == (.ogg, "Vorbis"))
            #expect((try file("MP3").format, try file("MP3").encoding) == (.mp3, "MPEG Layer III"))
        }
    }

    @Test("Reading in blocks and from anywhere gives the same samples")
    func blocks() throws {
        try withTemporaryFolder { folder in
            for golden in Self.cases where golden.exact {
                let path = try store([UInt8](golden.file), "sound", in: folder)
                let whole = try AudioFile(path).read(1 << 20)
                let file = try AudioFile(path)
                var samples: [Float] = []
                while case let block = try file.read(17), !block.isEmpty { samples += block }
                #expect(samples == whole, "\(golden.name)")
                #expect(file.position == file.frameCount)
                #expect(try file.read(5).isEmpty)
                try file.seek(to: 1)
                #expect(try file.read(20) == Array(whole.dropFirst(golden.channels).prefix(20 * golden.channels)))
            }
        }
    }

    @Test("Formats with loss are found in the middle too", arguments: ["Ogg Vorbis", "Ogg Opus", "MP3"])
    func seeking(_ name: String) throws {
        try withTemporaryFolder { folder in
            let golden = try #require(Self.cases.first { $0.name == name })
            let file = try AudioFile(try store([UInt8](golden.file), "sound", in: folder))
            let whole = try file.readMono(5000)
            for start in [1300, 20, 0] {
                try file.seek(to: start)
                let part = try file.readMono(150)
                let worst = zip(part, whole[start...]).map { abs($0 - $1) }.max() ?? 1
                #expect(part.count == 150 && worst < 1e-4, "from \(start): \(worst)")
            }
        }
    }

    @Test("A part by seconds is cut as by librosa, towards zero")
    func parts() throws {
        try withTemporaryFolder { folder in
            let samples = (0..<1000).map { Int16($0) }
            let path = try store(WAVBytes(samples).bytes, "a.wav", in: folder)
            func numbers(_ offset: Double, _ duration: Double?) throws -> [Float] {
                try Waveform(contentsOf: path, offset: offset, duration: duration).samples.map { $0 * 32_768 }
            }
            #expect(try numbers(0.01, 0.0002) == [160, 161, 162])
            #expect(try numbers(0.06249, nil) == [999])
            #expect(try numbers(0, 0).isEmpty)
            #expect(try numbers(0, 1e300).count == 1000)
            #expect(
                audioError { () throws(AudioError) in try Waveform(contentsOf: path, offset: 0.0625) }
                    == .beyondEnd(file: path, offset: 0.0625, duration: 0.0625))
            #expect(
                audioError { () throws(AudioError) in try Waveform(contentsOf: path, offset: 1e300) }
                    == .beyondEnd(file: path, offset: 1e300, duration: 0.0625))
        }
    }

    @Test("A file is resampled while it is read, as the whole is afterwards")
    func resampling() throws {
        try withTemporaryFolder { folder in
            let waveform = Waveform(tone(100_001), sampleRate: 44_100)
            let path = "\(folder)/a.wav"
            try waveform.write(to: path, as: .float)
            let read = try Waveform(contentsOf: path, sampleRate: 16_000)
            #expect(read == waveform.resampled(to: 16_000))
        }
    }
}

struct WaveformStreamTests {
    @Test("The blocks joined are the whole, and all but the last are as long as wanted")
    func blocks() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/a.flac"
            try Waveform(tone(150_000), sampleRate: 48_000).write(to: path)
            for (rate, length) in [(nil, 65_536), (16_000, 1000), (44_100, 70_000), (16_000, 1 << 20)] as [(Int?, Int)]
            {
                let whole = try Waveform(contentsOf: path, sampleRate: rate, offset: 0.1, duration: 2.9)
                let stream = try WaveformStream(
                    contentsOf: path, sampleRate: rate, blockLength: length, offset: 0.1, duration: 2.9)
                var blocks: [Waveform] = []
                while let block = try stream.next() { blocks.append(block) }
                #expect(blocks.dropLast().allSatisfy { $0.samples.count == length })
                #expect(blocks.flatMap(\.samples) == whole.samples)
                #expect(blocks.allSatisfy { $0.sampleRate == stream.sampleRate })
                #expect(try stream.next() == nil)
            }
        }
    }

    @Test("Three hours pass through little memory, and are not read at once")
    func threeHours() async {
        // In a process of its own, whose memory is no other test's.
        await #expect(processExitsWith: .success) {
            try withTemporaryFolder { folder in
                var header = WAVBytes([])
                (header.rate, header.claimedSize) = (48_000, 3 * 3600 * 48_000 * 2)
                let path = try store(header.header, "long.wav", in: folder)
                try #require(truncate(path, off_t(44 + 3 * 3600 * 48_000 * 2)) == 0)  // Sparse: it takes no room.
                #expect(readingError(path) == .tooLong(file: path, limit: 200_000_000))
                let stream = try WaveformStream(contentsOf: path, sampleRate: 1000, blockLength: 100_000)
                var count = 0
                while let block = try stream.next() { count += block.samples.count }
                #expect(count == 3 * 3600 * 1000)
                #expect(peakMegabytes() < 100)
            }
        }
    }
}

/// The most memory that the process has had.
private func peakMegabytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first.map { $0 / 1000 } ?? .max
}
