import Foundation
import MienAudio
import MienTestSupport
import Testing

struct ResamplingTests {
    static let golden = try! Golden("resampling.safetensors", in: .module)
    static let pairs = [
        (48_000, 16_000), (44_100, 16_000), (48_000, 22_050), (11_025, 48_000), (44_099, 16_000), (8000, 44_100),
        (22_050, 16_000), (16_000, 8000), (384_000, 16_000),
    ]

    /// At the ends soxr has its own way, and librosa sometimes fills the last place with a zero.
    private func worst(_ found: [Float], _ expected: [Float], leavingOut ends: Int) -> Float {
        zip(found, expected).dropFirst(ends).dropLast(ends).map { abs($0 - $1) }.max() ?? .infinity
    }

    @Test("What lies in the pass band is as by soxr's HQ, within 1e-5 of full scale", arguments: pairs)
    func passBand(_ source: Int, _ target: Int) throws {
        let signal = try Self.golden("\(source)-\(target)/band/signal").scalars
        let expected = try Self.golden("\(source)-\(target)/band/result").scalars
        let found = Waveform(signal, sampleRate: source).resampled(to: target)
        #expect(found.sampleRate == target)
        try #require(found.samples.count == expected.count)
        #expect(worst(found.samples, expected, leavingOut: 20) < 1e-5)
        #expect(worst(found.samples, expected, leavingOut: 0) < 2e-4)
    }

    @Test("White noise too, within what soxr's response falls within the pass band", arguments: pairs)
    func whiteNoise(_ source: Int, _ target: Int) throws {
        let signal = try Self.golden("\(source)-\(target)/full/signal").scalars
        let expected = try Self.golden("\(source)-\(target)/full/result").scalars
        let found = Waveform(signal, sampleRate: source).resampled(to: target).samples
        try #require(found.count == expected.count)
        #expect(worst(found, expected, leavingOut: 20) < (source % target == 0 ? 5e-4 : 4e-3))
    }

    // MARK: - Against what is known

    private static let awkward =
        pairs + [
            (44_099, 44_101), (16_000, 48_000), (96_000, 11_025), (192_000, 11_025), (16_001, 16_000), (8000, 7),
        ]

    @Test("A tone of the pass band arrives as itself, without delay", arguments: awkward)
    func tones(_ source: Int, _ target: Int) {
        let low = Double(min(source, target))
        // 200 periods of the lower rate: the filter's ends lie 96 from either end.
        let count = Int(220 * Double(source) / low)
        for part in [0.01, 0.37, 0.7, 0.9] {
            let step = Double.pi * part * low
            let signal = (0..<count).map { Float(sin(step * Double($0) / Double(source) + 1)) }
            let found = Waveform(signal, sampleRate: source).resampled(to: target).samples
            let edge = Int(100 * Double(target) / low)
            let errors = found.indices.dropFirst(edge).dropLast(edge).map {
                abs(Double(found[$0]) - sin(step * Double($0) / Double(target) + 1))
            }
            #expect(errors.count > 15)
            #expect(errors.max() ?? 1 < 2e-6, "\(part) of the band")
        }
    }

    @Test("What would be mirrored into the band is more than 120 dB down", arguments: awkward.filter { $0.0 > $0.1 })
    func rejection(_ source: Int, _ target: Int) {
        let count = Int(240 * Double(source) / Double(target))
        for place in [0.0, 0.01, 0.1, 0.35, 0.7, 0.98] {
            // From half the lower rate to half the higher.
            let frequency = Double(target) / 2 + place * Double(source - target) / 2
            let step = 2 * Double.pi * frequency / Double(source)
            let signal = (0..<count).map { Float(sin(step * Double($0) + 1)) }
            let found = Waveform(signal, sampleRate: source).resampled(to: target).samples
            let greatest = found.dropFirst(100).dropLast(100).map(abs).max() ?? 1
            #expect(greatest < 1e-6, "\(frequency) Hz")
        }
    }

    @Test("An impulse stays where it is, and the same to both sides", arguments: awkward)
    func impulse(_ source: Int, _ target: Int) throws {
        let divisor = greatestDivisor(source, target)
        // At a time that has a sample at either rate.
        let (from, to) = (source / divisor, target / divisor)
        let times = 1 + 200 * max(1, source / target) / from
        guard from * times < 2_000_000 else { return }
        var signal = [Float](repeating: 0, count: 2 * from * times + 1)
        signal[from * times] = 1
        let found = Waveform(signal, sampleRate: source).resampled(to: target).samples
        let middle = to * times
        try #require(found.count > 2 * middle)
        let height = 0.9568 * min(1, Double(target) / Double(source))
        #expect(abs(Double(found[middle]) - height) < 1e-5 * height)
        #expect((0...middle).allSatisfy { abs(found[middle - $0] - found[middle + $0]) < 1e-7 })
    }

    private func greatestDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestDivisor(b, a % b) }

    // MARK: - Lengths and blocks

    @Test("The result has ⌈n · to / from⌉ samples")
    func lengths() {
        for (source, target) in Self.awkward + [(1, 1), (7, 7), (1, 64), (768_000, 1), (768_000, 767_999), (65, 1)] {
            for count in [0, 1, 2, 3, 100, 1001] {
                let found = Waveform(tone(count), sampleRate: source).resampled(to: target).samples
                #expect(found.count == (count * target + source - 1) / source, "\(count) from \(source) to \(target)")
                #expect(found.allSatisfy { $0.isFinite })
            }
        }
        // In steps of 64: no filter that is as long as the signal.
        #expect(Waveform(tone(800_000), sampleRate: 768_000).resampled(to: 1).samples.count == 2)
        #expect(Waveform(tone(3), sampleRate: 1).resampled(to: 768_000).samples.count == 3 * 768_000)
        #expect(Waveform(tone(3), sampleRate: 5).resampled(to: 5).samples == tone(3))
    }

    @Test("Blocks of any size give the same bits as the whole, on any number of threads")
    func streaming() {
        for (source, target) in Self.awkward + [(11, 44_100), (5, 5)] {
            let signal = tone(source > 100 * target ? 300_000 : target > 100 * source ? 101 : 3001)
            let whole = withThreads(1) { Waveform(signal, sampleRate: source).resampled(to: target).samples }
            let parallel = withThreads(2) { Waveform(signal, sampleRate: source).resampled(to: target).samples }
            #expect(whole == parallel)
            var resampler = Resampler(from: source, to: target)
            // A resampler that has finished begins anew.
            for sizes in [[1], [480], [7, 0, 1000, 64]] where signal.count < 10_000 || sizes != [1] {
                var (joined, start, turn) = ([Float](), 0, 0)
                while start < signal.count {
                    let end = min(signal.count, start + sizes[turn % sizes.count])
                    joined += resampler.resample(Array(signal[start..<end]))
                    (start, turn) = (end, turn + 1)
                }
                joined += resampler.finish()
                #expect(joined == whole, "\(source) to \(target) in blocks of \(sizes)")
            }
        }
    }

    @Test("A live signal waits no longer than half a window")
    func latency() {
        var resampler = Resampler(from: 48_000, to: 16_000)
        let first = resampler.resample(tone(480)).count
        #expect(first >= (480 - 3 * 96 - 16) / 3)
        #expect(resampler.resample(tone(480)).count == 160)
    }

    @Test func rates() async {
        await #expect(processExitsWith: .failure) { _ = Resampler(from: 0, to: 16_000) }
        await #expect(processExitsWith: .failure) { _ = Waveform([0], sampleRate: 8000).resampled(to: 768_001) }
    }
}
