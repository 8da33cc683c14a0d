import Mien

/// What a network costs: the time of a training step and of a prediction, each a median, and the memory of the process.
public struct NetworkCost: Codable, Sendable, Equatable {
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

    init(_ name: String, batch: Int, trainMilliseconds: Double, inferenceMilliseconds: Double) {
        (self.name, self.batch, threads) = (name, batch, Runtime.threads)
        (self.trainMilliseconds, self.inferenceMilliseconds) = (trainMilliseconds, inferenceMilliseconds)
        trainSamplesPerSecond = 1000 * Double(batch) / trainMilliseconds
        inferenceSamplesPerSecond = 1000 * Double(batch) / inferenceMilliseconds
        peakBytes = peakMemory()
    }
}
