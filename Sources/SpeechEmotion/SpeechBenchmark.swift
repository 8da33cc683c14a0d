import MienTraining

/// What the networks of this target cost.
public enum SpeechBenchmark {
    /// Each recipe's network on random features, with Adam and the recipe's loss.
    public static let all = SpeechRecipe.all.map { recipe in
        NetworkBenchmark(
            "speech-\(recipe.name)", inputShape: recipe.inputShape, classes: recipe.labels.count,
            loss: recipe.loss.makeLoss(), makeNetwork: recipe.makeNetwork)
    }
}
