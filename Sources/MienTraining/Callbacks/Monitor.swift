/// A value of the logs that a callback watches, and which way it gets better.
public struct Monitor: Sendable, Hashable, Codable {
    public enum Direction: String, Sendable, Codable {
        /// Smaller is better, as with a loss: Keras's `mode="min"`.
        case minimize
        /// Larger is better, as with an accuracy: Keras's `mode="max"`.
        case maximize
    }

    /// The name in the logs.
    public let name: String
    /// Which way is better; nil where the name does not tell.
    public let direction: Direction?

    /// The mean loss over the epoch's batches, while the weights change: the weights at its end would give another.
    public static let loss = Monitor("loss")
    /// The mean accuracy over the epoch's batches, while the weights change.
    public static let accuracy = Monitor("accuracy")
    /// The loss on the validation data.
    public static let validationLoss = Monitor("val_loss")
    /// The accuracy on the validation data.
    public static let validationAccuracy = Monitor("val_accuracy")

    /// - Parameters:
    ///   - name: the name in the logs.
    ///   - direction: which way is better. Without it the name decides, as in Keras's `mode="auto"`: less of `loss`, more
    ///     of `accuracy`, with `val_` before them or not. No other name tells, and a training with it is refused.
    public init(_ name: String, _ direction: Direction? = nil) {
        self.name = name
        let plain = name.hasPrefix("val_") ? String(name.dropFirst(4)) : name
        let known: [String: Direction] = ["loss": .minimize, "accuracy": .maximize]
        self.direction = direction ?? known[plain]
    }
}

/// Keras's rule for what is better, shared by the callbacks that watch a value.
struct Improvement {
    /// Positive where larger is better, negative where smaller is.
    private let signedDelta: Double
    private let direction: Monitor.Direction

    /// - Parameter owner: the callback, for the error of a monitor whose direction nobody knows.
    init(_ monitor: Monitor, minDelta: Double = 0, owner: String) throws {
        guard let direction = monitor.direction else {
            throw TrainingError.unknownDirection(monitor: monitor.name, callback: owner)
        }
        self.direction = direction
        signedDelta = direction == .maximize ? abs(minDelta) : -abs(minDelta)
    }

    /// Whether `value` is better than `best` by more than the smallest change that counts. Anything beats nil.
    ///
    /// Compared in single precision, as Keras does: a change that Float cannot hold is none.
    func isImprovement(_ value: Double, over best: Double?) -> Bool {
        guard let best else { return true }
        let changed = Float(value - signedDelta)
        return direction == .maximize ? changed > Float(best) : changed < Float(best)
    }
}
