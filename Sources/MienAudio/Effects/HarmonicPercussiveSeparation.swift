import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Separates what sounds on, such as tones, from what sounds all over the spectrum for a moment, such as drums.
///
/// librosa's `decompose.hpss` with the same defaults (FitzGerald 2010, Harmonic/percussive separation using median
/// filtering; margins: Driedger et al. 2014). Medians along time leave out what is short, medians along frequency leave out
/// what is narrow; the parts take from each bin as much as they hold of both.
///
/// ```swift
/// let (harmonic, percussive) = song.separated()
/// let drums = song.percussive(by: HarmonicPercussiveSeparation(percussiveMargin: 3))
/// ```
public struct HarmonicPercussiveSeparation: Sendable, Hashable, Codable {
    /// Frames of the medians along time.
    public let harmonicWidth: Int
    /// Bins of the medians along frequency.
    public let percussiveWidth: Int
    /// The exponent of the parts' medians in the masks; infinite for masks of zeros and ones.
    public let power: Float
    /// How many times the percussive part the harmonic one must be to count; above 1, what is neither is left out.
    public let harmonicMargin: Float
    /// The same for the percussive part.
    public let percussiveMargin: Float

    public init(
        harmonicWidth: Int = 31, percussiveWidth: Int = 31, power: Float = 2, harmonicMargin: Float = 1,
        percussiveMargin: Float = 1
    ) {
        require(
            harmonicWidth > 0 && percussiveWidth > 0,
            "HarmonicPercussiveSeparation: widths must be above zero, found \(harmonicWidth) and \(percussiveWidth)")
        require(power > 0, "HarmonicPercussiveSeparation: the power must be above zero, found \(power)")
        require(
            harmonicMargin >= 1 && percussiveMargin >= 1,
            "HarmonicPercussiveSeparation: margins are at least 1, found \(harmonicMargin) and \(percussiveMargin)")
        (self.harmonicWidth, self.percussiveWidth, self.power) = (harmonicWidth, percussiveWidth, power)
        (self.harmonicMargin, self.percussiveMargin) = (harmonicMargin, percussiveMargin)
    }

    /// The parts of a sound's spectra.
    public func callAsFunction(_ spectrogram: Spectrogram) -> (harmonic: Spectrogram, percussive: Spectrogram) {
        let masks = masks(of: spectrogram.magnitudes)
        return (spectrogram.masked(by: masks.harmonic), spectrogram.masked(by: masks.percussive))
    }

    /// The share of each part in each magnitude, 0...1.
    ///
    /// - Parameter magnitudes: `[bins, frames]`.
    public func masks(of magnitudes: Tensor) -> (harmonic: Tensor, percussive: Tensor) {
        let medians = medians(of: magnitudes)
        return (
            softMask(medians.harmonic, medians.percussive, harmonicMargin),
            softMask(medians.percussive, medians.harmonic, percussiveMargin)
        )
    }

    /// The first of ``masks(of:)`` alone: without margins, the other is what is left of one.
    package func harmonicMask(of magnitudes: Tensor) -> Tensor {
        let medians = medians(of: magnitudes)
        return softMask(medians.harmonic, medians.percussive, harmonicMargin)
    }

    private func medians(of magnitudes: Tensor) -> (harmonic: Tensor, percussive: Tensor) {
        require(
            magnitudes.rank == 2,
            "HarmonicPercussiveSeparation: [bins, frames] are expected, the shape is \(magnitudes.shape)")
        return (
            slidingMedian(of: magnitudes, width: harmonicWidth, along: 1),
            slidingMedian(of: magnitudes, width: percussiveWidth, along: 0)
        )
    }

    /// The share of `part` in both, the other times `margin`: librosa's `softmask`.
    private func softMask(_ part: Tensor, _ other: Tensor, _ margin: Float) -> Tensor {
        // Where there is silence, each part takes half of it, unless there may be a rest.
        let silence: Float = harmonicMargin == 1 && percussiveMargin == 1 ? 0.5 : 0
        let (count, mask) = (part.count, Tensor(uninitialized: part.shape, .float32))
        Tensor.withPointers(Float.self, part, other, into: mask) { part, other, mask in
            parallelBlocks(count, of: elementsPerBlock) { block in
                if power == 2 {
                    for index in block { mask[index] = squareShare(part[index], other[index] * margin, silence) }
                    return
                }
                for index in block {
                    mask[index] = softMask(part[index], other[index] * margin, silence)
                }
            }
        }
        return mask
    }

    @inline(__always)
    private func softMask(_ part: Float, _ other: Float, _ silence: Float) -> Float {
        if power == .infinity { return part > other ? 1 : 0 }
        // Measured by the greater of the two, neither power overflows.
        let greater = max(part, other)
        if greater < .leastNormalMagnitude { return silence }
        let (share, rest) = (powf(part / greater, power), powf(other / greater, power))
        return share / (share + rest)
    }

    /// The same for the usual power, without a branch: the loop becomes vectors.
    @inline(__always)
    private func squareShare(_ part: Float, _ other: Float, _ silence: Float) -> Float {
        let greater = part > other ? part : other
        let isSilent = greater < .leastNormalMagnitude
        let divisor = isSilent ? 1 : greater
        let (share, rest) = (part / divisor, other / divisor)
        let mask = share * share / (share * share + rest * rest)
        return isSilent ? silence : mask
    }
}

extension Spectrogram {
    /// The absolute values: `[bins, frames]`.
    fileprivate var magnitudes: Tensor { (real.squared() + imaginary.squared()).squareRoot() }

    fileprivate func masked(by mask: Tensor) -> Spectrogram {
        Spectrogram(real: real * mask, imaginary: imaginary * mask)
    }
}

// MARK: - Waveforms

extension Waveform {
    /// What sounds on and what is struck, as long as the whole: librosa's `effects.hpss`.
    public func separated(
        by separation: HarmonicPercussiveSeparation = HarmonicPercussiveSeparation(), stft: STFT = STFT()
    ) -> (harmonic: Waveform, percussive: Waveform) {
        let parts = separation(stft(samples))
        return (waveform(of: parts.harmonic, stft), waveform(of: parts.percussive, stft))
    }

    /// What sounds on: librosa's `effects.harmonic`.
    public func harmonic(
        by separation: HarmonicPercussiveSeparation = HarmonicPercussiveSeparation(), stft: STFT = STFT()
    ) -> Waveform {
        waveform(of: separation(stft(samples)).harmonic, stft)
    }

    /// What is struck: librosa's `effects.percussive`.
    public func percussive(
        by separation: HarmonicPercussiveSeparation = HarmonicPercussiveSeparation(), stft: STFT = STFT()
    ) -> Waveform {
        waveform(of: separation(stft(samples)).percussive, stft)
    }

    private func waveform(of spectrogram: Spectrogram, _ stft: STFT) -> Waveform {
        Waveform(stft.inverse(spectrogram, length: samples.count), sampleRate: sampleRate)
    }
}
