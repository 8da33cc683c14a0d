import Foundation
import Mien
import MienAudio
import MienTestSupport
import Testing

@Suite("Changes of spectrograms")
struct SpecAugmentTests {
    private let spectrogram = randomTensor([20, 30], seed: 1, 0, 1)

    private func apply(_ augmentation: SpecAugment, to spectrogram: Tensor, _ index: Int) -> Tensor {
        var random = RandomStream(seed: 9, purpose: .augmentation, UInt64(index))
        return augmentation.apply(to: spectrogram, random: &random)
    }

    @Test("The defaults change nothing, whatever the shape, and never the original")
    func identity() {
        for shape in [[40, 60], [1, 1], [3, 0], [0, 3], [1, 2]] {
            let original = randomTensor(shape, seed: 2)
            expectSameBits(apply(SpecAugment(), to: original, 1), original)
            let wild = SpecAugment(
                timeWarp: 80, frequencyMasks: 9, frequencyWidth: 99, timeMasks: 9, timeWidth: 99, timeShare: 0.7)
            #expect(apply(wild, to: original, 1).shape == shape)
            expectSameBits(original, randomTensor(shape, seed: 2))
        }
    }

    @Test func determinism() {
        let augmentation = SpecAugment(timeWarp: 5, frequencyMasks: 2, frequencyWidth: 8, timeMasks: 2, timeWidth: 9)
        expectSameBits(apply(augmentation, to: spectrogram, 1), apply(augmentation, to: spectrogram, 1))
        #expect(apply(augmentation, to: spectrogram, 1).scalars != apply(augmentation, to: spectrogram, 2).scalars)
        // A view is what it shows.
        expectSameBits(
            apply(augmentation, to: spectrogram.transposed(), 1),
            apply(augmentation, to: spectrogram.transposed().contiguous, 1))
    }

    /// The bins, and the frames, that hold nothing but the mean; nothing else may be changed.
    private func masked(_ augmentation: SpecAugment, _ index: Int) -> (bins: [Int], frames: [Int]) {
        let (bins, frames) = (20, 30)
        let (before, after) = (spectrogram.scalars, apply(augmentation, to: spectrogram, index).scalars)
        let mean = spectrogram.mean().item
        func isMasked(_ bin: Int, _ frame: Int) -> Bool { after[bin * frames + frame] == mean }
        let maskedBins = (0..<bins).filter { bin in (0..<frames).allSatisfy { isMasked(bin, $0) } }
        let maskedFrames = (0..<frames).filter { frame in (0..<bins).allSatisfy { isMasked($0, frame) } }
        for bin in 0..<bins where !maskedBins.contains(bin) {
            for frame in 0..<frames where !maskedFrames.contains(frame) {
                #expect(after[bin * frames + frame] == before[bin * frames + frame])
            }
        }
        return (maskedBins, maskedFrames)
    }

    @Test("Masks are runs of bins and frames that hold the mean, of every width up to the greatest, everywhere")
    func masks() {
        var widths: Set<Int> = []
        var places: Set<Int> = []
        for index in 0..<300 {
            let (bins, frames) = masked(SpecAugment(frequencyMasks: 1, frequencyWidth: 7), index)
            #expect(frames.isEmpty && (bins.last ?? 0) - (bins.first ?? 1) + 1 == bins.count)
            widths.insert(bins.count)
            places.formUnion(bins)
        }
        #expect(widths == Set(0...7) && places == Set(0..<20))
        widths = []
        places = []
        for index in 0..<300 {
            let (bins, frames) = masked(SpecAugment(timeMasks: 1, timeWidth: 20, timeShare: 0.2), index)
            #expect(bins.isEmpty && (frames.last ?? 0) - (frames.first ?? 1) + 1 == frames.count)
            widths.insert(frames.count)
            places.formUnion(frames)
        }
        #expect(widths == Set(0...6) && places == Set(0..<30))
        let many = (0..<50).map { masked(SpecAugment(frequencyMasks: 3, frequencyWidth: 5), $0).bins.count }
        #expect(many.max() ?? 0 > 5 && many.max() ?? 0 <= 15)
    }

    @Test("A warp moves one moment by at most the distance, keeps both ends, and leaves the order of time")
    func warp() {
        // Each frame holds its number, so that the result says where it comes from.
        let times = Tensor((0..<60).map(Float.init), shape: [1, 60])
        var (latest, earliest): (Float, Float) = (0, 0)
        for index in 0..<300 {
            let warped = apply(SpecAugment(timeWarp: 10), to: times, index).scalars
            #expect(warped[0] == 0 && abs(warped[59] - 59) < 1e-4)
            #expect(zip(warped, warped.dropFirst()).allSatisfy { $0 < $1 })
            let distances = warped.enumerated().map { $1 - Float($0) }
            latest = max(latest, distances.max() ?? 0)
            earliest = min(earliest, distances.min() ?? 0)
        }
        #expect(latest > 9 && latest <= 10.001 && earliest < -9 && earliest >= -10.001)
        expectSameBits(apply(SpecAugment(timeWarp: 29), to: times, 3), times, "too short to be warped so far")
    }

    @Test(
        "A value out of range is an error that names its field",
        arguments: [
            ("timeWarp", SpecAugment(timeWarp: -1)), ("frequencyMasks", SpecAugment(frequencyMasks: -1)),
            ("frequencyWidth", SpecAugment(frequencyWidth: -1)), ("timeMasks", SpecAugment(timeMasks: 1000)),
            ("timeWidth", SpecAugment(timeWidth: -5)), ("timeShare", SpecAugment(timeShare: 1.5)),
        ])
    func faults(field: String, augmentation: SpecAugment) {
        #expect {
            try augmentation.validate()
        } throws: { error in
            guard case AudioError.invalidAugmentation(field, _, _) = error else { return false }
            return true
        }
    }

    @Test func coding() throws {
        let augmentation = SpecAugment(
            timeWarp: 1, frequencyMasks: 2, frequencyWidth: 3, timeMasks: 4, timeWidth: 5, timeShare: 0.5)
        let data = try JSONEncoder().encode(augmentation)
        #expect(try JSONDecoder().decode(SpecAugment.self, from: data) == augmentation)
        #expect(try JSONDecoder().decode(SpecAugment.self, from: Data("{}".utf8)) == SpecAugment())
        #expect(throws: AudioError.self) {
            try JSONDecoder().decode(SpecAugment.self, from: Data(#"{"timeShare": 2}"#.utf8))
        }
    }
}
