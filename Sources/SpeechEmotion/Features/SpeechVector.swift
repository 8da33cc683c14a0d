import Mien
import MienAudio

/// The vector of features of paper 001: the means over time of 40 MFCCs, of their first and second differences, and of 40 mel
/// bands in decibels; 160 numbers that say how an utterance sounds, but not when.
///
/// Recordings are brought to 48 kHz, rid of silence 20 dB below the loudest frame at either end, and made as loud as their
/// peak allows. All else are librosa's defaults: frames of 2,048 samples, 512 apart.
public enum SpeechVector {
    public static let sampleRate = 48_000
    /// Numbers in the vector.
    public static let count = 4 * bands
    /// Coefficients, and bands.
    private static let bands = 40

    /// What each number is: `mfcc_0` …, `delta_0` …, `delta2_0` …, `mel_0` ….
    public static let names = ["mfcc", "delta", "delta2", "mel"].flatMap { kind in (0..<bands).map { "\(kind)_\($0)" } }

    private static let coefficients = MFCC(count: bands, sampleRate: sampleRate)
    private static let mels = MelFilterBank(count: bands, sampleRate: sampleRate, fftLength: 2048)

    /// The part of a recording that the vector describes.
    public static func prepared(_ recording: Waveform) -> Waveform {
        recording.resampled(to: sampleRate).trimmed(topDecibels: 20).normalized()
    }

    /// The vector of a recording of any rate.
    ///
    /// Of sound with fewer than nine frames, 0.09 s, the differences are those of the sound with its ends repeated.
    public static func features(of recording: Waveform) -> [Float] {
        let powers = coefficients.mels.stft.powers(prepared(recording).samples)
        let coefficients = coefficients(powers: powers)
        let edge: DeltaEdge = coefficients.shape[1] < 9 ? .nearest : .interp
        let parts = [
            coefficients, delta(coefficients, edge: edge), delta(coefficients, order: 2, edge: edge),
            decibels(powers: mels(powers), reference: .maximum),
        ]
        return parts.flatMap { $0.mean(axes: 1).scalars }
    }
}
