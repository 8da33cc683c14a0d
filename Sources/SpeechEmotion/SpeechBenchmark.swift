import MienAudio
import MienTraining
import RAVDESS

/// What the networks of this target cost.
public enum SpeechBenchmark {
    /// Each recipe's network on random features, with Adam and the recipe's loss.
    public static let all = SpeechRecipe.all.map { recipe in
        NetworkBenchmark(
            "speech-\(recipe.name)", inputShape: recipe.inputShape, classes: recipe.labels.count,
            loss: recipe.loss.makeLoss(), makeNetwork: recipe.makeNetwork)
    }

    /// The vector of paper 001 of recordings, from the file on: a speaker's, made, where none are given.
    public static let features = FileBenchmark("speech-features") { folder in
        try SyntheticVoices(actors: [1], seed: 1).write(toFolder: "\(folder)/voices")
        return try RAVDESSRecordings(contentsOf: "\(folder)/voices").recordings.map(\.file)
    } work: { file in
        _ = SpeechVector.features(of: try Waveform(contentsOf: file))
    }
}
