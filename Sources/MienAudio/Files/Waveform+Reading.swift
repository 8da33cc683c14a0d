extension Waveform {
    /// The most samples that are read at once: 200 million, over an hour at 48 kHz, 800 MB. What is longer is read in parts or
    /// by ``WaveformStream``.
    public static let sampleLimit = 200_000_000

    /// Reads a WAV, FLAC, Ogg or MP3 file: librosa's `load`, which resamples to 22,050 Hz where this leaves the rate as it is.
    ///
    /// Several channels become one, their mean. What is refused stands with ``AudioFile``.
    ///
    /// - Parameters:
    ///   - sampleRate: to resample to; the file's if not given.
    ///   - offset: seconds to leave out at the beginning.
    ///   - duration: seconds to read, if there are as many; all if not given.
    /// - Throws: ``AudioError``.
    public init(
        contentsOf path: String, sampleRate: Int? = nil, offset: Double = 0, duration: Double? = nil
    ) throws(AudioError) {
        let stream = try WaveformStream(
            contentsOf: path, sampleRate: sampleRate, offset: offset, duration: duration)
        let expected = stream.expectedCount ?? 0
        if expected > Self.sampleLimit { throw .tooLong(file: path, limit: Self.sampleLimit) }
        var samples: [Float] = []
        // A header may claim much: no more is taken at its word than 64 MB.
        samples.reserveCapacity(min(expected, 1 << 24))
        while let more = try stream.read() {
            samples += more
            if samples.count > Self.sampleLimit { throw .tooLong(file: path, limit: Self.sampleLimit) }
        }
        self.init(samples, sampleRate: stream.sampleRate)
    }
}
