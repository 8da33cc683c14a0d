import Mien

/// Stops a training when what it watches has stopped getting better.
///
/// Exactly Keras's `EarlyStopping`, two surprises included: patience 0 and 1 both stop at the first epoch that is no
/// better (but never at the very first epoch), and a value that is better but does not beat `baseline` does not reset
/// the count.
///
/// ```swift
/// EarlyStopping(monitor: .validationLoss, patience: 10, restoresBestWeights: true)
/// ```
public final class EarlyStopping: Callback {
    public let monitor: Monitor
    public let minDelta: Double
    public let patience: Int
    public let baseline: Double?
    public let restoresBestWeights: Bool
    public let startFromEpoch: Int

    /// What a checkpoint holds of it.
    private struct Memory: Codable {
        var wait = 0
        var best: Double?
        var bestEpoch = 0
        var stoppedEpoch: Int?
    }

    private var memory = Memory()
    private var bestWeights: [String: Tensor] = [:]

    /// - Parameters:
    ///   - monitor: what is watched.
    ///   - minDelta: a change must be larger than this to count as better.
    ///   - patience: the number of epochs without improvement after which training stops.
    ///   - baseline: a value that has to be beaten as well, or training stops after `patience` epochs.
    ///   - restoresBestWeights: whether the training, however it ended, leaves the model with the parameters and
    ///     statistics of its best epoch instead of the last. Without any improvement these are the first watched epoch's.
    ///   - startFromEpoch: epochs before this one (from 0) are not watched.
    public init(
        monitor: Monitor = .validationLoss, minDelta: Double = 0, patience: Int = 0, baseline: Double? = nil,
        restoresBestWeights: Bool = false, startFromEpoch: Int = 0
    ) {
        self.monitor = monitor
        self.minDelta = minDelta
        self.patience = patience
        self.baseline = baseline
        self.restoresBestWeights = restoresBestWeights
        self.startFromEpoch = startFromEpoch
    }

    /// The epoch (from 0) at whose end training was stopped; nil while it was not.
    public var stoppedEpoch: Int? { memory.stoppedEpoch }
    /// The epoch (from 0) with the best value.
    public var bestEpoch: Int { memory.bestEpoch }
    /// The best value; nil before the first.
    public var best: Double? { memory.best }

    public override func onTrainingBegin(trainer: Trainer) throws {
        memory = Memory()
        bestWeights = [:]
        _ = try improvement
    }

    public override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) throws {
        let improvement = try improvement
        guard let current = logs[monitor.name] else {
            return trainer.warn("EarlyStopping waits for \(monitor.name), which is not among \(logs.orderedNames)")
        }
        if epoch < startFromEpoch { return }
        if restoresBestWeights && bestWeights.isEmpty {
            // Even one that does not beat the baseline: something must be there to restore.
            remember(trainer.model, epoch)
        }
        memory.wait += 1
        if improvement.isImprovement(current, over: memory.best) {
            memory.best = current
            remember(trainer.model, epoch)
            if improvement.isImprovement(current, over: baseline) { memory.wait = 0 }
        } else if memory.wait >= patience && epoch > 0 {
            memory.stoppedEpoch = epoch
            trainer.stopsTraining = true
        }
    }

    public override func onTrainingEnd(logs: Logs, trainer: Trainer) throws {
        if let stopped = memory.stoppedEpoch { trainer.say("Epoch \(stopped + 1): early stopping") }
        guard restoresBestWeights, !bestWeights.isEmpty else { return }
        try trainer.model.load(bestWeights, from: "the best epoch's weights")
        trainer.say("The weights are those of the best epoch, \(memory.bestEpoch + 1)")
    }

    private var improvement: Improvement {
        get throws { try Improvement(monitor, minDelta: minDelta, owner: "EarlyStopping") }
    }

    private func remember(_ model: Module, _ epoch: Int) {
        memory.bestEpoch = epoch
        if restoresBestWeights { bestWeights = model.stateDictionary() }
    }

    // MARK: - State

    public override func encodeState(to encoder: any Encoder) throws { try memory.encode(to: encoder) }
    public override func decodeState(from decoder: any Decoder) throws { memory = try Memory(from: decoder) }
    public override var tensors: [String: Tensor] {
        get { bestWeights }
        set { bestWeights = newValue }
    }
}
