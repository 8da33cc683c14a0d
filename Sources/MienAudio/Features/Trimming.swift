import Mien

extension Waveform {
    /// The sound without the silence before and after it; librosa's `effects.trim` with the same defaults.
    ///
    /// - Parameters:
    ///   - topDecibels: frames farther below the loudest one are silent.
    ///   - frameLength: samples over which loudness is measured.
    ///   - hopLength: samples from frame to frame.
    public func trimmed(topDecibels: Float = 60, frameLength: Int = 2048, hopLength: Int = 512) -> Waveform {
        let range = trimmedRange(topDecibels: topDecibels, frameLength: frameLength, hopLength: hopLength)
        return Waveform(Array(samples[range]), sampleRate: sampleRate)
    }

    /// The samples that ``trimmed(topDecibels:frameLength:hopLength:)`` keeps. Those of mere silence are all kept: its frames
    /// are as loud as the loudest.
    public func trimmedRange(topDecibels: Float = 60, frameLength: Int = 2048, hopLength: Int = 512) -> Range<Int> {
        let parts = split(topDecibels: topDecibels, frameLength: frameLength, hopLength: hopLength)
        guard let first = parts.first, let last = parts.last else { return 0..<0 }
        return first.lowerBound..<last.upperBound
    }

    /// The parts of the sound between silences, in samples; librosa's `effects.split` with the same defaults.
    ///
    /// - Parameters:
    ///   - topDecibels: frames farther below the loudest one are silent.
    ///   - frameLength: samples over which loudness is measured.
    ///   - hopLength: samples from frame to frame.
    public func split(topDecibels: Float = 60, frameLength: Int = 2048, hopLength: Int = 512) -> [Range<Int>] {
        let loudness = rootMeanSquare(frameLength: frameLength, hopLength: hopLength)
        let levels = decibels(amplitudes: loudness, reference: .maximum, topDecibels: nil).scalars
        func sample(_ frame: Int) -> Int { min(frame * hopLength, samples.count) }
        var parts: [Range<Int>] = []
        var start: Int?
        for (frame, level) in levels.enumerated() {
            if level > -topDecibels {
                start = start ?? frame
            } else if let first = start {
                parts.append(sample(first)..<sample(frame))
                start = nil
            }
        }
        if let first = start { parts.append(sample(first)..<samples.count) }
        return parts
    }
}
