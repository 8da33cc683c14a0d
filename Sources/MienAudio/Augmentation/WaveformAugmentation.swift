import Mien

/// Random changes of a training recording that leave what is heard in it as it is.
///
/// ```swift
/// let augmentation = WaveformAugmentation(timeStretch: 0.9...1.1, pitchShift: 2, noise: .init(probability: 0.5))
/// var random = RandomStream(seed: 7, purpose: .augmentation, epoch, index)
/// let changed = augmentation.apply(to: speech, random: &random)
/// ```
///
/// The default of every field changes nothing. The changes are made in this order: stretch, pitch, shift, gain, noise.
/// Equal streams give equal bits, and a field that is changed does not change what is drawn for the others.
public struct WaveformAugmentation: Codable, Equatable, Sendable {
    /// The factors of speed, within 0.25...4; above 1 shortens. The pitch stays.
    public var timeStretch: ClosedRange<Float>
    /// The largest change of pitch to either side, in semitones, 0...24. The length stays.
    public var pitchShift: Float
    /// The largest shift in time to either side, as a fraction of the length, 0...1. What comes in is silence.
    public var shift: Float
    /// What is added to the level, in decibels, within -100...100.
    public var gain: ClosedRange<Float>
    public var noise: Noise

    /// White noise of normal distribution.
    public struct Noise: Codable, Equatable, Sendable {
        public var probability: Float
        /// The level of the recording above that of the noise, in decibels, within -100...100.
        public var signalToNoise: ClosedRange<Float>

        public init(probability: Float = 0, signalToNoise: ClosedRange<Float> = 10...30) {
            self.probability = probability
            self.signalToNoise = signalToNoise
        }
    }

    public init(
        timeStretch: ClosedRange<Float> = 1...1, pitchShift: Float = 0, shift: Float = 0,
        gain: ClosedRange<Float> = 0...0, noise: Noise = Noise()
    ) {
        self.timeStretch = timeStretch
        self.pitchShift = pitchShift
        self.shift = shift
        self.gain = gain
        self.noise = noise
    }
}

// MARK: - Decoding

extension WaveformAugmentation {
    /// Reads what is there, ranges as `[lower, upper]`, and leaves the other fields as they are by default.
    ///
    /// - Throws: ``AudioError/invalidAugmentation(field:found:expected:)``, or a `DecodingError` whose path names the field.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, _ standard: Value) throws -> Value {
            try fields.decodeIfPresent(Value.self, forKey: key) ?? standard
        }
        let unchanged = WaveformAugmentation()
        self.init(
            timeStretch: try value(.timeStretch, unchanged.timeStretch),
            pitchShift: try value(.pitchShift, unchanged.pitchShift), shift: try value(.shift, unchanged.shift),
            gain: try value(.gain, unchanged.gain), noise: try value(.noise, unchanged.noise))
        try validate()
    }
}

// MARK: - Applying

extension WaveformAugmentation {
    /// Changes a recording.
    ///
    /// - Parameter random: what the changes are drawn from.
    public func apply(to waveform: Waveform, random: inout RandomStream) -> Waveform {
        if let fault { stop(fault.description) }
        let rate = random.next(in: timeStretch)
        let semitones = random.next(in: -pitchShift...pitchShift)
        let moved = random.next(in: -shift...shift)
        let decibels = random.next(in: gain)
        let isNoisy = random.nextUniform() < noise.probability
        let ratio = random.next(in: noise.signalToNoise)
        let noiseKey = random.next()

        var result = waveform
        if rate != 1 { result = result.timeStretched(by: Double(rate)) }
        if semitones != 0 { result = result.pitchShifted(by: Double(semitones)) }
        if moved != 0 { result = result.shifted(by: Int((moved * Float(result.samples.count)).rounded())) }
        if decibels != 0 { result = result.amplified(by: decibels) }
        if isNoisy { result = result.withNoise(key: noiseKey, signalToNoise: ratio) }
        return result
    }
}

extension RandomStream {
    /// A number of the range, all equally likely.
    mutating func next(in range: ClosedRange<Float>) -> Float {
        range.lowerBound + (range.upperBound - range.lowerBound) * nextUniform()
    }
}
