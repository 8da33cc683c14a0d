import CSndfile
import Mien

/// A sound file that is read in blocks, so that its length does not matter.
///
/// ```swift
/// let file = try AudioFile("lecture.flac")
/// while case let block = try file.readMono(65_536), !block.isEmpty { … }
/// ```
///
/// WAV (PCM of 8 to 32 bits, float, double, extensible, A-law, µ-law, ADPCM, RF64), FLAC, Ogg (Vorbis, Opus) and MP3, told
/// apart by content and decoded by libsndfile. Samples lie between −1 and 1, those of float files as they are. The file is
/// closed when the last reference to it goes.
///
/// What is refused, each with an ``AudioError``: anything but a regular file; a file without samples; rates beyond
/// 1…768,000 Hz; a WAV or FLAC file that ends before its header says (Ogg and MP3 promise no length: what is there is read);
/// samples that are infinite or no numbers.
public final class AudioFile {
    public let path: String
    public let format: AudioFormat
    /// How the samples are stored, such as `Signed 16 bit PCM`.
    public let encoding: String
    /// Frames in a second, in hertz.
    public let sampleRate: Int
    /// Samples of a frame.
    public let channels: Int
    /// Frames of the whole file; nil where the header does not say it, as in FLAC that was written to a pipe.
    public let frameCount: Int?
    public let tags: AudioTags
    /// The frame that is read next.
    public private(set) var position = 0

    private let file: RegularFile
    private let decoder: OpaquePointer

    /// Opens a file and reads its header.
    public init(_ path: String) throws(AudioError) {
        file = try RegularFile(path)
        let recognized = try AudioFormat(recognizing: file.bytes(at: 0, count: 512), name: path)
        let header = recognized == .wav ? try WAVHeader(file) : nil
        var info = SF_INFO()
        // A descriptor of its own, which it closes: one that it cannot decode it closes whatever it is told.
        guard let decoder = sf_open_fd(try file.duplicate(), Int32(SFM_READ), &info, Int32(SF_TRUE)) else {
            throw .damaged(file: path, format: recognized, reason: message(of: nil))
        }
        self.decoder = decoder
        self.path = path
        format = AudioFormat(info.format) ?? recognized
        encoding = name(ofEncoding: info.format)
        (sampleRate, channels) = (Int(info.samplerate), Int(info.channels))
        frameCount = info.frames == .max ? nil : Int(info.frames)
        tags = AudioTags(of: decoder)
        try checkHeader(header)
    }

    deinit { sf_close(decoder) }

    /// The length in seconds, where it is known.
    public var duration: Double? { frameCount.map { Double($0) / Double(sampleRate) } }

    private func checkHeader(_ header: WAVHeader?) throws(AudioError) {
        guard Resampler.rates.contains(sampleRate) else {
            throw .unsupportedRate(file: path, rate: sampleRate, limit: Resampler.rates.upperBound)
        }
        if frameCount == 0 { throw .noSamples(file: path) }
        if let header, let claimed = header.claimedBytes, header.isCutShort, let duration {
            let expected = duration * Double(claimed) / Double(header.presentBytes)
            throw .cutShort(file: path, seconds: duration, expected: expected)
        }
    }

    // MARK: - Reading

    /// The next frames, channel by channel within each; fewer than `count` only at the end, and none beyond it.
    public func read(_ count: Int) throws(AudioError) -> [Float] {
        require(count >= 0, "AudioFile: \(count) frames to read; expected at least 0")
        var frames = 0
        let samples = [Float](unsafeUninitializedCapacity: count * channels) { target, filled in
            frames = Int(sf_readf_float(decoder, target.baseAddress, sf_count_t(count)))
            filled = frames * channels
        }
        if sf_error(decoder) != 0 { throw .damaged(file: path, format: format, reason: message(of: decoder)) }
        if let bad = firstNotFinite(samples) { throw .notFinite(file: path, seconds: time(position + bad / channels)) }
        position += frames
        if frames < count, let frameCount, position < frameCount, format == .wav || format == .flac {
            throw .cutShort(file: path, seconds: time(position), expected: time(frameCount))
        }
        return samples
    }

    /// The next frames, of each the mean of its channels; fewer than `count` only at the end, and none beyond it.
    public func readMono(_ count: Int) throws(AudioError) -> [Float] {
        let samples = try read(count)
        return channels == 1 ? samples : channelMeans(samples, channels: channels)
    }

    /// Goes on reading at `frame`, which may be the end.
    public func seek(to frame: Int) throws(AudioError) {
        // From the end, libsndfile 1.2.0 finds a wrong place in Opus; from the beginning, the right one.
        if format == .ogg { sf_seek(decoder, 0, Int32(SF_SEEK_SET)) }
        let isWithin = frame >= 0 && frame <= frameCount ?? .max
        guard isWithin, sf_seek(decoder, sf_count_t(frame), Int32(SF_SEEK_SET)) == frame else {
            throw .beyondEnd(file: path, offset: time(frame), duration: duration ?? time(position))
        }
        position = frame
    }

    private func time(_ frame: Int) -> Double { Double(frame) / Double(sampleRate) }
}

// MARK: - Samples

/// The means of the frames of a signal, added up in the channels' order as NumPy does, and so librosa's `to_mono`.
func channelMeans(_ samples: [Float], channels: Int) -> [Float] {
    samples.withUnsafeBufferPointer { samples in
        [Float](unsafeUninitializedCapacity: samples.count / channels) { means, count in
            count = samples.count / channels
            if channels == 2 {  // The usual case, in vectors.
                for frame in 0..<count { means[frame] = (samples[2 * frame] + samples[2 * frame + 1]) / 2 }
                return
            }
            for frame in 0..<count {
                var sum: Float = 0
                for channel in frame * channels..<(frame + 1) * channels { sum += samples[channel] }
                means[frame] = sum / Float(channels)
            }
        }
    }
}

/// The place of the first sample that is infinite or no number.
func firstNotFinite(_ samples: [Float]) -> Int? {
    let infinity = Float.infinity.bitPattern
    let greatest = samples.withUnsafeBufferPointer { samples in
        var greatest: UInt32 = 0
        // Without its sign, a bit pattern is the larger the larger the number, and NaN lies above infinity.
        for sample in samples { greatest = max(greatest, sample.magnitude.bitPattern) }
        return greatest
    }
    return greatest < infinity ? nil : samples.firstIndex { !$0.isFinite }
}

// MARK: - libsndfile's words

/// libsndfile's last sentence, without the full stop; for nil, why a file could not be opened.
func message(of decoder: OpaquePointer?) -> String {
    let text = String(cString: sf_strerror(decoder))
    let sentence = text.split(separator: "\n").first.map(String.init) ?? text
    return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
}

private func name(ofEncoding format: Int32) -> String {
    var description = SF_FORMAT_INFO()
    description.format = format & Int32(SF_FORMAT_SUBMASK)
    let size = Int32(MemoryLayout<SF_FORMAT_INFO>.size)
    guard sf_command(nil, Int32(SFC_GET_FORMAT_INFO), &description, size) == 0, let name = description.name else {
        return "unknown"
    }
    return String(cString: name)
}
