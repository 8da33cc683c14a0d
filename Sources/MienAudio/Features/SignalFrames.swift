import Mien

/// How a signal is cut into overlapping frames; librosa's `util.frame` after padding.
struct SignalFrames {
    let length: Int
    let hopLength: Int
    /// What stands beyond the ends, so that frame `t` is centred on sample `t · hopLength`; nil where it begins there.
    let padding: SignalPadding?

    init(length: Int, hopLength: Int, padding: SignalPadding?, in feature: String) {
        require(
            length > 0 && hopLength > 0,
            "\(feature): frames of \(length) samples, \(hopLength) apart; both are positive")
        (self.length, self.hopLength, self.padding) = (length, hopLength, padding)
    }

    /// Samples before the signal's first that the first frame covers.
    private var margin: Int { padding == nil ? 0 : length / 2 }

    /// Frames of a signal of so many samples.
    func count(of samples: Int) -> Int {
        let padded = samples + 2 * margin
        return padded < length ? 0 : (padded - length) / hopLength + 1
    }

    /// One number of each frame, computed on Mien's threads: `[1, frames]`.
    ///
    /// - Parameter body: is given the frame's first sample.
    func map(_ signal: [Float], _ body: (UnsafePointer<Float>) -> Float) -> Tensor {
        let count = count(of: signal.count)
        let result = Tensor(uninitialized: [1, count], .float32)
        signal.withUnsafeBufferPointer { samples in
            result.withMutablePointer(Float.self) { result in
                parallelBlocks(count, of: framesPerBlock) { block in
                    for frame in block { result[frame] = withFrame(frame, of: samples, body) }
                }
            }
        }
        return result
    }

    /// A frame within the signal is read where it lies; one that reaches beyond is put together.
    private func withFrame(
        _ frame: Int, of samples: UnsafeBufferPointer<Float>, _ body: (UnsafePointer<Float>) -> Float
    ) -> Float {
        let start = frame * hopLength - margin
        if let base = samples.baseAddress, start >= 0, start + length <= samples.count { return body(base + start) }
        let values = (start..<start + length).map { index in
            padding?.source(of: index, count: samples.count).map { samples[$0] } ?? 0
        }
        return values.withUnsafeBufferPointer { $0.baseAddress.map(body) ?? 0 }
    }
}

/// Some ten microseconds of frames of the usual length.
private let framesPerBlock = 32
