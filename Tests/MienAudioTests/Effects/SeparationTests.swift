import Foundation
import Mien
import MienAudio
import MienTestSupport
import Testing

@Suite("Harmonic and percussive parts")
struct SeparationTests {
    private let golden: Golden

    init() throws { golden = try Golden("separation.safetensors", in: .module) }

    @Test("Sliding medians are SciPy's, with odd and even windows, wider than the matrix too")
    func medians() throws {
        var count = 0
        while let matrix = golden.optional("median/\(count)/input") {
            let width = Int(try golden("median/\(count)/width").item)
            let down = slidingMedian(of: matrix, width: width, along: 0)
            expectSameBits(down, try golden("median/\(count)/down"), "down \(count)")
            let along = slidingMedian(of: matrix, width: width, along: 1)
            expectSameBits(along, try golden("median/\(count)/along"), "along \(count)")
            count += 1
        }
        #expect(count == 5)
    }

    @Test("A view and no frames at all have their medians too; threads change nothing")
    func shapes() {
        let matrix = randomTensor([70, 90])
        let down = withThreads(2) { slidingMedian(of: matrix, width: 31, along: 0) }
        let along = withThreads(1) { slidingMedian(of: matrix.transposed(), width: 31, along: 1) }
        expectSameBits(along.transposed().contiguous, down)
        #expect(slidingMedian(of: .zeros([5, 0]), width: 31, along: 1).shape == [5, 0])
        #expect(slidingMedian(of: .zeros([5, 0]), width: 31, along: 0).shape == [5, 0])
    }

    @Test("Masks are librosa's: other widths, powers and margins, and silence")
    func masks() throws {
        let magnitudes = try golden("masks/input")
        for number in 0..<4 {
            let settings = try golden("masks/\(number)/settings").scalars
            let separation = HarmonicPercussiveSeparation(
                harmonicWidth: Int(settings[0]), percussiveWidth: Int(settings[1]), power: settings[2],
                harmonicMargin: settings[3], percussiveMargin: settings[4])
            let (harmonic, percussive) = separation.masks(of: magnitudes)
            expectClose(harmonic, try golden("masks/\(number)/harmonic"), within: 1e-6, "harmonic \(number)")
            expectClose(percussive, try golden("masks/\(number)/percussive"), within: 1e-6, "percussive \(number)")
        }
    }

    @Test(
        "The parts of a sound are librosa's, and their sum is the sound",
        arguments: [8000, 16000, 22050, 44100, 48000])
    func sounds(rate: Int) throws {
        let input = try golden("sound/\(rate)/input")
        let sound = Waveform(input.scalars, sampleRate: rate)
        let (harmonic, percussive) = sound.separated()
        expectClose(Tensor(harmonic.samples), try golden("sound/\(rate)/harmonic"), within: 1e-4, "harmonic")
        expectClose(Tensor(percussive.samples), try golden("sound/\(rate)/percussive"), within: 1e-4, "percussive")
        expectClose(Tensor(harmonic.samples) + Tensor(percussive.samples), input, within: 1e-5, "sum")
        #expect(sound.harmonic() == harmonic && sound.percussive() == percussive)
        #expect(harmonic.sampleRate == rate)
    }

    @Test func settingsAreValues() throws {
        let separation = HarmonicPercussiveSeparation(harmonicWidth: 5, percussiveMargin: 2)
        let copy = try JSONDecoder().decode(
            HarmonicPercussiveSeparation.self, from: JSONEncoder().encode(separation))
        #expect(copy == separation)
    }
}
