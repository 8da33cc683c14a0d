import Foundation

/// A scale of pitch in mels: equal steps on it sound equally far apart.
public enum MelScale: String, Sendable, Hashable, Codable, CaseIterable {
    /// Three mels in 200 Hz up to 1 kHz, and 27 from there to 6.4 kHz, evenly in the logarithm (Slaney's Auditory Toolbox,
    /// 1998); librosa's default.
    case slaney
    /// `2595 · log₁₀(1 + f / 700)`, as in the Hidden Markov Model Toolkit; librosa's `htk=True`.
    case htk

    // Slaney's scale turns from linear to logarithmic here.
    private static let knee = (hertz: 1000.0, mels: 15.0)
    private static let hertzPerMel = 200.0 / 3
    private static let logarithmPerMel = log(6.4) / 27

    /// The place of a frequency on the scale; librosa's `hz_to_mel`.
    public func mels(hertz: Double) -> Double {
        switch self {
        case .htk: 2595 * log10(1 + hertz / 700)
        case .slaney where hertz < Self.knee.hertz: hertz / Self.hertzPerMel
        case .slaney: Self.knee.mels + log(hertz / Self.knee.hertz) / Self.logarithmPerMel
        }
    }

    /// The frequency at a place of the scale; librosa's `mel_to_hz`.
    public func hertz(mels: Double) -> Double {
        switch self {
        case .htk: 700 * (pow(10, mels / 2595) - 1)
        case .slaney where mels < Self.knee.mels: mels * Self.hertzPerMel
        case .slaney: Self.knee.hertz * exp(Self.logarithmPerMel * (mels - Self.knee.mels))
        }
    }
}
