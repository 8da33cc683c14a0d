import Foundation
import Mien
import MienAudio
import MienTestSupport
import Testing

/// A feature as librosa computes it by its defaults, and those settings that the script gives it.
struct FeatureRow: CustomTestStringConvertible, Sendable {
    let name: String
    let closeness: Closeness
    let compute: @Sendable (Waveform) -> Tensor
    var testDescription: String { name }

    init(_ name: String, _ closeness: Closeness = .relative, _ compute: @escaping @Sendable (Waveform) -> Tensor) {
        (self.name, self.closeness, self.compute) = (name, closeness, compute)
    }

    static let mel = [
        FeatureRow("mel") { MelSpectrogram(sampleRate: $0.sampleRate)($0.samples) },
        FeatureRow("mel HTK") {
            let filters = MelFilterBank(
                count: 40, sampleRate: $0.sampleRate, lowest: 60, highest: 0.4 * Double($0.sampleRate), scale: .htk,
                isNormalized: false)
            return filters(STFT().powers($0.samples))
        },
        FeatureRow("mel decibels", .decibels) {
            decibels(powers: MelSpectrogram(count: 40, sampleRate: $0.sampleRate)($0.samples), reference: .maximum)
        },
        FeatureRow("MFCC") { MFCC(sampleRate: $0.sampleRate)($0.samples) },
        FeatureRow("MFCC lifted") { MFCC(count: 13, sampleRate: $0.sampleRate, lifter: 22)($0.samples) },
    ]

    static let loudness = [
        FeatureRow("RMS") { $0.rootMeanSquare() },
        FeatureRow("RMS of magnitudes") { rootMeanSquare(magnitudes: STFT().magnitudes($0.samples)) },
        FeatureRow("zero crossings") { $0.zeroCrossingRate() },
        FeatureRow("zero crossings, short frames") { $0.zeroCrossingRate(frameLength: 255, hopLength: 300) },
    ]

    static let spectrum = [
        FeatureRow("centroid") { $0.spectralCentroid() },
        FeatureRow("bandwidth") { $0.spectralBandwidth() },
        FeatureRow("bandwidth 3") { $0.spectralBandwidth(order: 3) },
        FeatureRow("roll-off") { $0.spectralRolloff() },
        FeatureRow("roll-off 50") { $0.spectralRolloff(fraction: 0.5) },
        FeatureRow("flatness") { $0.spectralFlatness() },
        FeatureRow("flatness of magnitudes") { spectralFlatness(STFT().magnitudes($0.samples), power: 1) },
        FeatureRow("contrast", .decibels) { $0.spectralContrast(octaves: $0.sampleRate < 16_000 ? 4 : 6) },
        FeatureRow("contrast, linear") {
            spectralContrast(
                STFT().magnitudes($0.samples), sampleRate: $0.sampleRate, octaves: $0.sampleRate < 16_000 ? 4 : 6,
                quantile: 0.1, isLinear: true)
        },
    ]

    static let tones = [
        FeatureRow("tuning") {
            Tensor([Float(estimatedTuning(STFT().powers($0.samples), sampleRate: $0.sampleRate))])
        },
        FeatureRow("chroma") { Chroma(sampleRate: $0.sampleRate)($0.samples) },
        FeatureRow("chroma 24, L2") {
            Chroma(count: 24, sampleRate: $0.sampleRate, tuning: 0.25, norm: .l2)($0.samples)
        },
        FeatureRow("chroma, raw") { Chroma(sampleRate: $0.sampleRate, tuning: 0, norm: nil)($0.samples) },
    ]

    static let samples = [
        FeatureRow("peak") { Tensor(Array($0.normalized().samples.prefix(64))) },
        FeatureRow("L2") { Tensor(Array($0.normalized(.l2).samples.prefix(64))) },
        FeatureRow("trim") { waveform in
            let range = waveform.trimmedRange(topDecibels: 20)
            return Tensor([Float(range.lowerBound), Float(range.upperBound)])
        },
        FeatureRow("split") { waveform in
            Tensor(
                waveform.split(topDecibels: 30, frameLength: 512, hopLength: 128).map {
                    [Float($0.lowerBound), Float($0.upperBound)]
                })
        },
    ]

