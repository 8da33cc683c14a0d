import Mien

/// How strongly something begins at each frame of a sound.
///
/// ```swift
/// let envelope = OnsetStrength()(song)
/// let times = envelope.onsets().map(envelope.seconds)
/// let tempo = TempoEstimator()(envelope)
/// ```
public struct OnsetEnvelope: Sendable, Hashable {
    /// One number a frame, not negative.
    public let strengths: [Float]
    /// Of the sound, in hertz.
    public let sampleRate: Int
    /// Samples of the sound from frame to frame.
    public let hopLength: Int

    public init(_ strengths: [Float], sampleRate: Int, hopLength: Int = 512) {
        require(
            sampleRate > 0 && hopLength > 0,
            "OnsetEnvelope: rate and hop must be above zero, found \(sampleRate) and \(hopLength)")
        (self.strengths, self.sampleRate, self.hopLength) = (strengths, sampleRate, hopLength)
    }

    public var framesPerSecond: Double { Double(sampleRate) / Double(hopLength) }

    /// The time of a frame's middle, from the sound's beginning: librosa's `frames_to_time`.
    public func seconds(of frame: Int) -> Double { Double(frame * hopLength) / Double(sampleRate) }

    /// The whole frames in a time: librosa's `time_to_frames`.
    func frames(in seconds: Double) -> Int {
        Int((seconds * Double(sampleRate) / Double(hopLength)).rounded(.down))
    }
}

// MARK: - Onsets

extension OnsetEnvelope {
    /// The frames at which something begins: librosa's `onset_detect`.
    ///
    /// - Parameter threshold: by how much of its range the envelope must rise above the mean around.
    public func onsets(threshold: Float = 0.07) -> [Int] {
        guard let least = strengths.min(), let greatest = strengths.max(), least < greatest else { return [] }
        let range = greatest - least + .leastNormalMagnitude
        let picking = PeakPicking(
            framesBefore: frames(in: 0.03), framesAfter: 1, meanFramesBefore: frames(in: 0.1),
            meanFramesAfter: frames(in: 0.1) + 1, threshold: threshold, pause: frames(in: 0.03))
        return picking(strengths.map { ($0 - least) / range })
    }

    /// The onsets moved back to where the envelope began to rise, for cutting a sound there: librosa's `onset_backtrack`.
    public func backtracked(_ onsets: [Int]) -> [Int] {
        onsets.map { onset in
            var frame = min(onset, strengths.count - 2)
            while frame > 0 && !(strengths[frame] <= strengths[frame - 1] && strengths[frame] < strengths[frame + 1]) {
                frame -= 1
            }
            return max(frame, 0)
        }
    }
}
