import Foundation
import GTZAN
import Mien
import MienAudio
import MienTestSupport
import MusicGenre
import Testing

@Suite("The 58 numbers of music")
struct FeatureTests {
    @Test(
        "are librosa's, and the published table's",
        arguments: ["song", "noise", "short", "silence"], MusicFeatures.Definition.allCases)
    func golden(_ name: String, _ definition: MusicFeatures.Definition) throws {
        let golden = try Golden("features.safetensors", in: .module)
        guard let expected = golden.optional("\(name)/\(definition.rawValue)")?.doubleScalars else { return }
        let signal = Waveform(try golden("\(name)/signal").cast(to: .float32).scalars, sampleRate: 22_050)
        let found = try MusicFeatures(definition)(signal)
        #expect(found.count == 58 && found[0] == Double(signal.samples.count))
        #expect(expected.count { $0.isNaN } == (name == "short" ? 4 : 0))
        // librosa's inverse transform of less than a frame is no number.
        for (name, (a, b)) in zip(MusicFeatures.names, zip(found, expected)) where !b.isNaN {
            #expect(abs(a - b) <= 1e-4 * max(abs(b), scale(of: name)), "\(name): \(a), \(b) is expected")
        }
    }

    /// The size of what cancels in a number.
    private func scale(of name: String) -> Double {
        if name.hasPrefix("mfcc") { return 0.5 }
        return ["harmony_mean", "perceptr_mean"].contains(name) ? 1e-3 : 1e-7
    }

    @Test("have the same bits whatever the number of threads")
    func threads() throws {
        let music = SyntheticMusic(clipsPerGenre: 1, duration: 3, seed: 2).waveform(at: 3)
        let one = try withThreads(1) { try MusicFeatures()(music) }
        let two = try withThreads(2) { try MusicFeatures()(music) }
        #expect(one.map(\.bitPattern) == two.map(\.bitPattern))
    }

    /// Of music without cymbals: on the way up and down again what lies beyond 10 kHz is lost.
    @Test("of music of another rate are nearly the same")
    func rates() throws {
        let music = SyntheticMusic(clipsPerGenre: 1, duration: 4, seed: 2).waveform(at: 1)
        let (plain, other) = (try MusicFeatures()(music), try MusicFeatures()(music.resampled(to: 44_100)))
        #expect(plain[0] == other[0])
        for (name, tolerance) in [("rms_mean", 0.01), ("harmony_var", 0.02), ("spectral_centroid_mean", 0.1)] {
            let place = try #require(MusicFeatures.names.firstIndex(of: name))
            #expect(abs(other[place] / plain[place] - 1) < tolerance, "\(name)")
        }
    }

    @Test("of the shortest music are finite; of none there are none")
    func extremes() throws {
        for definition in MusicFeatures.Definition.allCases {
            for count in [1, 2, 511, 512, 2_047, 2_048, 3_000] {
                for level: Float in [0, 1e-30, 1, 1e4] {
                    let music = Waveform((0..<count).map { level * sinf(Float($0)) }, sampleRate: 22_050)
                    let numbers = try MusicFeatures(definition)(music)
                    #expect(numbers.allSatisfy { $0.isFinite }, "\(count) samples of \(level), \(definition)")
                }
            }
        }
        #expect(throws: MusicGenreError.noSamples) { try MusicFeatures()(Waveform([], sampleRate: 22_050)) }
        #expect(throws: MusicGenreError.notFinite(seconds: 2.0 / 8_000)) {
            try MusicFeatures()(Waveform([0, 1, .nan, .infinity], sampleRate: 8_000))
        }
    }

    @Test("tell made styles apart")
    func learnable() throws {
        let music = SyntheticMusic(clipsPerGenre: 12, duration: 5, seed: 1)
        var rows: [[Double]] = []
        for index in 0..<music.count { rows.append(try MusicFeatures()(music.waveform(at: index))) }
        let scaled = (1..<58).map { column in standardized(rows.map { $0[column] }) }
        // The nearest centre of a genre, learnt from the first two artists and asked about the third.
        let centres = (0..<10).map { genre in scaled.map { mean(Array($0[12 * genre..<12 * genre + 8])) } }
        let unseen = music.clips.indices.filter { music.clips[$0].number >= 8 }
        let right = unseen.count { index in
            let numbers = scaled.map { $0[index] }
            let distances = centres.map { distance($0, numbers) }
            return distances.firstIndex(of: distances.min() ?? 0) == music.clips[index].genre.rawValue
        }
        #expect((20...39).contains(right), "\(right) of \(unseen.count)")
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private func distance(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { sum, pair in sum + (pair.0 - pair.1) * (pair.0 - pair.1) }
    }

    private func standardized(_ values: [Double]) -> [Double] {
        let mean = mean(values)
        let deviation = (distance(values, values.map { _ in mean }) / Double(values.count)).squareRoot()
        return values.map { ($0 - mean) / max(deviation, 1e-9) }
    }
}
