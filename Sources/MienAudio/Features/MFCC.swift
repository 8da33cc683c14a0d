import Foundation
import Mien

/// Mel-frequency cepstral coefficients: the cosine transform of the mel spectrogram in decibels (Davis & Mermelstein 1980).
///
/// librosa's `feature.mfcc` with the same defaults: 20 coefficients of 128 mels, decibels from power 1 down to 80 below the
/// greatest. They describe the shape of the spectrum, the first its level, and depend little on pitch.
///
/// ```swift
/// let coefficients = MFCC(count: 40, sampleRate: speech.sampleRate)
/// coefficients(speech.samples)        // [40, frames]
/// coefficients(powers: powers)        // of spectra that exist already
/// ```
public struct MFCC: Sendable, Hashable {
    public let count: Int
    public let mels: MelSpectrogram
    /// Coefficient `n` is weighed by `1 + lifter / 2 · sin(π · (n + 1) / lifter)`; 0 for no weights.
    public let lifter: Double
    /// `[count, mels]`, with the lifter's weights.
    private let basis: [Float]

    /// - Parameters:
    ///   - count: coefficients, at most as many as mels.
    ///   - lifter: 0, or the number of coefficients over which the weights rise and fall again.
    public init(count: Int = 20, mels: MelSpectrogram, lifter: Double = 0) {
        require(lifter >= 0, "MFCC: lifter \(lifter) is negative")
        (self.count, self.mels, self.lifter) = (count, mels, lifter)
        let length = mels.filters.count
        var basis = cosineBasis(count: count, length: length)
        if lifter > 0 {
            for index in basis.indices {
                basis[index] *= Float(1 + lifter / 2 * sin(.pi * Double(index / length + 1) / lifter))
            }
        }
        self.basis = basis
    }

    /// The coefficients of 128 mels on Slaney's scale, up to half the sample rate.
    public init(count: Int = 20, sampleRate: Int, stft: STFT = STFT(), lifter: Double = 0) {
        self.init(count: count, mels: MelSpectrogram(sampleRate: sampleRate, stft: stft), lifter: lifter)
    }

    /// The coefficients of a signal: `[count, frames]`.
    public func callAsFunction(_ signal: [Float]) -> Tensor { self(powers: mels.stft.powers(signal)) }

    /// The coefficients of power spectra `[bins, frames]`: `[count, frames]`.
    public func callAsFunction(powers: Tensor) -> Tensor { self(decibels: decibels(powers: mels.filters(powers))) }

    /// The coefficients of a mel spectrogram in decibels, `[mels, frames]`: `[count, frames]`.
    public func callAsFunction(decibels: Tensor) -> Tensor {
        matmul(Tensor(basis, shape: [count, mels.filters.count]), decibels)
    }
}
