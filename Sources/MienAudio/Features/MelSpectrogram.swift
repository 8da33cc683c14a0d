import Mien

/// The powers of a signal in bands of pitch, from frame to frame.
///
/// librosa's `feature.melspectrogram` with the same defaults. Its `power=1` is `filters(stft.magnitudes(signal))`.
public struct MelSpectrogram: Sendable, Hashable {
    public let stft: STFT
    public let filters: MelFilterBank

    public init(stft: STFT, filters: MelFilterBank) {
        require(
            stft.fftLength == filters.fftLength,
            "MelSpectrogram: spectra of FFT length \(stft.fftLength), but filters for \(filters.fftLength)")
        (self.stft, self.filters) = (stft, filters)
    }

    /// - Parameters:
    ///   - lowest: where the first filter begins, in hertz.
    ///   - highest: where the last filter ends: half the sample rate unless given.
    public init(
        count: Int = 128, sampleRate: Int, stft: STFT = STFT(), lowest: Double = 0, highest: Double? = nil,
        scale: MelScale = .slaney
    ) {
        self.init(
            stft: stft,
            filters: MelFilterBank(
                count: count, sampleRate: sampleRate, fftLength: stft.fftLength, lowest: lowest, highest: highest,
                scale: scale))
    }

    /// The powers in each band: `[count, frames]`.
    public func callAsFunction(_ signal: [Float]) -> Tensor { filters(stft.powers(signal)) }
}
