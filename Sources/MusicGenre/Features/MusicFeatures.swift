import GTZAN
import Mien
import MienAudio

/// The 58 numbers by which GTZAN's table `features_30_sec.csv`, and with it paper 004, describes a clip of music: its number
/// of samples, means and population variances of 28 features over time, and its tempo.
///
/// ```swift
/// let features = MusicFeatures()
/// let numbers = try features(Waveform(contentsOf: "blues.00000.wav"))
/// for (name, number) in zip(MusicFeatures.names, numbers) { print(name, number) }
/// ```
///
/// They are librosa's, with its defaults, of music at 22,050 Hz: `chroma_stft`, `rms`, `spectral_centroid`,
/// `spectral_bandwidth`, `spectral_rolloff`, `zero_crossing_rate`, both parts of `effects.hpss` (`harmony` and `perceptr`),
/// the tempo that `beat_track` finds, and 20 of `mfcc`.
public struct MusicFeatures: Sendable, Hashable, Codable {
    /// Whose numbers they are. The two differ by 1e-4 to 1e-2 of a number.
    public enum Definition: String, Sendable, Hashable, Codable, CaseIterable {
        /// Those that librosa 0.11 computes, but for `rms`, whose frames are padded by reflection as in the table.
        case librosa
        /// The table's, to six digits: all spectra, too, are of frames padded by reflection, and both parts of the sound end
        /// with the last whole hop, zero from there on, as in librosa before 0.8.
        case published
    }

    /// In hertz; music of other rates is resampled.
    public static let sampleRate = 22_050
    /// The numbers' names, in their order: `length`, `chroma_stft_mean`, `chroma_stft_var` … `mfcc20_var`.
    public static let names = GTZAN.featureNames

    public let definition: Definition

    /// - Parameter definition: that of librosa 0.11, or that of the published table.
    public init(_ definition: Definition = .librosa) { self.definition = definition }

    /// The numbers of a piece of music of any rate, as one clip however long it is.
    ///
    /// - Throws: ``MusicGenreError`` for music without samples, and for samples that are infinite or no numbers.
    public func callAsFunction(_ music: Waveform) throws(MusicGenreError) -> [Double] {
        guard !music.samples.isEmpty else { throw .noSamples }
        if let place = music.samples.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(seconds: Double(place) / Double(music.sampleRate))
        }
        return numbers(music.sampleRate == Self.sampleRate ? music : music.resampled(to: Self.sampleRate))
    }

    /// The numbers of a WAV, FLAC, Ogg or MP3 file, as one clip however long it is.
    ///
    /// - Throws: ``MusicGenreError``, with the file.
    public func callAsFunction(contentsOf path: String) throws(MusicGenreError) -> [Double] {
        let music: Waveform
        do throws(AudioError) {
            music = try Waveform(contentsOf: path)
        } catch {
            throw .audio(error)
        }
        return try self(music)
    }

    /// - Parameter music: at ``sampleRate``, not empty.
    func numbers(_ music: Waveform) -> [Double] {
        let (samples, rate) = (music.samples, music.sampleRate)
        let stft = STFT(padding: definition == .librosa ? .constant : .reflect)
        let spectrogram = stft(samples)
        let powers = spectrogram.real.squared() + spectrogram.imaginary.squared()
        let magnitudes = powers.squareRoot()
        let levels = decibels(powers: Self.mels(powers))
        let parts = parts(of: samples, spectrogram, magnitudes, stft)
        let series = [
            Chroma(sampleRate: rate, stft: stft)(powers: powers),
            music.rootMeanSquare(padding: .reflect),
            spectralCentroid(magnitudes, sampleRate: rate),
            spectralBandwidth(magnitudes, sampleRate: rate),
            spectralRolloff(magnitudes, sampleRate: rate),
            music.zeroCrossingRate(),
        ]
        var numbers = [Double(samples.count)]
        for tensor in series { numbers += moments(tensor.scalars[...]) }
        numbers += moments(parts.harmonic[...]) + moments(parts.percussive[...])
        numbers.append(tempo(levels))
        let coefficients = Self.coefficients(decibels: levels)
        let (values, frames) = (coefficients.scalars, coefficients.shape[1])
        for first in stride(from: 0, to: values.count, by: frames) {
            numbers += moments(values[first..<first + frames])
        }
        return numbers
    }

    private static let coefficients = MFCC(sampleRate: sampleRate)
    private static let mels = coefficients.mels.filters

    /// The tempo in beats a minute; 0 where nothing begins.
    private func tempo(_ levels: Tensor) -> Double {
        let strengths = OnsetStrength(summary: .median).strengths(decibels: levels)
        if strengths.allSatisfy({ $0 == 0 }) { return 0 }
        return TempoEstimator()(OnsetEnvelope(strengths, sampleRate: Self.sampleRate))
    }
}

// MARK: - Parts of the sound

extension MusicFeatures {
    /// What sounds on and what is struck, each as long as the whole.
    private func parts(
        of samples: [Float], _ spectrogram: Spectrogram, _ magnitudes: Tensor, _ stft: STFT
    ) -> (harmonic: [Float], percussive: [Float]) {
        let mask = HarmonicPercussiveSeparation().harmonicMask(of: magnitudes)
        let masked = Spectrogram(real: spectrogram.real * mask, imaginary: spectrogram.imaginary * mask)
        var harmonic = stft.inverse(masked, length: definition == .librosa ? samples.count : nil)
        let end = min(harmonic.count, samples.count)
        // The masks add up to one, and so do the parts to the whole: that saves the second inverse transform.
        var percussive = (0..<end).map { samples[$0] - harmonic[$0] }
        let silence = [Float](repeating: 0, count: samples.count - end)
        harmonic += silence
        percussive += silence
        return (harmonic, percussive)
    }
}

/// The mean and the population variance.
private func moments(_ values: ArraySlice<Float>) -> [Double] {
    let count = Double(values.count)
    return values.withUnsafeBufferPointer { values in
        let mean = sum(values) { $0 } / count
        return [mean, sum(values) { ($0 - mean) * ($0 - mean) } / count]
    }
}

/// Of four numbers at a time, which makes vectors of it.
@inline(__always)
private func sum(_ values: UnsafeBufferPointer<Float>, _ term: (Double) -> Double) -> Double {
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    let whole = values.count / 4 * 4
    for index in stride(from: 0, to: whole, by: 4) {
        a += term(Double(values[index]))
        b += term(Double(values[index + 1]))
        c += term(Double(values[index + 2]))
        d += term(Double(values[index + 3]))
    }
    for index in whole..<values.count { a += term(Double(values[index])) }
    return a + b + c + d
}
