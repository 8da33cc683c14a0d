import Mien

/// A classifier whose training and predictions are timed, on made-up inputs of the real shape.
public struct NetworkBenchmark: Sendable {
    public let name: String
    private let inputShape: [Int]
    private let classes: Int
    private let loss: Loss
    private let makeNetwork: @Sendable () -> Module

    /// - Parameters:
    ///   - name: for the result.
    ///   - inputShape: of one example.
    ///   - classes: the number of the network's outputs.
    ///   - loss: of logits and labels; what a training of this network takes.
    ///   - makeNetwork: makes the network, which takes inputs `[batch, …inputShape]` and gives logits `[batch, classes]`.
    public init(
        _ name: String, inputShape: [Int], classes: Int, loss: Loss = .crossEntropy(),
        makeNetwork: @escaping @Sendable () -> Module
    ) {
        (self.name, self.inputShape, self.classes) = (name, inputShape, classes)
        (self.loss, self.makeNetwork) = (loss, makeNetwork)
    }

    /// Times steps of training with Adam, and predictions.
    ///
    /// - Parameters:
    ///   - batch: the number of examples in a step.
    ///   - steps: how often each is timed, after one that is not counted: it fills the cache of buffers.
    public func run(batch: Int, steps: Int) -> NetworkCost {
        require(batch > 0 && steps > 0, "NetworkBenchmark: batch \(batch) and steps \(steps) must be above zero")
        var random = RandomStream(seed: 1, purpose: .synthesis)
        let inputs = Tensor.normal([batch] + inputShape, using: &random)
        let labels = Tensor(int32: (0..<batch).map { _ in Int32(random.nextInt(below: classes)) })
        let (network, optimizer) = (makeNetwork(), Adam())
        let training = medianMilliseconds(steps) {
            let (_, gradients) = valueAndGradients(of: network) { loss($0(inputs), labels) }
            optimizer.update(network, along: gradients)
        }
        let inference = medianMilliseconds(steps) { _ = network(inputs) }
        return NetworkCost(name, batch: batch, trainMilliseconds: training, inferenceMilliseconds: inference)
    }
}
