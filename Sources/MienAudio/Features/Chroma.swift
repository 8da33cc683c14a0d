import Foundation
import Mien

/// How strong each of the twelve tones of the scale is in a sound, whatever the octave: from C to B, `[count, frames]`.
///
/// librosa's `feature.chroma_stft` with the same defaults.
public struct Chroma: Sendable, Hashable {
    /// Steps of an octave.
    public let count: Int
    /// In hertz.
    public let sampleRate: Int
    public let stft: STFT
    /// How far the instrument's A lies from 440 Hz, in parts of a step; nil to estimate it from each sound.
    public let tuning: Double?
    /// What is one in each frame; nil to leave the strengths as they are.
    public let norm: VectorNorm?

    public init(
        count: Int = 12, sampleRate: Int, stft: STFT = STFT(), tuning: Double? = nil, norm: VectorNorm? = .maximum
    ) {
        (self.count, self.sampleRate, self.stft) = (count, sampleRate, stft)
        (self.tuning, self.norm) = (tuning, norm)
    }

    /// The chroma of a signal: `[count, frames]`.
    public func callAsFunction(_ signal: [Float]) -> Tensor { self(powers: stft.powers(signal)) }

    /// The chroma of power spectra `[bins, frames]`: `[count, frames]`.
    public func callAsFunction(powers: Tensor) -> Tensor {
        let tuning =
            tuning
            ?? estimatedTuning(
                powers, sampleRate: sampleRate, fftLength: stft.fftLength, stepsPerOctave: count)
        let filters = chromaFilters(count: count, sampleRate: sampleRate, fftLength: stft.fftLength, tuning: tuning)
        let strengths = matmul(filters, powers.spectra("Chroma"))
        return norm.map { strengths.normalized($0) } ?? strengths
    }
}

/// The weights of a spectrum's bins in each step of the octave, from C: `[count, bins]`; librosa's `filters.chroma` with the
/// same defaults.
///
/// A bin belongs to a step by a bell curve over their distance in pitch, about as wide as the bin itself; its weights have
/// Euclidean norm one. Bins far from the centre of hearing count less.
///
/// - Parameters:
///   - count: steps of an octave.
///   - tuning: how far A lies from 440 Hz, in parts of a step.
///   - centerOctave: which counts most, in octaves above 27.5 Hz.
///   - octaveWidth: the standard deviation of the octaves' weights; nil for equal ones.
public func chromaFilters(
    count: Int = 12, sampleRate: Int, fftLength: Int = 2048, tuning: Double = 0, centerOctave: Double = 5,
    octaveWidth: Double? = 2
) -> Tensor {
    require(
        count > 0 && sampleRate > 0 && fftLength > 2,
        "chromaFilters: \(count) steps, sample rate \(sampleRate), FFT length \(fftLength); too few")
    let bins = fftLength / 2 + 1
    let reference = 27.5 * pow(2, tuning / Double(count))
    // One bin more, for the width of the last. Frequency zero has no pitch: it is put an octave and a half below the first bin.
    var pitches = binFrequencies(bins + 1, sampleRate: sampleRate, fftLength: fftLength).map {
        Double(count) * log2($0 / reference)
    }
    pitches[0] = pitches[1] - 1.5 * Double(count)
    var filters = [Float](repeating: 0, count: count * bins)
    var weights = [Double](repeating: 0, count: count)
    for bin in 0..<bins {
        let width = max(1, pitches[bin + 1] - pitches[bin])
        for step in 0..<count {
            let distance = 2 * octaveFree(pitches[bin] - Double(step), count) / width
            weights[step] = exp(-0.5 * distance * distance)
        }
        let norm = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let octaves = (pitches[bin] / Double(count) - centerOctave) / (octaveWidth ?? 1)
        let scale = (octaveWidth == nil ? 1 : exp(-0.5 * octaves * octaves)) / norm
        for step in 0..<count {
            // Pitches count from A; C is three semitones above.
            let row = (step + count - 3 * (count / 12) % count) % count
            filters[row * bins + bin] = Float(weights[step] * scale)
        }
    }
    return Tensor(filters, shape: [count, bins])
}

/// A distance in steps, less whole octaves, so that it is least.
private func octaveFree(_ distance: Double, _ count: Int) -> Double {
    let half = (Double(count) / 2).rounded(.toNearestOrEven)
    let shifted = distance + half
    return shifted - Double(count) * (shifted / Double(count)).rounded(.down) - half
}
