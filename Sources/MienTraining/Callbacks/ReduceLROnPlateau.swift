import Mien

/// Lowers the learning rate when what it watches has stopped getting better.
///
/// Exactly Keras's `ReduceLROnPlateau`. PyTorch's scheduler of the same name waits one epoch longer, measures its
/// threshold relative to the best value, and counts its cooldown otherwise.
///
/// ```swift
/// ReduceLROnPlateau(monitor: .validationLoss, factor: 0.5, patience: 5, minLearningRate: 1e-6)
/// ```
public final class ReduceLROnPlateau: Callback {
    public let monitor: Monitor
    public let factor: Double
    public let patience: Int
    public let minDelta: Double
    public let cooldown: Int
    public let minLearningRate: Double

    /// What a checkpoint holds of it.
    private struct Memory: Codable {
        var wait = 0
        var best: Double?
        var cooldown = 0
    }

    private var memory = Memory()

    /// - Parameters:
    ///   - monitor: what is watched.
    ///   - factor: the new learning rate is the old one times this; below 1.
    ///   - patience: the number of epochs without improvement after which the rate is lowered.
    ///   - minDelta: a change must be larger than this to count as better.
    ///   - cooldown: the number of epochs after a reduction in which none are counted.
    ///   - minLearningRate: the rate is never lowered below this.
    public init(
        monitor: Monitor = .validationLoss, factor: Double = 0.1, patience: Int = 10, minDelta: Double = 1e-4,
        cooldown: Int = 0, minLearningRate: Double = 0
    ) {
        self.monitor = monitor
        self.factor = factor
        self.patience = patience
        self.minDelta = minDelta
        self.cooldown = cooldown
        self.minLearningRate = minLearningRate
    }

    public override func onTrainingBegin(trainer: Trainer) throws {
        guard factor < 1 else {
            throw TrainingError.badOption(
                owner: "ReduceLROnPlateau", option: "factor", found: "\(factor)", expected: "a number below 1")
        }
        guard trainer.schedule == .constant else {
            throw TrainingError.badOption(
                owner: "ReduceLROnPlateau", option: "the trainer's schedule", found: "\(trainer.schedule)",
                expected: "constant, since any other sets the learning rate anew at each step,")
        }
        memory = Memory()
        _ = try improvement
    }

    public override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) throws {
        let improvement = try improvement
        logs["learning_rate"] = Double(trainer.optimizer.learningRate)
        guard let current = logs[monitor.name] else {
            return trainer.warn("ReduceLROnPlateau waits for \(monitor.name), which is not among \(logs.orderedNames)")
        }
        if memory.cooldown > 0 {
            memory.cooldown -= 1
            memory.wait = 0
        }
        if improvement.isImprovement(current, over: memory.best) {
            memory.best = current
            memory.wait = 0
        } else if memory.cooldown == 0 {
            memory.wait += 1
            if memory.wait >= patience { reduce(epoch, trainer) }
        }
    }

    /// At the smallest rate nothing is reset: the count goes on.
    private func reduce(_ epoch: Int, _ trainer: Trainer) {
        let old = trainer.optimizer.learningRate
        guard old > Float(minLearningRate) else { return }
        trainer.optimizer.learningRate = Float(max(Double(old) * factor, minLearningRate))
        trainer.say("Epoch \(epoch + 1): the learning rate goes down from \(old) to \(trainer.optimizer.learningRate)")
        memory.cooldown = cooldown
        memory.wait = 0
    }

    private var improvement: Improvement {
        get throws { try Improvement(monitor, minDelta: minDelta, owner: "ReduceLROnPlateau") }
    }

    // MARK: - State

    public override func encodeState(to encoder: any Encoder) throws { try memory.encode(to: encoder) }
    public override func decodeState(from decoder: any Decoder) throws { memory = try Memory(from: decoder) }
}
