/// What is remembered of a sound, to compare data sets by.
package struct SoundSummary: Sendable {
    package let sampleRate: Int
    package let channels: Int
    /// In seconds.
    package let duration: Double
    /// Of all samples, one after the other (FNV-1a, 64 bits).
    package let hash: UInt64

    /// Decodes the whole file.
    package init(_ path: String) throws(AudioError) {
        let file = try AudioFile(path)
        (sampleRate, channels) = (file.sampleRate, file.channels)
        let samples = try Waveform(contentsOf: path).samples
        duration = Double(samples.count) / Double(file.sampleRate)
        hash = samples.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01B3 }
    }
}
