import Mien

// The features of a sound, `[count, frames]`, each by its function of the same name; librosa's defaults. Who wants several of
// one sound computes its spectra once and calls those functions.

extension Waveform {
    /// See ``MienAudio/rootMeanSquare(_:frameLength:hopLength:padding:)``.
    public func rootMeanSquare(
        frameLength: Int = 2048, hopLength: Int = 512, padding: SignalPadding? = .constant
    ) -> Tensor {
        MienAudio.rootMeanSquare(samples, frameLength: frameLength, hopLength: hopLength, padding: padding)
    }

    /// See ``MienAudio/zeroCrossingRate(_:frameLength:hopLength:padding:threshold:)``.
    public func zeroCrossingRate(
        frameLength: Int = 2048, hopLength: Int = 512, padding: SignalPadding? = .edge
    ) -> Tensor {
        MienAudio.zeroCrossingRate(samples, frameLength: frameLength, hopLength: hopLength, padding: padding)
    }

    /// See ``MienAudio/spectralCentroid(_:sampleRate:fftLength:)``.
    public func spectralCentroid(stft: STFT = STFT()) -> Tensor {
        MienAudio.spectralCentroid(stft.magnitudes(samples), sampleRate: sampleRate, fftLength: stft.fftLength)
    }

    /// See ``MienAudio/spectralBandwidth(_:sampleRate:fftLength:order:)``.
    public func spectralBandwidth(stft: STFT = STFT(), order: Double = 2) -> Tensor {
        MienAudio.spectralBandwidth(
            stft.magnitudes(samples), sampleRate: sampleRate, fftLength: stft.fftLength, order: order)
    }

    /// See ``MienAudio/spectralRolloff(_:sampleRate:fftLength:fraction:)``.
    public func spectralRolloff(stft: STFT = STFT(), fraction: Double = 0.85) -> Tensor {
        MienAudio.spectralRolloff(
            stft.magnitudes(samples), sampleRate: sampleRate, fftLength: stft.fftLength, fraction: fraction)
    }

    /// See ``MienAudio/spectralFlatness(_:power:minimum:)``.
    public func spectralFlatness(stft: STFT = STFT()) -> Tensor {
        MienAudio.spectralFlatness(stft.magnitudes(samples))
    }

    /// See ``MienAudio/spectralContrast(_:sampleRate:fftLength:lowest:octaves:quantile:isLinear:)``.
    public func spectralContrast(stft: STFT = STFT(), octaves: Int = 6) -> Tensor {
        MienAudio.spectralContrast(
            stft.magnitudes(samples), sampleRate: sampleRate, fftLength: stft.fftLength, octaves: octaves)
    }
}
