import Foundation
import Mien

/// A voice by the source and filter of speech (Fant 1960; Klatt 1980): pulses of the glottis and breath go through the
/// resonances of the vocal tract.
struct VoiceSynthesizer {
    private let sampleRate: Float
    private let speaker: Speaker
    private let style: SpeakingStyle
    private var random: RandomStream
    private var source = GlottalSource()
    private var resonators = [Resonator](repeating: Resonator(), count: 4)
    private(set) var samples: [Float] = []

    init(sampleRate: Int, _ speaker: Speaker, _ style: SpeakingStyle, _ random: RandomStream) {
        self.sampleRate = Float(sampleRate)
        (self.speaker, self.style, self.random) = (speaker, style, random)
    }

    /// Says a sentence between two silences.
    mutating func say(_ syllables: [Syllable]) {
        silence(seconds: 0.5 + 0.3 * random.nextUniform())
        for (place, syllable) in syllables.enumerated() {
            say(syllable, at: Float(place) / Float(syllables.count), next: Float(place + 1) / Float(syllables.count))
        }
        silence(seconds: 0.5 + 0.3 * random.nextUniform())
        addRoomNoise()
    }

    private mutating func silence(seconds: Float) {
        samples += [Float](repeating: 0, count: Int(seconds * sampleRate))
    }

    private func count(seconds: Float) -> Int { Int(seconds / (style.rate * speaker.rate) * sampleRate) }

    /// - Parameters:
    ///   - begin: where in the sentence the syllable begins, 0…1.
    ///   - end: where it ends.
    private mutating func say(_ syllable: Syllable, at begin: Float, next end: Float) {
        tune(to: syllable.formants)
        let consonant = count(seconds: syllable.consonant.duration)
        for _ in 0..<consonant {
            append(0.08 * syllable.consonant.noise * style.loudness * random.nextNormal())
        }
        let stress: Float = syllable.isStressed ? 1 : 0.4
        let vowel = count(seconds: syllable.duration * (1 + 0.1 * random.nextNormal()))
        for sample in 0..<vowel {
            let progress = Float(sample) / Float(vowel)
            let place = begin + progress * (end - begin)
            let arch = sinf(.pi * progress)
            let tremor = style.tremor * sinf(2 * .pi * 8 * Float(samples.count) / sampleRate)
            let octaves = style.slope * (place - 0.5) + style.range * stress * arch + tremor
            let pitch = speaker.pitch * style.pitch * exp2f(octaves)
            let pulse = source.next(pitch / sampleRate, brightness: style.brightness + speaker.brightness)
            let breath = (style.breath + speaker.breath) * random.nextNormal()
            // A vowel swells and fades within its first and last fifth.
            let envelope = min(1, 5 * progress, 5 * (1 - progress))
            append(style.loudness * (0.6 + 0.4 * stress) * envelope * (pulse + breath))
        }
    }

    private mutating func append(_ excitation: Float) {
        var value = excitation
        for index in resonators.indices { value = resonators[index].next(value) }
        samples.append(value)
    }

    private mutating func tune(to formants: SIMD3<Float>) {
        let frequencies = [formants.x, formants.y, formants.z, 3_500].map { $0 * speaker.tract }
        for (index, (frequency, bandwidth)) in zip(frequencies, [80, 100, 150, 250] as [Float]).enumerated() {
            resonators[index].tune(frequency / sampleRate, bandwidth: bandwidth / sampleRate)
        }
    }

    /// A quiet hiss over all, and a loudness that microphones take without clipping.
    private mutating func addRoomNoise() {
        for index in samples.indices { samples[index] = tanhf(0.12 * samples[index]) + 1e-4 * random.nextNormal() }
    }
}

/// Pulses of air: the slope of Rosenberg's glottal flow (1971), with as much treble as the style asks for.
private struct GlottalSource {
    private var phase: Float = 0
    private var smoothed: Float = 0

    /// - Parameters:
    ///   - frequency: in cycles a sample.
    ///   - brightness: decibels an octave above a calm voice.
    mutating func next(_ frequency: Float, brightness: Float) -> Float {
        phase += frequency
        phase -= phase.rounded(.down)
        let (opening, closing): (Float, Float) = (0.4, 0.16)
        let slope: Float =
            if phase < opening {
                0.5 * sinf(.pi * phase / opening)
            } else if phase < opening + closing {
                -sinf(0.5 * .pi * (phase - opening) / closing) * opening / closing
            } else {
                0
            }
        // A one-pole low-pass: the brighter, the later it sets in.
        let share = min(0.95, 0.25 * exp2f(brightness / 2))
        smoothed += share * (slope - smoothed)
        return smoothed
    }
}

/// A resonance of the vocal tract (Klatt 1980), with a gain of one at frequency zero.
private struct Resonator {
    private var gain: Float = 1, first: Float = 0, second: Float = 0
    private var last: Float = 0, beforeLast: Float = 0

    /// - Parameters:
    ///   - frequency: in cycles a sample.
    ///   - bandwidth: as well.
    mutating func tune(_ frequency: Float, bandwidth: Float) {
        let radius = expf(-.pi * bandwidth)
        second = -radius * radius
        first = 2 * radius * cosf(2 * .pi * frequency)
        gain = 1 - first - second
    }

    mutating func next(_ value: Float) -> Float {
        let result = gain * value + first * last + second * beforeLast
        (beforeLast, last) = (last, result)
        return result
    }
}
