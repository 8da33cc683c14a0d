import Foundation
import Mien
import MienAudio
import MienTestSupport
import Testing

@Suite("Steps of features equal librosa's")
struct FeatureStepTests {
    private let golden: Golden

    init() throws { golden = try Golden("feature-steps.safetensors", in: .module) }

    @Test(arguments: MelScale.allCases, [true, false])
    func melFilters(scale: MelScale, isNormalized: Bool) throws {
        let filters = MelFilterBank(
            count: 24, sampleRate: 22_050, fftLength: 400, lowest: 50, scale: scale, isNormalized: isNormalized)
        let expected = try golden("filters/mel/\(scale.rawValue)/\(isNormalized ? "slaney" : "None")")
        expectNear(filters.weights, expected)
        let spectra = randomTensor([201, 7], 0, 1)
        expectNear(filters(spectra), matmul(expected, spectra))
    }

    @Test(arguments: MelScale.allCases)
    func melScale(scale: MelScale) throws {
        let hertz = try golden("filters/hertz/\(scale.rawValue)").doubleScalars
        let mels = try golden("filters/mels/\(scale.rawValue)").doubleScalars
        for (hertz, mels) in zip(hertz, mels) {
            #expect(abs(scale.mels(hertz: hertz) - mels) <= 1e-6 * mels)
            #expect(abs(scale.hertz(mels: scale.mels(hertz: hertz)) - hertz) <= 1e-9 * hertz)
        }
    }

    @Test func chromaFilters() throws {
        for steps in [12, 24, 7] {
            let filters = MienAudio.chromaFilters(count: steps, sampleRate: 16_000, fftLength: 301, tuning: 0.3)
            expectNear(filters, try golden("filters/chroma/\(steps)"), .relative, "\(steps) steps")
        }
        let flat = MienAudio.chromaFilters(sampleRate: 44_100, fftLength: 256, octaveWidth: nil)
        expectNear(flat, try golden("filters/chroma/flat"))
    }

    @Test(arguments: DeltaEdge.allCases)
    func delta(edge: DeltaEdge) throws {
        var count = 0
        for frames in [4, 12] {
            let features = try golden("deltas/\(frames)/input")
            for (name, expected) in golden.all(in: "deltas/\(frames)/\(edge.rawValue)") {
                let numbers = name.split(separator: "/").compactMap { Int($0) }
                let found = MienAudio.delta(features, width: numbers[0], order: numbers[1], edge: edge)
                expectNear(found, expected, .relative, "\(frames) frames, width and order \(name)")
                count += 1
            }
        }
        #expect(count >= 9)
    }

    @Test(arguments: VectorNorm.allCases)
    func normalized(norm: VectorNorm) throws {
        let x = try golden("normalizations/input")
        for axis in 0..<3 {
            let expected = try golden("normalizations/\(norm.rawValue)/\(axis)")
            expectNear(x.normalized(norm, axis: axis), expected)
            expectNear(x.permuted([2, 1, 0]).normalized(norm, axis: 2 - axis), expected.permuted([2, 1, 0]))
            expectNear(
                x.normalized(norm, axis: axis - 3, threshold: 1e-3),
                try golden("normalizations/\(norm.rawValue)/\(axis)/threshold"))
        }
    }

    @Test func decibels() throws {
        let x = try golden("decibels/input")
        func expect(_ found: Tensor, _ name: String) throws {
            expectNear(found, try golden("decibels/\(name)"), .decibels, name)
        }
        try expect(MienAudio.decibels(powers: x), "powers")
        try expect(MienAudio.decibels(powers: x, reference: .maximum), "powers, maximum")
        try expect(
            MienAudio.decibels(powers: x, reference: .level(-0.25), minimum: 1e-20, topDecibels: nil), "powers, open")
        try expect(MienAudio.decibels(amplitudes: -x), "amplitudes")
        try expect(
            MienAudio.decibels(amplitudes: x, reference: .maximum, topDecibels: 120), "amplitudes, maximum")
        try expect(
            MienAudio.decibels(amplitudes: x, reference: .level(2), minimum: 1e-9, topDecibels: nil),
            "amplitudes, open")
    }

    @Test("Decibels of silence, of what is infinite, and of what is no number")
    func extremeDecibels() {
        let silence = MienAudio.decibels(powers: Tensor.zeros([2, 3]), reference: .maximum)
        #expect(silence.scalars == [Float](repeating: 0, count: 6))
        let powers = Tensor([1, .infinity, .nan, .leastNonzeroMagnitude, 1e38])
        let odd = MienAudio.decibels(powers: powers, topDecibels: nil).scalars
        #expect(odd[0] == 0 && odd[1] == .infinity && odd[2].isNaN)
        #expect(abs(odd[3] + 100) < 1e-4 && abs(odd[4] - 380) < 1e-3)
    }

    @Test func cosineTransform() throws {
        let x = try golden("cosines/input")
        expectNear(discreteCosineTransform(x), try golden("cosines/all"))
        expectNear(discreteCosineTransform(x, count: 5), try golden("cosines/first"))
    }

    @Test(arguments: [12, 24])
    func tonnetz(steps: Int) throws {
        let found = MienAudio.tonnetz(chroma: try golden("tonnetze/\(steps)/chroma"))
        expectNear(found, try golden("tonnetze/\(steps)/tonnetz"))
    }

    @Test(arguments: [("quarter", 12, 0.01), ("flat", 12, 0.01), ("coarse", 24, 0.13)])
    func tuning(name: String, steps: Int, resolution: Double) throws {
        let frequencies = try golden("tunings/\(name)/frequencies").scalars
        let expected = try golden("tunings/\(name)/tuning").item
        let found = pitchTuning(of: frequencies, resolution: resolution, stepsPerOctave: steps)
        #expect(abs(Float(found) - expected) < 1e-6)
    }

    @Test("What does not fit stops with a message")
    func preconditions() async {
        let width = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = MienAudio.delta(Tensor.zeros([2, 8]))
        }
        expectMessage("delta: width 9, but 8 frames; choose a smaller width, or another edge than interp", width)
        let even = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = MienAudio.delta(Tensor.zeros([2, 8]), width: 4)
        }
        expectMessage("delta: width 4; it is odd and at least 3", even)
        let bins = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = MelFilterBank(sampleRate: 8_000)(Tensor.zeros([513, 2]))
        }
        expectMessage("MelFilterBank: 513 bins were given, FFT length 2048 has 1025", bins)
        let octaves = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = spectralContrast(Tensor.zeros([1025, 2]), sampleRate: 8_000)
        }
        expectMessage("spectralContrast: band 6 begins at 6400.0 Hz, beyond half the sample rate", octaves)
    }
}
