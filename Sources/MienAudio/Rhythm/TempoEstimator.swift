import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tells the tempo of a piece, in beats a minute: librosa's `feature.tempo` with the same defaults.
///
/// The lag at which the onsets recur most, weighed by how common its tempo is: tempi are distributed normally, in octaves,
/// about the expected one (Ellis 2007).
public struct TempoEstimator: Sendable, Hashable, Codable {
    /// The expected tempo.
    public let expected: Double
    /// The deviation from it, in octaves.
    public let deviation: Double
    /// The length of the tempogram's window, in seconds.
    public let windowDuration: Double
    /// Tempi below this are told.
    public let maximum: Double

    public init(expected: Double = 120, deviation: Double = 1, windowDuration: Double = 8, maximum: Double = 320) {
        require(
            expected > 0 && deviation > 0 && windowDuration > 0 && maximum > 0,
            "TempoEstimator: all settings must be above zero, found \(expected), \(deviation), \(windowDuration), \(maximum)"
        )
        (self.expected, self.deviation) = (expected, deviation)
        (self.windowDuration, self.maximum) = (windowDuration, maximum)
    }

    public func callAsFunction(_ waveform: Waveform) -> Double { self(OnsetStrength()(waveform)) }

    public func callAsFunction(_ envelope: OnsetEnvelope) -> Double {
        let tempogram = Tempogram(windowLength: max(2, envelope.frames(in: windowDuration)))
        let recurrences = tempogram.rows(of: envelope).cast(to: .float64).mean(axes: 0).doubleScalars
        let tempi = tempogram.tempi(of: envelope)
        let first = tempi.firstIndex { $0 < maximum } ?? 1
        var best = (tempo: tempi[first], score: -Double.infinity)
        for lag in first..<tempi.count {
            let octaves = (log2(tempi[lag]) - log2(expected)) / deviation
            let score = log1p(1e6 * recurrences[lag]) - octaves * octaves / 2
            if score > best.score { best = (tempi[lag], score) }
        }
        return best.tempo
    }
}
