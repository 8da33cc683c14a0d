import FER2013
import MienTraining

/// What the networks of this target cost.
public enum FaceBenchmark {
    /// The reference network on random images, with Adam and cross entropy.
    public static let all = [
        NetworkBenchmark(
            "face-reference", inputShape: [FER2013.side, FER2013.side, 1], classes: FaceRecipe.reference.labels.count,
            makeNetwork: FaceRecipe.reference.makeNetwork)
    ]
}
