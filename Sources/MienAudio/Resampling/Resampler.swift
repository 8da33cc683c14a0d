import Mien

/// Takes a signal to another sample rate, all at once or block by block with the same result, to the bit.
///
/// ```swift
/// var resampler = Resampler(from: 48_000, to: 16_000)
/// while let block = microphone.next() { consume(resampler.resample(block)) }
/// consume(resampler.finish())
/// ```
///
/// As good as librosa's default, `soxr_hq`: linear phase without delay, flat to 0.913 of the lower rate's half, and everything
/// that would be mirrored is more than 120 dB down. Beyond its ends the signal is zero. The result has `⌈n · to / from⌉` samples.
public struct Resampler: Sendable {
    /// The sample rates that it knows, in hertz.
    public static let rates = 1...768_000

    public let sourceRate: Int
    public let targetRate: Int
    /// One after the other; none where the rates are the same.
    private var stages: [ResamplingStage]

    /// - Parameters:
    ///   - sourceRate: of the signal that comes, 1…768,000 Hz.
    ///   - targetRate: of the signal that goes, 1…768,000 Hz.
    public init(from sourceRate: Int, to targetRate: Int) {
        require(
            Self.rates.contains(sourceRate) && Self.rates.contains(targetRate),
            "Resampler: from \(sourceRate) to \(targetRate) Hz; expected 1 to \(Self.rates.upperBound)")
        (self.sourceRate, self.targetRate) = (sourceRate, targetRate)
        let steps = Self.steps(from: sourceRate, to: targetRate)
        stages = zip(steps, steps.dropFirst()).map { ResamplingStage(from: $0, to: $1) }
    }

    /// The rates on the way. A filter grows with their ratio: 768,000 Hz to 1 would take a hundred million coefficients at once,
    /// and takes few in steps of 64.
    private static func steps(from source: Int, to target: Int) -> [Int] {
        if source == target { return [] }
        return source > 64 * target ? steps(from: source, to: 64 * target) + [target] : [source, target]
    }

    /// Takes the next samples of the signal, and gives those of the result that depend on nothing later.
    public mutating func resample(_ block: [Float]) -> [Float] {
        var samples = block
        for index in stages.indices { samples = stages[index].resample(samples) }
        return samples
    }

    /// Ends the signal and gives the rest of the result. What comes afterwards is another signal.
    public mutating func finish() -> [Float] {
        var rest: [Float] = []
        for index in stages.indices { rest = stages[index].resample(rest) + stages[index].finish() }
        return rest
    }
}

extension Waveform {
    /// The same sound with so many samples in a second, 1…768,000: librosa's `resample`, see ``Resampler``.
    public func resampled(to sampleRate: Int) -> Waveform {
        var resampler = Resampler(from: self.sampleRate, to: sampleRate)
        return Waveform(resampler.resample(samples) + resampler.finish(), sampleRate: sampleRate)
    }
}

/// `⌈count · target / source⌉`, and at most the greatest integer.
func resampledCount(_ count: Int, from source: Int, to target: Int) -> Int {
    let (product, overflow) = count.multipliedReportingOverflow(by: target)
    return overflow ? .max : product / source + (product % source > 0 ? 1 : 0)
}
