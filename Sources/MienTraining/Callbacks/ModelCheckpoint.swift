import Mien

/// Saves the model at the end of each epoch, or each so many batches, always or only when it is the best so far.
///
/// Keras's `ModelCheckpoint`: the best value is remembered from one training to the next, batches are counted over the
/// epochs' ends, and where the watched value is missing the model is saved.
///
/// The file is a safetensors file of all parameters and statistics, as ``Mien/Safetensors`` writes it: whole or not at
/// all. To go on with an interrupted training, use a ``TrainingRun``.
///
/// ```swift
/// ModelCheckpoint(path: "best.safetensors", monitor: .validationAccuracy, savesBestOnly: true)
/// ModelCheckpoint(path: "weights/{epoch:02d}-{val_loss:.2f}.safetensors")
/// ```
public final class ModelCheckpoint: Callback {
    /// When the model is saved.
    public enum Frequency: Sendable, Equatable {
        /// At each epoch's end.
        case epoch
        /// After each so many batches. A watched value is then a mean over the epoch's batches so far.
        case batches(Int)
    }

    public let path: String
    public let monitor: Monitor
    public let savesBestOnly: Bool
    public let savesWeightsOnly: Bool
    public let frequency: Frequency

    /// What a checkpoint holds of it.
    private struct Memory: Codable {
        var best: Double?
        var batchesSinceSaving = 0
    }

    private var memory: Memory

    /// - Parameters:
    ///   - path: the file. `{epoch}` and `{batch}`, from 1, and the names of the logs in braces are replaced by their
    ///     values, as Python's `format` does: `{epoch:03d}`, `{val_loss:.4f}`. Missing folders are made.
    ///   - monitor: what decides which model is the best.
    ///   - savesBestOnly: whether to save only models better than all before.
    ///   - savesWeightsOnly: whether to leave out the optimizer's state, which is otherwise saved beside the model, with
    ///     `.optimizer` before the file's ending.
    ///   - frequency: when to save.
    ///   - initialThreshold: the value that the first saved model has to beat.
    public init(
        path: String, monitor: Monitor = .validationLoss, savesBestOnly: Bool = false, savesWeightsOnly: Bool = false,
        frequency: Frequency = .epoch, initialThreshold: Double? = nil
    ) {
        self.path = path
        self.monitor = monitor
        self.savesBestOnly = savesBestOnly
        self.savesWeightsOnly = savesWeightsOnly
        self.frequency = frequency
        memory = Memory(best: initialThreshold)
    }

    /// The best value so far; nil before the first.
    public var best: Double? { memory.best }

    public override func onTrainingBegin(trainer: Trainer) throws {
        if savesBestOnly { _ = try improvement }
    }

    public override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) throws {
        guard case .batches(let count) = frequency else { return }
        memory.batchesSinceSaving += 1
        if memory.batchesSinceSaving >= count {
            memory.batchesSinceSaving = 0
            try save(trainer, logs, ["epoch": trainer.epoch + 1, "batch": batch + 1])
        }
    }

    public override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) throws {
        if frequency == .epoch { try save(trainer, logs, ["epoch": epoch + 1]) }
    }

    private func save(_ trainer: Trainer, _ logs: Logs, _ counts: [String: Int]) throws {
        let file = try PathTemplate(path).path(counts: counts, logs: logs)
        guard try isToBeSaved(logs, trainer) else { return }
        try Files.makeFolder(Files.folder(of: file))
        try Safetensors(trainer.model.stateDictionary()).write(to: file)
        if !savesWeightsOnly {
            try Safetensors(trainer.optimizer.state).write(to: Self.optimizerPath(beside: file))
        }
    }

    private func isToBeSaved(_ logs: Logs, _ trainer: Trainer) throws -> Bool {
        guard savesBestOnly else { return true }
        guard let current = logs[monitor.name] else {
            trainer.warn("ModelCheckpoint finds no \(monitor.name) among \(logs.orderedNames) and saves every model")
            return true
        }
        guard try improvement.isImprovement(current, over: memory.best) else { return false }
        memory.best = current
        return true
    }

    /// `best.safetensors` → `best.optimizer.safetensors`
    private static func optimizerPath(beside path: String) -> String {
        guard path.hasSuffix(".safetensors") else { return path + ".optimizer" }
        return path.dropLast(".safetensors".count) + ".optimizer.safetensors"
    }

    private var improvement: Improvement {
        get throws { try Improvement(monitor, owner: "ModelCheckpoint") }
    }

    // MARK: - State

    public override func encodeState(to encoder: any Encoder) throws { try memory.encode(to: encoder) }
    public override func decodeState(from decoder: any Decoder) throws { memory = try Memory(from: decoder) }
}
