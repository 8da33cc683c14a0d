import Mien
import MienKernels

/// The short-time Fourier transform: spectra of overlapping frames of a signal.
///
/// librosa's `stft` with the same defaults: a periodic Hann window, a quarter of it from frame to frame, frames centred on
/// their times with zeros beyond the ends.
public struct STFT: Sendable, Hashable, Codable {
    /// Samples of a frame that are transformed; `windowLength` of them, in the middle, are not zero.
    public let fftLength: Int
    /// Samples from frame to frame.
    public let hopLength: Int
    public let windowLength: Int
    public let window: Window
    /// What stands beyond the ends, so that frame `t` is centred on sample `t · hopLength`; nil where it begins there
    /// (librosa's `center=False`).
    public let padding: SignalPadding?

    /// - Parameters:
    ///   - hopLength: a quarter of `windowLength` unless given.
    ///   - windowLength: `fftLength` unless given.
    public init(
        fftLength: Int = 2048, hopLength: Int? = nil, windowLength: Int? = nil, window: Window = .hann,
        padding: SignalPadding? = .constant
    ) {
        self.fftLength = fftLength
        self.windowLength = windowLength ?? fftLength
        self.hopLength = hopLength ?? max(1, self.windowLength / 4)
        (self.window, self.padding) = (window, padding)
    }

    /// Frequencies of a spectrum, from zero to half the sample rate.
    public var bins: Int { fftLength / 2 + 1 }

    /// Frames of a signal of so many samples.
    public func frameCount(of samples: Int) -> Int {
        let length = padding == nil ? samples : samples + 2 * (fftLength / 2)
        return length < fftLength ? 0 : (length - fftLength) / hopLength + 1
    }

    /// The complex spectra: `[bins, frames]`.
    public func callAsFunction(_ signal: [Float]) -> Spectrogram { stop("not yet") }

    /// The spectra's magnitudes: `[bins, frames]`.
    public func magnitudes(_ signal: [Float]) -> Tensor { stop("not yet") }

    /// The squares of the spectra's magnitudes: `[bins, frames]`.
    public func powers(_ signal: [Float]) -> Tensor { stop("not yet") }

    /// The signal of these spectra, by adding up overlapping frames (Griffin & Lim 1984); librosa's `istft`.
    ///
    /// - Parameter length: of the signal; without it, as many samples as the frames surely cover.
    public func inverse(_ spectrogram: Spectrogram, length: Int? = nil) -> [Float] { stop("not yet") }
}

/// Complex spectra of the frames of a signal.
public struct Spectrogram: Sendable {
    /// `[bins, frames]`
    public let real: Tensor
    /// `[bins, frames]`
    public let imaginary: Tensor

    public init(real: Tensor, imaginary: Tensor) { (self.real, self.imaginary) = (real, imaginary) }
}
