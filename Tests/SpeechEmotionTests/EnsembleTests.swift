import Mien
import MienAudio
import MienTestSupport
import RAVDESS
import SpeechEmotion
import Testing

@Suite("Networks of speech that answer together", .serialized)
struct EnsembleTests {
    /// Trains a network for a moment, and returns its folder.
    private func train(
        _ recipe: SpeechRecipe, seed: UInt64, _ protocol: SpeechProtocol = .everything, in folder: String
    ) throws -> String {
        var recipe = recipe
        (recipe.epochs, recipe.seed) = (1, seed)
        let run = "\(folder)/\(recipe.name)-\(seed)-\(`protocol`.name)"
        _ = try SpeechTraining(.init(recipe: recipe, protocol: `protocol`, limit: 40), folder: run)
            .train(progress: .silent)
        return run
    }

    @Test("their answer is the mean of their probabilities, and is measured as one")
    func mean() throws {
        try withTemporaryFolder { folder in
            let runs = try (1...3).map { try train(.cnn, seed: $0, in: folder) }
            let together = try SpeechModel(ensemble: runs)
            let voice = SyntheticVoices(actors: [9], seed: 5).waveform(at: 7)
            let answers = try runs.map { SpeechPredictor(try SpeechModel($0)).predict(voice).probabilities }
            let mean = answers[0].indices.map { label in answers.reduce(0) { $0 + $1[label] } / 3 }
            #expect(answers[0] != answers[1])
            expectClose(Tensor(SpeechPredictor(together).predict(voice).probabilities), Tensor(mean), within: 1e-6)
            let evaluation = try SpeechEvaluation(of: together, on: SpeechData(nil, seed: 1), limit: 16)
            #expect(evaluation.model == runs.joined(separator: ", ") && evaluation.result.samples == 16)
            #expect(try SpeechModel(ensemble: [runs[0]]).source == runs[0])
        }
    }

    @Test("networks with other features, or from which other recordings were held back, do not answer together")
    func unlike() throws {
        try withTemporaryFolder { folder in
            let first = try train(.cnn, seed: 1, in: folder)
            let others = [
                try train(.mien, seed: 1, in: folder), try train(.cnn, seed: 1, .paper, in: folder),
            ]
            for other in others {
                #expect(throws: SpeechEmotionError.unlikeModels(first: first, other: other)) {
                    try SpeechModel(ensemble: [first, other])
                }
            }
            let second = try train(.cnn, seed: 2, .paper, in: folder)
            #expect(throws: SpeechEmotionError.unlikeModels(first: others[1], other: second)) {
                try SpeechModel(ensemble: [others[1], second])
            }
        }
    }
}
