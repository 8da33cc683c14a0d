import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a network costs: the time of a training step and of a prediction, and the memory of the process.
///
/// Times are medians over the steps, after one that is not counted: it fills the cache of buffers.
public struct NetworkBenchmark: Codable, Sendable, Equatable {
    public let name: String
    /// The number of examples in a step.
    public let batch: Int
    public let threads: Int
    public let trainMilliseconds: Double
    public let trainSamplesPerSecond: Double
    public let inferenceMilliseconds: Double
    public let inferenceSamplesPerSecond: Double
    /// The most memory that the process has held.
    public let peakBytes: Int

    /// Times a classifier on random inputs, with Adam and cross entropy.
    ///
    /// - Parameters:
    ///   - name: for the result.
    ///   - model: takes inputs `[batch, …inputShape]`, gives logits `[batch, classes]`.
    ///   - inputShape: of one example.
    ///   - classes: the number of the model's outputs.
    ///   - batch: the number of examples in a step.
    ///   - steps: how often each is timed.
    public init(_ name: String, _ model: Module, inputShape: [Int], classes: Int, batch: Int, steps: Int) {
        require(batch > 0 && steps > 0, "NetworkBenchmark: batch \(batch) and steps \(steps) must be above zero")
        var random = RandomStream(seed: 1, purpose: .synthesis)
        let inputs = Tensor.normal([batch] + inputShape, using: &random)
        let labels = Tensor(int32: (0..<batch).map { _ in Int32(random.nextInt(below: classes)) })
        let optimizer = Adam()
        let training = medianMilliseconds(steps) {
            let (_, gradients) = valueAndGradients(of: model) { crossEntropy($0(inputs), labels) }
            optimizer.update(model, along: gradients)
        }
        let inference = medianMilliseconds(steps) { _ = model(inputs) }
        self.name = name
        self.batch = batch
        threads = Runtime.threads
        trainMilliseconds = training
        trainSamplesPerSecond = 1000 * Double(batch) / training
        inferenceMilliseconds = inference
        inferenceSamplesPerSecond = 1000 * Double(batch) / inference
        peakBytes = peakMemory()
    }
}

private func medianMilliseconds(_ steps: Int, _ body: () -> Void) -> Double {
    body()
    let clock = ContinuousClock()
    let times = (0..<steps).map { _ in clock.measure(body) / .milliseconds(1) }.sorted()
    return (times[(steps - 1) / 2] + times[steps / 2]) / 2
}

/// The process's high-water mark in bytes.
private func peakMemory() -> Int {
    var usage = rusage()
    #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    #else
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
    #endif
}
