import Mien

extension STFT {
    /// The frequencies of a spectrum's bins, in hertz; librosa's `fft_frequencies`.
    public func frequencies(sampleRate: Int) -> [Double] {
        binFrequencies(bins, sampleRate: sampleRate, fftLength: fftLength)
    }
}

func binFrequencies(_ bins: Int, sampleRate: Int, fftLength: Int) -> [Double] {
    (0..<bins).map { Double($0) * Double(sampleRate) / Double(fftLength) }
}

extension Tensor {
    /// This spectrogram `[bins, frames]` as Float32 in row-major order.
    func spectra(_ operation: String) -> Tensor {
        require(rank == 2, "\(operation): a spectrogram is [bins, frames], the shape is \(shape)")
        return cast(to: .float32).contiguous
    }

    /// Computes `[count, frames]` from this spectrogram `[bins, frames]`, in blocks of frames on Mien's threads.
    ///
    /// - Parameter body: is given the first bin of a block's first frame, the first value to set, and the number of frames.
    ///   Neighbouring bins, and neighbouring values of one frame, lie `frames` numbers apart.
    func reducingBins(
        to count: Int, _ operation: String,
        _ body: (_ bins: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, _ frames: Int) -> Void
    ) -> Tensor {
        let source = spectra(operation)
        let result = Tensor(uninitialized: [count, source.shape[1]], .float32)
        Tensor.withPointers(Float.self, source, into: result) { bins, out in
            parallelBlocks(source.shape[1], of: framesPerBlock) { block in
                body(bins + block.lowerBound, out + block.lowerBound, block.count)
            }
        }
        return result
    }
}

/// A few cache lines of each row, and blocks enough for the threads in a second of sound.
private let framesPerBlock = 64
