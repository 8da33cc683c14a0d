import Foundation
import Mien
import MienAudio
import MienTestSupport
import Testing

@Suite("Onsets, tempo and beats")
struct RhythmTests {
    private let golden: Golden

    init() throws { golden = try Golden("rhythm.safetensors", in: .module) }

    // MARK: - Click tracks

    /// A click track of the golden file.
    private func track(_ number: Int) throws -> Waveform {
        let settings = try golden("clicks/\(number)/settings").doubleScalars
        let track = clickTrack(
            sampleRate: Int(settings[0]), tempo: settings[1], seconds: settings[2], noise: Float(settings[3]),
            seed: number)
        let sum = track.samples.reduce(0) { $0 + Double(abs($1)) }
        let expected = try golden("clicks/\(number)/sum").doubleScalars[0]
        #expect(abs(sum / expected - 1) < 1e-6, "the track is not the script's")
        return track
    }

    @Test("Onset strengths are librosa's; onsets, tempo and beats too, exactly", arguments: 0..<8)
    func clicks(number: Int) throws {
        let track = try track(number)
        let envelope = OnsetStrength()(track)
        expectClose(Tensor(envelope.strengths), try golden("clicks/\(number)/envelope"), within: 1e-4, "mean")
        #expect(envelope.sampleRate == track.sampleRate && envelope.hopLength == 512)
        let medians = OnsetStrength(summary: .median)(track)
        expectClose(Tensor(medians.strengths), try golden("clicks/\(number)/median"), within: 1e-4, "median")

        let onsets = envelope.onsets()
        #expect(onsets == (try frames("clicks/\(number)/onsets")))
        #expect(envelope.backtracked(onsets) == (try frames("clicks/\(number)/backtracked")))

        #expect(TempoEstimator()(track) == (try golden("clicks/\(number)/tempo").doubleScalars[0]))
        #expect(TempoEstimator()(track) == TempoEstimator()(envelope))
        let beats = BeatTracker()(track)
        #expect(beats.tempo == (try golden("clicks/\(number)/beatTempo").doubleScalars[0]))
        #expect(beats.frames == (try frames("clicks/\(number)/beats")))
        #expect(beats.times == beats.frames.map { Double($0 * 512) / Double(track.sampleRate) })
        #expect(BeatTracker(tightness: 40, trims: false)(medians).frames == (try frames("clicks/\(number)/untrimmed")))
    }

    private func frames(_ name: String) throws -> [Int] { try golden(name).int32Scalars.map(Int.init) }

    // MARK: - Parts

    @Test("Strengths of a given spectrogram: other lags and bands that count as one")
    func levels() throws {
        let levels = try golden("levels/input")
        for number in 0..<4 {
            let settings = try golden("levels/\(number)/settings").int32Scalars.map(Int.init)
            for summary in OnsetStrength.Summary.allCases {
                let strength = OnsetStrength(lag: settings[0], tolerance: settings[1], summary: summary)
                let expected = try golden("levels/\(number)/\(summary.rawValue)")
                expectClose(Tensor(strength.strengths(decibels: levels)), expected, within: 1e-6, "\(settings)")
            }
        }
        #expect(OnsetStrength().strengths(decibels: .zeros([4, 0])).isEmpty)
        #expect(OnsetStrength().strengths(decibels: .zeros([4, 2])) == [0, 0])
    }

    @Test("Tempograms are librosa's, in windows longer than the sound too", arguments: 0..<3)
    func tempogram(number: Int) throws {
        let envelope = OnsetEnvelope(try golden("tempogram/\(number)/input").scalars, sampleRate: 22050)
        let expected = try golden("tempogram/\(number)/output")
        let tempogram = Tempogram(windowLength: expected.shape[0])
        expectClose(tempogram(envelope), expected, within: 1e-5)
        let tempi = tempogram.tempi(of: envelope)
        #expect(tempi.count == expected.shape[0] && tempi[0] == .infinity)
        #expect(abs(tempi[3] - 60 * 22050 / 512 / 3) < 1e-9)
    }

    @Test("Peaks are librosa's", arguments: 0..<3)
    func peaks(number: Int) throws {
        let settings = try golden("peaks/\(number)/settings").scalars
        let picking = PeakPicking(
            framesBefore: Int(settings[0]), framesAfter: Int(settings[1]), meanFramesBefore: Int(settings[2]),
            meanFramesAfter: Int(settings[3]), threshold: settings[4], pause: Int(settings[5]))
        #expect(picking(try golden("peaks/input").scalars) == (try frames("peaks/\(number)/output")))
        #expect(picking([]).isEmpty)
    }

    // MARK: - Extremes

    @Test("Silence and a single sample have neither onsets nor beats")
    func silence() {
        for count in [0, 1, 5000] {
            let silence = Waveform([Float](repeating: 0, count: count), sampleRate: 8000)
            #expect(BeatTracker()(silence) == BeatTracker()(OnsetEnvelope([], sampleRate: 8000)))
            #expect(BeatTracker()(silence).tempo == 0)
            #expect(OnsetStrength()(silence).onsets().isEmpty)
            #expect(TempoEstimator()(silence).isFinite)
        }
        for strengths: [Float] in [[1], [1, 1], [0, 1, 0]] {
            let envelope = OnsetEnvelope(strengths, sampleRate: 8000)
            let beats = BeatTracker()(envelope)
            #expect(beats.frames.allSatisfy { strengths.indices.contains($0) })
            #expect(envelope.backtracked(Array(strengths.indices)).allSatisfy { strengths.indices.contains($0) })
        }
    }

    @Test func threads() throws {
        let track = try track(3)
        #expect(withThreads(1) { OnsetStrength()(track) } == withThreads(2) { OnsetStrength()(track) })
        let envelope = OnsetStrength()(track)
        expectSameBits(withThreads(1) { Tempogram()(envelope) }, withThreads(2) { Tempogram()(envelope) })
    }
}
