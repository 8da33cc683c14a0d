import Mien

/// A network whose features are brought to mean 0 and deviation 1 first, by what they were over the training recordings.
///
/// - Shape: input `[batch, features, 1]`, output the network's.
final class StandardizedNetwork: Module {
    private let mean: Buffer
    private let deviation: Buffer
    private let network: Module

    /// - Parameter features: numbers in a vector.
    init(_ network: Module, features: Int = SpeechVector.count) {
        mean = Buffer(.zeros([features, 1]))
        deviation = Buffer(.ones([features, 1]))
        self.network = network
    }

    /// Measures the features of the training recordings.
    ///
    /// - Parameter inputs: `[recordings, features, 1]`.
    func fit(_ inputs: Tensor) {
        let center = inputs.mean(axes: 0)
        mean.value = center
        // A feature that is the same everywhere says nothing, and stays as it is.
        deviation.value = Tensor(
            (inputs - center).squared().mean(axes: 0).squareRoot().scalars.map { $0 > 1e-6 ? $0 : 1 },
            shape: center.shape)
    }

    override func forward(_ x: Tensor) -> Tensor { network((x - mean.value) / deviation.value) }
}
