extension WaveformAugmentation {
    /// Throws the first field that is out of its range, by name. Decoding does this; ``apply(to:random:)`` traps.
    public func validate() throws(AudioError) {
        if let fault { throw fault }
    }

    /// The first field that is out of its range.
    var fault: AudioError? {
        .fault("timeStretch", timeStretch, 0.25...4) ?? .fault("pitchShift", pitchShift, 0...24)
            ?? .fault("shift", shift, 0...1) ?? .fault("gain", gain, -100...100)
            ?? .fault("noise.probability", noise.probability, 0...1)
            ?? .fault("noise.signalToNoise", noise.signalToNoise, -100...100)
    }
}

extension SpecAugment {
    /// Throws the first field that is out of its range, by name. Decoding does this; ``apply(to:random:)`` traps.
    public func validate() throws(AudioError) {
        if let fault { throw fault }
    }

    /// The first field that is out of its range.
    var fault: AudioError? {
        .fault("timeWarp", timeWarp, 0...10_000) ?? .fault("frequencyMasks", frequencyMasks, 0...100)
            ?? .fault("frequencyWidth", frequencyWidth, 0...10_000) ?? .fault("timeMasks", timeMasks, 0...100)
            ?? .fault("timeWidth", timeWidth, 0...1_000_000) ?? .fault("timeShare", timeShare, 0...1)
    }
}

extension AudioError? {
    fileprivate static func fault<Value>(_ field: String, _ value: Value, _ range: ClosedRange<Value>) -> AudioError? {
        if range.contains(value) { return nil }
        return .invalidAugmentation(field: field, found: "\(value)", expected: "\(range)")
    }

    fileprivate static func fault(
        _ field: String, _ value: ClosedRange<Float>, _ range: ClosedRange<Float>
    ) -> AudioError? {
        if range.contains(value.lowerBound) && range.contains(value.upperBound) { return nil }
        return .invalidAugmentation(field: field, found: "\(value)", expected: "a range within \(range)")
    }
}
