import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The beats of a piece.
public struct Beats: Sendable, Hashable {
    /// Beats a minute; 0 for a sound without onsets.
    public let tempo: Double
    /// The frames of the onset envelope at which they fall.
    public let frames: [Int]
    /// Their times in seconds.
    public let times: [Double]
}

/// Finds the beats of a piece: librosa's `beat_track` with the same defaults (Ellis 2007, Beat tracking by dynamic
/// programming).
///
/// ```swift
/// let beats = BeatTracker()(song)
/// print(beats.tempo, beats.times)
/// ```
///
/// Of all sequences of frames the one is chosen that falls on the strongest onsets and keeps best to the tempo.
public struct BeatTracker: Sendable, Hashable, Codable {
    public let tempo: TempoEstimator
    /// How closely the beats keep to the tempo.
    public let tightness: Double
    /// Whether weak beats at the beginning and the end are left out.
    public let trims: Bool

    public init(tempo: TempoEstimator = TempoEstimator(), tightness: Double = 100, trims: Bool = true) {
        require(tightness > 0, "BeatTracker: the tightness must be above zero, found \(tightness)")
        (self.tempo, self.tightness, self.trims) = (tempo, tightness, trims)
    }

    /// The onsets' strengths are the medians over the bands here, which leave out what begins in a few of them alone.
    public func callAsFunction(_ waveform: Waveform) -> Beats { self(OnsetStrength(summary: .median)(waveform)) }

    public func callAsFunction(_ envelope: OnsetEnvelope) -> Beats {
        if envelope.strengths.allSatisfy({ $0 == 0 }) { return Beats(tempo: 0, frames: [], times: []) }
        let tempo = tempo(envelope)
        let period = Int((60 * envelope.framesPerSecond / tempo).rounded(.toNearestOrEven))
        let scores = localScores(normalized(envelope.strengths), period)
        let path = bestPath(scores, period)
        let frames = trimmed(path, scores)
        return Beats(tempo: tempo, frames: frames, times: frames.map(envelope.seconds))
    }

    /// The strengths divided by their deviation.
    private func normalized(_ strengths: [Float]) -> [Double] {
        let values = strengths.map(Double.init)
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / Double(max(values.count - 1, 1))).squareRoot()
        return values.map { $0 / (deviation + Double(Float.leastNormalMagnitude)) }
    }

    /// How well a beat fits to each frame: the strengths around it, weighed by a bell a sixteenth of the period wide.
    private func localScores(_ strengths: [Double], _ period: Int) -> [Double] {
        let bell = (-period...period).map { exp(-0.5 * pow(Double($0) * 32 / Double(period), 2)) }
        return strengths.indices.map { frame in
            // The first frame is left out, as in librosa: nothing can begin there.
            let reach = max(frame - period, 1)..<min(frame + period + 1, strengths.count)
            return reach.reduce(0) { $0 + bell[frame - $1 + period] * strengths[$1] }
        }
    }

    // MARK: - The path

    /// The beats of the best sequence: each frame's best predecessor first, then the way back from the last beat.
    private func bestPath(_ scores: [Double], _ period: Int) -> [Int] {
        let (predecessors, sums) = bestPredecessors(scores, period)
        var path: [Int] = []
        var frame: Int? = lastBeat(sums)
        while let beat = frame {
            path.append(beat)
            frame = predecessors[beat]
        }
        return path.reversed()
    }

    /// For each frame the beat that precedes it best, and the score of the best sequence up to it.
    private func bestPredecessors(_ scores: [Double], _ period: Int) -> (predecessors: [Int?], sums: [Double]) {
        var predecessors = [Int?](repeating: nil, count: scores.count)
        var sums = scores
        let (nearest, farthest) = (Int((Double(period) / 2).rounded(.toNearestOrEven)), 2 * period)
        let penalties = (0...farthest).map { tightness * pow(log(Double($0)) - log(Double(period)), 2) }
        let least = 0.01 * (scores.max() ?? 0)
        var hasBegun = false
        for frame in scores.indices {
            var best: (frame: Int, score: Double)?
            for distance in nearest...farthest where distance <= frame {
                let score = sums[frame - distance] - penalties[distance]
                if score > best?.score ?? -.infinity { best = (frame - distance, score) }
            }
            if let best { sums[frame] += best.score }
            // Until the first strong onset, every frame may be the first beat.
            hasBegun = hasBegun || scores[frame] >= least
            if hasBegun { predecessors[frame] = best?.frame }
        }
        return (predecessors, sums)
    }

    /// The last of the local maxima that are at least half their median.
    private func lastBeat(_ sums: [Double]) -> Int {
        let last = sums.count - 1
        let maxima = sums.indices.dropFirst().filter { frame in
            sums[frame] > sums[frame - 1] && (frame == last || sums[frame] >= sums[frame + 1])
        }
        let sorted = maxima.map { sums[$0] }.sorted()
        if sorted.isEmpty { return last }
        let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        return maxima.last { sums[$0] >= 0.5 * median } ?? last
    }

    /// The beats without those before the first and after the last frame that is well above silence: half the effective
    /// strength of the beats, smoothed by a Hann window of five.
    private func trimmed(_ path: [Int], _ scores: [Double]) -> [Int] {
        var threshold = 0.0
        if trims {
            let hann = [0, 0.5, 1, 0.5, 0]
            let beats = [0, 0] + path.map { scores[$0] } + [0, 0]
            // Two more sums than beats, as in librosa.
            let smooth = (0..<path.count + 2).map { place in
                (0..<5).reduce(0) { $0 + (place + $1 < beats.count ? hann[$1] * beats[place + $1] : 0) }
            }
            threshold = 0.5 * (smooth.reduce(0) { $0 + $1 * $1 } / Double(smooth.count)).squareRoot()
        }
        guard let first = scores.firstIndex(where: { $0 > threshold }),
            let last = scores.lastIndex(where: { $0 > threshold })
        else { return [] }
        return path.filter { (first...last).contains($0) }
    }
}
