import Mien

/// The fraction of each frame's samples whose sign differs from that of the sample before: `[1, frames]`.
///
/// librosa's `feature.zero_crossing_rate` with the same defaults: zero counts as positive, and the first sample of a frame never
/// counts.
///
/// - Parameters:
///   - padding: what stands beyond the ends, so that frames are centred on their times; nil where they begin there.
///   - threshold: samples of at most this magnitude are taken for zero.
public func zeroCrossingRate(
    _ signal: [Float], frameLength: Int = 2048, hopLength: Int = 512, padding: SignalPadding? = .edge,
    threshold: Float = 1e-10
) -> Tensor {
    let frames = SignalFrames(length: frameLength, hopLength: hopLength, padding: padding, in: "zeroCrossingRate")
    return frames.map(signal) { samples in
        Float(kernels.signChanges(samples, count: frameLength, threshold: threshold)) / Float(frameLength)
    }
}
