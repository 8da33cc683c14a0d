import Foundation
import Mien
import MienAudio
import MienTestSupport
import Testing

@Suite("Changes of waveforms")
struct WaveformAugmentationTests {
    private let speech = Waveform(randomTensor([4001], -0.5, 0.5).scalars, sampleRate: 8000)
    private let everything = WaveformAugmentation(
        timeStretch: 0.8...1.25, pitchShift: 3, shift: 0.2, gain: -6...6,
        noise: .init(probability: 0.5, signalToNoise: 5...20))

    private func apply(_ augmentation: WaveformAugmentation, _ index: Int) -> Waveform {
        var random = RandomStream(seed: 5, purpose: .augmentation, 2, UInt64(index))
        return augmentation.apply(to: speech, random: &random)
    }

    // MARK: - The whole

    @Test("The defaults change nothing, not even an empty recording")
    func identity() {
        for index in 0..<5 { #expect(apply(WaveformAugmentation(), index) == speech) }
        var random = RandomStream(seed: 1, purpose: .augmentation)
        var loud = everything
        loud.noise.probability = 1
        #expect(loud.apply(to: Waveform([], sampleRate: 8000), random: &random).samples.isEmpty)
    }

    @Test("Equal streams give equal bits, with any number of threads; other streams give another sound")
    func determinism() {
        let first = withThreads(1) { (0..<4).map { apply(everything, $0) } }
        let second = withThreads(2) { (0..<4).map { apply(everything, $0) } }
        #expect(first == second)
        #expect(Set(first).count == 4)
        #expect(first.allSatisfy { $0.sampleRate == 8000 && $0.samples.allSatisfy(\.isFinite) })
    }

    @Test("A changed field does not change what is drawn for the others")
    func independence() {
        let noise = WaveformAugmentation.Noise(probability: 1, signalToNoise: 0...40)
        let alone = apply(WaveformAugmentation(noise: noise), 3)
        let louder = apply(WaveformAugmentation(gain: 6...6, noise: noise), 3)
        let factor = pow(10, Float(6) / 20)
        expectClose(Tensor(louder.samples), Tensor(alone.samples) * factor, within: 1e-5)
    }

    @Test("Lengths follow the stretch alone, within its limits and up to them")
    func lengths() {
        let lengths = (0..<100).map { apply(WaveformAugmentation(timeStretch: 0.8...1.25), $0).samples.count }
        #expect(lengths.allSatisfy { (3200...5002).contains($0) })
        #expect(lengths.contains { $0 < 3300 } && lengths.contains { $0 > 4850 })
        #expect(apply(WaveformAugmentation(pitchShift: 5), 1).samples.count == 4001)
    }

    // MARK: - Single changes

    @Test func shift() {
        let sound = Waveform([1, 2, 3, 4], sampleRate: 8)
        #expect(sound.shifted(by: 1).samples == [0, 1, 2, 3])
        #expect(sound.shifted(by: -3).samples == [4, 0, 0, 0])
        #expect(sound.shifted(by: 0) == sound)
        #expect(sound.shifted(by: 9).samples == [0, 0, 0, 0])
        #expect(sound.shifted(by: .min).samples == [0, 0, 0, 0])
        let starts = (0..<200).map { index in
            let moved = apply(WaveformAugmentation(shift: 0.1), index).samples
            let before = moved.prefix { $0 == 0 }.count
            return before > 0 ? before : -moved.reversed().prefix { $0 == 0 }.count
        }
        #expect(starts.allSatisfy { abs($0) <= 400 })
        #expect(starts.contains { $0 < -350 } && starts.contains { $0 > 350 })
    }

    @Test func gain() {
        #expect(Waveform([0.1, -0.2], sampleRate: 8).amplified(by: 20).samples == [1, -2])
        #expect(Waveform([0.1], sampleRate: 8).amplified(by: 0).samples == [0.1])
    }

    @Test("Noise has the wanted power to the digit, no bias, a normal distribution, and no likeness to the sound")
    func noise() {
        var random = RandomStream(seed: 3, purpose: .augmentation)
        let before = random
        for ratio: Float in [-10, 0, 25] {
            let noisy = speech.withNoise(signalToNoise: ratio, random: &random)
            let noise = zip(noisy.samples, speech.samples).map { Double($0 - $1) }
            let power = noise.reduce(0) { $0 + $1 * $1 }
            let signal = speech.samples.reduce(0) { $0 + Double($1) * Double($1) }
            #expect(abs(10 * log10(signal / power) - Double(ratio)) < 1e-3)
            let deviation = (power / Double(noise.count)).squareRoot()
            #expect(abs(noise.reduce(0, +) / Double(noise.count)) < 0.06 * deviation)
            let near = noise.filter { abs($0) < deviation }.count
            #expect(abs(Double(near) / Double(noise.count) - 0.6827) < 0.03)
            let likeness = zip(noise, speech.samples).reduce(0) { $0 + $1.0 * Double($1.1) }
            #expect(abs(likeness) < 0.06 * (signal * power).squareRoot())
        }
        #expect(random != before)
        let silence = Waveform([0, 0, 0], sampleRate: 8)
        #expect(silence.withNoise(signalToNoise: 10, random: &random) == silence)
    }

    @Test func probability() {
        let some = WaveformAugmentation(noise: .init(probability: 0.25))
        let noisy = (0..<400).filter { apply(some, $0) != speech }.count
        #expect((65...135).contains(noisy))
    }

    // MARK: - Settings

    @Test(
        "A value out of range is an error that names its field",
        arguments: [
            ("timeStretch", WaveformAugmentation(timeStretch: 0...1)),
            ("pitchShift", WaveformAugmentation(pitchShift: -1)),
            ("pitchShift", WaveformAugmentation(pitchShift: .nan)), ("shift", WaveformAugmentation(shift: 2)),
            ("gain", WaveformAugmentation(gain: 0...1000)),
            ("noise.probability", WaveformAugmentation(noise: .init(probability: 1.5))),
            ("noise.signalToNoise", WaveformAugmentation(noise: .init(signalToNoise: -200...0))),
        ])
    func faults(field: String, augmentation: WaveformAugmentation) {
        #expect {
            try augmentation.validate()
        } throws: { error in
            guard case AudioError.invalidAugmentation(field, _, _) = error else { return false }
            return true
        }
    }

    @Test("JSON gives back every field; what is missing is the default; what is wrong is told")
    func coding() throws {
        let data = try JSONEncoder().encode(everything)
        #expect(try JSONDecoder().decode(WaveformAugmentation.self, from: data) == everything)
        func decode(_ text: String) throws -> WaveformAugmentation {
            try JSONDecoder().decode(WaveformAugmentation.self, from: Data(text.utf8))
        }
        #expect(try decode("{}") == WaveformAugmentation())
        #expect(try decode(#"{"gain": [-3, 3], "shift": 0.1}"#) == WaveformAugmentation(shift: 0.1, gain: -3...3))
        let expected = AudioError.invalidAugmentation(
            field: "timeStretch", found: "0.0...1.0", expected: "a range within 0.25...4.0")
        #expect(throws: expected) { try decode(#"{"timeStretch": [0, 1]}"#) }
        #expect(
            expected.description == """
                Augmentation: timeStretch is 0.0...1.0 where a range within 0.25...4.0 is expected. Correct it in the recipe.
                """)
    }
}
