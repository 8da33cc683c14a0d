import FER2013
import MienTraining

/// What the networks of this target cost.
public enum FaceBenchmark {
    /// The benchmarks' names.
    public static let names = ["face-reference"]

    /// Times the network of that name on random images; nil if there is none.
    public static func run(_ name: String, batch: Int, steps: Int) -> NetworkBenchmark? {
        guard names.contains(name) else { return nil }
        return NetworkBenchmark(
            name, FaceRecipe.reference.makeNetwork(), inputShape: [FER2013.side, FER2013.side, 1],
            classes: FaceRecipe.reference.labels.count, batch: batch, steps: steps)
    }
}
