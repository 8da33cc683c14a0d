import Foundation
import Mien

/// How an emotion changes a voice, as Banse & Scherer (1996) and Juslin & Laukka (2003) describe it: pitch and its movement,
/// loudness, rate, and the colour of the sound.
struct SpeakingStyle {
    /// Factors of the speaker's own pitch, loudness and rate.
    var pitch: Float, loudness: Float, rate: Float
    /// How far the pitch moves up and down, in octaves.
    var range: Float
    /// By how many octaves it rises from the beginning to the end.
    var slope: Float
    /// Decibels an octave that high frequencies are lifted by.
    var brightness: Float
    /// The share of breath in the sound.
    var breath: Float
    /// The depth of a trembling of the pitch, in octaves.
    var tremor: Float

    private init(
        pitch: Float = 1, loudness: Float = 1, rate: Float = 1, range: Float = 0.12, slope: Float = -0.15,
        brightness: Float = 0, breath: Float = 0.05, tremor: Float = 0
    ) {
        (self.pitch, self.loudness, self.rate) = (pitch, loudness, rate)
        (self.range, self.slope, self.brightness) = (range, slope, brightness)
        (self.breath, self.tremor) = (breath, tremor)
    }

    private static let plain = SpeakingStyle()

    private static func of(_ emotion: RAVDESS.Emotion) -> SpeakingStyle {
        switch emotion {
        case .neutral: plain
        case .calm: SpeakingStyle(pitch: 0.92, loudness: 0.7, rate: 0.88, range: 0.08, brightness: -1, breath: 0.12)
        case .happy: SpeakingStyle(pitch: 1.35, loudness: 1.4, rate: 1.1, range: 0.35, slope: 0, brightness: 1.5)
        case .sad:
            SpeakingStyle(pitch: 0.95, loudness: 0.5, rate: 0.8, range: 0.06, slope: -0.35, brightness: -2, breath: 0.2)
        case .angry: SpeakingStyle(pitch: 1.25, loudness: 2, rate: 1.15, range: 0.25, brightness: 3, breath: 0.08)
        case .fearful:
            SpeakingStyle(pitch: 1.5, loudness: 1.1, rate: 1.3, range: 0.15, slope: 0.1, breath: 0.15, tremor: 0.05)
        case .disgust: SpeakingStyle(pitch: 0.9, loudness: 0.9, rate: 0.82, range: 0.2, slope: -0.5, brightness: 1)
        case .surprised:
            SpeakingStyle(pitch: 1.4, loudness: 1.3, rate: 1.05, range: 0.3, slope: 0.6, brightness: 0.5)
        }
    }

    /// The style of one recording: the emotion's, stronger or weaker and with the chance of everyday life.
    init(_ emotion: RAVDESS.Emotion, _ intensity: RAVDESS.Intensity, _ random: inout RandomStream) {
        let (plain, full) = (Self.plain, Self.of(emotion))
        let strength: Float = (intensity == .strong ? 1.3 : 0.85) + 0.15 * random.nextNormal()
        func factor(_ value: Float) -> Float { powf(value, strength) * exp2f(0.04 * random.nextNormal()) }
        func shift(_ from: Float, _ to: Float, _ chance: Float) -> Float {
            from + strength * (to - from) + chance * random.nextNormal()
        }
        self.init(
            pitch: factor(full.pitch), loudness: factor(full.loudness), rate: factor(full.rate),
            range: max(0, shift(plain.range, full.range, 0.02)), slope: shift(plain.slope, full.slope, 0.04),
            brightness: shift(plain.brightness, full.brightness, 0.3),
            breath: max(0.01, shift(plain.breath, full.breath, 0.01)), tremor: max(0, full.tremor * strength))
    }
}