    static let deltas = [
        FeatureRow("delta") { delta(MFCC(sampleRate: $0.sampleRate)($0.samples)) },
        FeatureRow("delta 2") { delta(MFCC(sampleRate: $0.sampleRate)($0.samples), order: 2) },
    ]

    /// Uncentred frames of odd length.
    static let odd = [
        FeatureRow("odd/mel") {
            MelFilterBank(count: 20, sampleRate: $0.sampleRate, fftLength: 999)(oddFrames.powers($0.samples))
        },
        FeatureRow("odd/RMS") { rootMeanSquare(magnitudes: oddFrames.magnitudes($0.samples), fftLength: 999) },
        FeatureRow("odd/RMS of samples") { $0.rootMeanSquare(frameLength: 999, hopLength: 250, padding: nil) },
        FeatureRow("odd/centroid") { $0.spectralCentroid(stft: oddFrames) },
        FeatureRow("odd/chroma") { Chroma(sampleRate: $0.sampleRate, stft: oddFrames, tuning: 0)($0.samples) },
    ]

    private static let oddFrames = STFT(
        fftLength: 999, hopLength: 250, windowLength: 800, window: .hamming, padding: nil)
}

@Suite("Features equal librosa's")
struct FeatureTests {
    @Test(
        "of every signal",
        arguments: FeatureRow.mel + FeatureRow.loudness + FeatureRow.spectrum + FeatureRow.tones + FeatureRow.samples)
    func always(row: FeatureRow) throws {
        for signal in FeatureSignal.allCases {
            expectNear(
                row.compute(try signal.waveform), try signal[row.name], row.closeness, "\(row.name) of \(signal)")
        }
    }

    @Test("of signals that are long enough", arguments: FeatureRow.deltas + FeatureRow.odd)
    func longEnough(row: FeatureRow) throws {
        let signals = FeatureSignal.allCases.filter { $0.optional(row.name) != nil }
        #expect(signals.count >= 6)
        for signal in signals {
            expectNear(
                row.compute(try signal.waveform), try signal[row.name], row.closeness, "\(row.name) of \(signal)")
        }
    }

    @Test("The peaks of spectra are librosa's", arguments: [FeatureSignal.chord, .chirp])
    func pitches(signal: FeatureSignal) throws {
        let waveform = try signal.waveform
        let found = MienAudio.pitches(STFT().magnitudes(waveform.samples), sampleRate: waveform.sampleRate)
        #expect(found.map { Float($0.bin) } == (try signal["pitch bins"].scalars))
        #expect(found.map { Float($0.frame) } == (try signal["pitch frames"].scalars))
        expectNear(Tensor(found.map(\.frequency)), try signal["pitch frequencies"])
        expectNear(Tensor(found.map(\.magnitude)), try signal["pitch magnitudes"])
    }

    @Test("Features of no samples are those of silence, or none, and never a number that is none")
    func noSamples() {
        let nothing = Waveform([], sampleRate: 22_050)
        for row in FeatureRow.mel + FeatureRow.loudness + FeatureRow.spectrum + FeatureRow.tones {
            #expect(!row.compute(nothing).hasNonFinite, "\(row.name)")
        }
        #expect(nothing.trimmed() == nothing)
        #expect(nothing.normalized() == nothing)
        #expect(nothing.rootMeanSquare(padding: nil).shape == [1, 0])
        #expect(nothing.zeroCrossingRate().scalars == [0])
    }

    @Test("The same bits with one thread and with two")
    func threads() throws {
        let waveform = try FeatureSignal.syllables.waveform
        for row in FeatureRow.mel + FeatureRow.loudness + FeatureRow.spectrum + FeatureRow.tones {
            expectSameBits(
                withThreads(2) { row.compute(waveform) }, withThreads(1) { row.compute(waveform) }, row.name)
        }
    }

    @Test("MFCC are the same from a signal, its powers, and its mels in decibels")
    func stages() throws {
        let waveform = try FeatureSignal.chord.waveform
        let coefficients = MFCC(count: 40, sampleRate: waveform.sampleRate)
        let powers = STFT().powers(waveform.samples)
        let whole = coefficients(waveform.samples)
        expectSameBits(coefficients(powers: powers), whole)
        expectSameBits(coefficients(decibels: decibels(powers: coefficients.mels.filters(powers))), whole)
    }
}
