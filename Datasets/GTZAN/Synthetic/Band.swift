import Foundation
import Mien

/// Plays in a style: chords, bass, a melody and drums, a bar after the other, through an amplifier and a room.
struct Band {
    private let style: MusicStyle
    private let rate: Float
    private var random: RandomStream
    private var sound: [Float] = []
    /// The place of the melody in its scale.
    private var melody = 4

    init(_ style: MusicStyle, sampleRate: Int, _ random: RandomStream) {
        (self.style, rate, self.random) = (style, Float(sampleRate), random)
    }

    mutating func play(seconds: Double) -> [Float] {
        let count = Int(seconds * Double(rate))
        sound = [Float](repeating: 0, count: count)
        let step = 60 / style.tempo / 4
        let chords = style.harmony.chords
        // A clip begins anywhere in a piece.
        let first = random.nextInt(below: chords.count)
        for bar in 0..<Int(Float(seconds) / (16 * step)) + 1 {
            playBar(bar, of: chords[(first + bar) % chords.count], step)
        }
        amplify()
        addEcho()
        return sound
    }

    private mutating func playBar(_ bar: Int, of chord: [Int], _ step: Float) {
        for place in 0..<16 {
            let late = place % 4 == 2 ? 4 * step * style.swing : 0
            let time = (Float(16 * bar + place)) * step + late + 0.004 * random.nextNormal()
            if let accent = accent(style.chords.rhythm, place) {
                let length = length(style.chords.rhythm, place) * step
                for tone in chord { play(style.chords, tone, at: time, for: length, accent) }
            }
            if let accent = accent(style.bass.rhythm, place) {
                let tone = random.nextUniform() < 0.75 ? chord[0] : chord[random.nextInt(below: chord.count)]
                play(style.bass, tone, at: time, for: length(style.bass.rhythm, place) * step, accent)
            }
            // A melody breathes.
            if let accent = accent(style.lead.rhythm, place), random.nextUniform() < 0.8 {
                play(style.lead, nextTone(), at: time, for: length(style.lead.rhythm, place) * step, accent)
            }
            strike(place, at: time)
        }
    }

    /// How strong the note of a step is; nil where there is none.
    private func accent(_ rhythm: String, _ place: Int) -> Float? {
        let steps = Array(rhythm.utf8)
        guard place < steps.count, steps[place] != UInt8(ascii: ".") else { return nil }
        return steps[place] == UInt8(ascii: "X") ? 1 : 0.65
    }

    /// Steps up to the next note, of this bar at most.
    private func length(_ rhythm: String, _ place: Int) -> Float {
        let rest = rhythm.utf8.dropFirst(place + 1).prefix { $0 == UInt8(ascii: ".") }
        return Float(rest.count + 1)
    }

    /// The melody goes up and down its scale in small steps.
    private mutating func nextTone() -> Int {
        let scale = style.harmony.scale
        melody = min(max(melody + random.nextInt(below: 5) - 2, 0), 2 * scale.count - 1)
        return scale[melody % scale.count] + 12 * (melody / scale.count)
    }

    // MARK: - Notes

    private mutating func play(
        _ part: MusicStyle.Part, _ tone: Int, at time: Float, for length: Float, _ accent: Float
    ) {
        let instrument = part.instrument
        let note = Float(60 + style.key + tone + 12 * instrument.octave) + 0.03 * random.nextNormal()
        let pitch = 440 * exp2f((note - 69) / 12)
        let start = max(0, Int(time * rate))
        let end = min(sound.count, Int((time + length * 0.95) * rate))
        guard start < end else { return }
        let level = 0.12 * part.level * accent * (0.85 + 0.3 * random.nextUniform())
        var strength = level
        for (place, partial) in instrument.partials.enumerated() {
            let frequency = pitch * Float(place + 1)
            // What lies beyond half the rate would be mirrored.
            guard frequency < 0.45 * rate else { break }
            addTone(frequency, strength * partial, start..<end, instrument)
            strength *= min(instrument.brightness, 1.6)
        }
        if instrument.noise > 0 {
            for place in start..<end { sound[place] += level * instrument.noise * random.nextNormal() }
        }
    }

    /// A sine that turns by a rotation a sample, which swells and fades.
    private mutating func addTone(_ frequency: Float, _ level: Float, _ range: Range<Int>, _ instrument: Instrument) {
        let phase = 2 * Float.pi * random.nextUniform()
        var (x, y) = (cosf(phase), sinf(phase))
        var (cosine, sine) = (Float(1), Float(0))
        let fading = expf(-1 / (instrument.decay * rate))
        var envelope = level
        let (attack, release) = (max(1, instrument.attack * rate), 0.01 * rate)
        for place in range {
            let age = Float(place - range.lowerBound)
            if place == range.lowerBound || (instrument.vibrato > 0 && (place - range.lowerBound) % 64 == 0) {
                let wobble = instrument.vibrato * sinf(2 * .pi * 5 * age / rate)
                let turn = 2 * .pi * frequency * exp2f(wobble / 12) / rate
                (cosine, sine) = (cosf(turn), sinf(turn))
            }
            let swell = min(1, age / attack, Float(range.upperBound - place) / release)
            sound[place] += envelope * swell * y
            envelope *= fading
            (x, y) = (x * cosine - y * sine, x * sine + y * cosine)
        }
    }

    // MARK: - Drums

    private mutating func strike(_ place: Int, at time: Float) {
        let drums = style.drums
        if let accent = accent(drums.kick, place) { addKick(at: time, 0.9 * drums.level * accent) }
        if let accent = accent(drums.snare, place) {
            addNoise(at: time, seconds: 0.12, level: 0.35 * drums.level * accent, treble: 0.3)
        }
        if let accent = accent(drums.hat, place) {
            addNoise(at: time, seconds: 0.035, level: 0.22 * drums.level * accent, treble: 1)
        }
    }

    /// A falling tone.
    private mutating func addKick(at time: Float, _ level: Float) {
        let start = max(0, Int(time * rate))
        var phase: Float = 0
        for place in start..<max(start, min(sound.count, start + Int(0.25 * rate))) {
            let age = Float(place - start) / rate
            phase += 2 * .pi * (48 + 120 * expf(-age * 40)) / rate
            sound[place] += 0.5 * level * expf(-age * 14) * sinf(phase)
        }
    }

    /// - Parameter treble: 0 for dull noise, 1 for hiss.
    private mutating func addNoise(at time: Float, seconds: Float, level: Float, treble: Float) {
        let start = max(0, Int(time * rate))
        var former: Float = 0
        for place in start..<max(start, min(sound.count, start + Int(4 * seconds * rate))) {
            let noise = random.nextNormal()
            let age = Float(place - start) / rate
            sound[place] += level * expf(-age / seconds) * (noise - treble * former)
            former = noise
        }
    }

    // MARK: - Amplifier and room

    private mutating func amplify() {
        let gain = style.drive
        for place in sound.indices {
            sound[place] = 0.8 * style.loudness * tanhf(gain * sound[place]) / max(1, 0.6 * gain)
        }
    }

    /// Three echoes, and the hiss of a tape.
    private mutating func addEcho() {
        let delays = [0.031, 0.057, 0.089].map { Int($0 * rate) }
        for place in sound.indices {
            var echoed: Float = 0
            for delay in delays where place >= delay { echoed += sound[place - delay] }
            sound[place] = max(-1, min(1, sound[place] + style.echo / 3 * echoed)) + 3e-4 * random.nextNormal()
        }
    }
}
