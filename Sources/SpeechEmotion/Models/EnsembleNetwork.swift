import Mien

/// Networks that answer together: the logarithm of the mean of their probabilities.
///
/// - Shape: input and output the networks'.
final class EnsembleNetwork: Module {
    private let networks: [Module]

    /// - Parameter networks: networks with the same inputs and classes, at least one.
    init(_ networks: [Module]) { self.networks = networks }

    override func forward(_ x: Tensor) -> Tensor {
        let answers = networks.map { $0(x).softmax() }
        let mean = answers.dropFirst().reduce(answers[0], +) / Float(networks.count)
        // A class that all rule out has the logarithm of next to nothing, not of nothing.
        return (mean + .leastNormalMagnitude).logarithm()
    }
}
