import Mien
import MienAudio
import MienTestSupport
import RAVDESS
import SpeechEmotion
import Testing

@Suite("Predictions of speech", .serialized)
struct PredictorTests {
    /// Trained for a moment, so that answers differ.
    nonisolated(unsafe) private static let model = Result { () throws -> SpeechModel in
        try withTemporaryFolder { folder in
            var recipe = SpeechRecipe.mien
            recipe.epochs = 1
            let training = try SpeechTraining(
                .init(recipe: recipe, protocol: .everything, limit: 64), folder: "\(folder)/run")
            let outcome = try training.train(progress: .silent)
            #expect(outcome.validation == nil && outcome.test == nil && outcome.training.samples == 64)
            return try SpeechModel("\(folder)/run")
        }
    }

    private let predictor: SpeechPredictor
    private let voice: Waveform

    init() throws {
        predictor = SpeechPredictor(try Self.model.get())
        voice = SyntheticVoices(actors: [9], seed: 5).waveform(at: 7)
    }

    @Test("a recording is the same at 48, 22.05 and 16 kHz")
    func rates() {
        let answer = predictor.predict(voice)
        #expect(answer.windows.count == 1)
        for rate in [22_050, 16_000] {
            let other = predictor.predict(voice.resampled(to: rate))
            expectClose(Tensor(other.probabilities), Tensor(answer.probabilities), within: 2e-2, "\(rate) Hz")
        }
    }

    @Test("a long recording is heard in windows, from a file as from memory")
    func windows() throws {
        let silence = [Float](repeating: 0, count: 4 * voice.sampleRate)
        let long = Waveform(voice.samples + silence + voice.samples, sampleRate: voice.sampleRate)
        let answer = predictor.predict(long)
        #expect(answer.windows.first?.start == 0)
        #expect(abs((answer.windows.last?.end ?? 0) - long.duration) < 0.001)
        for (window, next) in zip(answer.windows, answer.windows.dropFirst()) {
            #expect(next.start - window.start == 1.5)
        }
        for window in answer.windows.dropLast() { #expect(window.end - window.start == 3) }
        try withTemporaryFolder { folder in
            try long.write(to: "\(folder)/long.wav", as: .float)
            let read = try predictor.predict(contentsOf: "\(folder)/long.wav")
            #expect(read.windows.map(\.start) == answer.windows.map(\.start))
            expectClose(Tensor(read.probabilities), Tensor(answer.probabilities), within: 1e-5)
        }
    }

    @Test("silence, a click and nothing get an answer")
    func silence() {
        let rate = 16_000
        let silence = predictor.predict(Waveform([Float](repeating: 0, count: 2 * rate), sampleRate: rate))
        #expect(silence.label(unsureBelow: 0) == "unsure")
        #expect(silence.probabilities == [Float](repeating: 0.125, count: 8))
        #expect(silence.label(of: silence.windows[0], unsureBelow: 0) == "silence")
        #expect(predictor.predict(Waveform([], sampleRate: rate)).windows.isEmpty)
        let click = predictor.predict(Waveform([1], sampleRate: rate))
        #expect(abs(click.probabilities.reduce(0, +) - 1) < 1e-5)
        #expect(click.label(unsureBelow: 1) == "unsure")
    }
}
