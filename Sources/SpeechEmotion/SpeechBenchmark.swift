import MienTraining

/// What the networks of this target cost.
public enum SpeechBenchmark {
    /// Each recipe's network on random features, with the paper's optimizer and loss: Adam, and the focal loss with α .25
    /// and γ 2.
    public static let all = SpeechRecipe.all.map { recipe in
        NetworkBenchmark(
            "speech-\(recipe.name)", inputShape: [SpeechRecipe.features, 1], classes: recipe.labels.count,
            loss: .focal(alpha: 0.25, gamma: 2), makeNetwork: recipe.makeNetwork)
    }
}
