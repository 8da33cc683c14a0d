import Mien
import MienKernels

/// After which times the onsets around each frame recur: their autocorrelation in a window, the greatest value 1.
///
/// librosa's `tempogram` with the same defaults (Grosche, Müller & Kurth 2010).
public struct Tempogram: Sendable, Hashable, Codable {
    /// Frames of the window, a periodic Hann, and so also the number of lags.
    public let windowLength: Int

    public init(windowLength: Int = 384) {
        require(windowLength > 0, "Tempogram: the window must be longer than zero, found \(windowLength)")
        self.windowLength = windowLength
    }

    /// `[windowLength, frames]`: row `n` tells of a recurrence after `n` frames.
    public func callAsFunction(_ envelope: OnsetEnvelope) -> Tensor { rows(of: envelope).transposed().contiguous }

    /// The tempo of each lag, in beats a minute; infinite for lag 0. librosa's `tempo_frequencies`.
    public func tempi(of envelope: OnsetEnvelope) -> [Double] {
        (0..<windowLength).map { 60 * Double(envelope.sampleRate) / Double(envelope.hopLength * $0) }
    }

    /// The same frame by frame: `[frames, windowLength]`.
    func rows(of envelope: OnsetEnvelope) -> Tensor {
        let frames = envelope.strengths.count
        let rows = Tensor(uninitialized: [frames, windowLength], .float32)
        let strengths = ramped(envelope.strengths)
        let weights = Window.hann.weights(windowLength)
        rows.withMutablePointer(Float.self) { rows in
            parallelBlocks(frames, of: framesPerBlock) { block in
                let room = windowLength + autocorrelationLags
                withScratch(2 * room) { windowed in
                    windowed.update(repeating: 0, count: room)
                    for frame in block {
                        for index in 0..<windowLength { windowed[index] = strengths[frame + index] * weights[index] }
                        kernels.autocorrelation(windowed, into: windowed + room, count: windowLength)
                        normalize(windowed + room, into: rows + frame * windowLength)
                    }
                }
            }
        }
        return rows
    }

    /// Divides the sums of all lags by that of lag 0, the sum of squares, which is the greatest.
    private func normalize(_ sums: UnsafePointer<Float>, into row: UnsafeMutablePointer<Float>) {
        let greatest = sums[0] < .leastNormalMagnitude ? 1 : sums[0]
        for lag in 0..<windowLength { row[lag] = sums[lag] / greatest }
    }

    /// The strengths with half a window more on either side, where they rise from zero and fall to it.
    private func ramped(_ strengths: [Float]) -> [Float] {
        guard let first = strengths.first, let last = strengths.last else { return [] }
        let half = windowLength / 2
        let ramp = (0..<half).map { Float($0) / Float(half) }
        return ramp.map { $0 * first } + strengths + ramp.reversed().map { $0 * last }
    }
}

/// Enough to make a thread's visit worth while.
private let framesPerBlock = 32
