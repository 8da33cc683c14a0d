import Mien

/// Trains a model, measures it, and lets it predict.
///
/// ```swift
/// let trainer = Trainer(
///     EmotionCNN(), optimizer: Adam(learningRate: 1e-3), loss: .crossEntropy(),
///     callbacks: [EarlyStopping(patience: 10), ReduceLROnPlateau(factor: 0.5, patience: 5)], batchSize: 64, seed: 7)
/// let history = try trainer.fit(training, validation: validation, epochs: 30)
/// print(try trainer.evaluate(test).report)
/// ```
///
/// The model is in training mode within a step only. A training with the same seed, model and data has the same bits each
/// time, also if it was interrupted and resumed in between (see ``TrainingRun``).
///
/// A trainer belongs to the thread that uses it.
public final class Trainer {
    public let model: Module
    public let optimizer: Optimizer
    public let loss: Loss
    public let callbacks: [Callback]
    public let schedule: Schedule
    public let clipping: Float?
    public let batchSize: Int
    public let shuffle: Bool
    public let seed: UInt64
    public let progress: any ProgressReporter

    /// Set by a callback, ends the training: after this batch if set at a batch's end, after this epoch at an epoch's.
    /// Validation and the callbacks' work at the epoch's and the training's end are still done.
    public var stopsTraining = false

    /// Whether ``fit(_:validation:epochs:run:)`` is going on with an earlier training.
    public internal(set) var isResuming = false

    var state: TrainingState
    /// What was already said in this training; a warning each epoch would hide all else.
    private var warnings: Set<String> = []
    private var isInterruptRequested = false
    var interruptSignal: InterruptSignal?

    /// - Parameters:
    ///   - model: takes batches of inputs.
    ///   - optimizer: changes the model's parameters. Its learning rate is the first one.
    ///   - loss: what is made small.
    ///   - callbacks: are told how the training goes on, in this order.
    ///   - schedule: what becomes of the learning rate, over all steps of all epochs. A constant one is left to the
    ///     callbacks.
    ///   - clipping: the largest global norm that the gradients of a step may have; by default there is no limit.
    ///   - batchSize: the number of examples in a step. The last step of an epoch takes what is left.
    ///   - shuffle: whether each epoch shows the examples in an order of its own instead of the data set's.
    ///   - seed: decides the order of the examples and their augmentation.
    ///   - progress: where to show how far the work is.
    public init(
        _ model: Module, optimizer: Optimizer, loss: Loss, callbacks: [Callback] = [],
        schedule: Schedule = .constant, clipping: Float? = nil, batchSize: Int = 32, shuffle: Bool = true,
        seed: UInt64 = 0, progress: any ProgressReporter = .terminal
    ) {
        require(batchSize > 0, "Trainer: the batch size must be above zero, found \(batchSize)")
        self.model = model
        self.optimizer = optimizer
        self.loss = loss
        self.callbacks = callbacks
        self.schedule = schedule
        self.clipping = clipping
        self.batchSize = batchSize
        self.shuffle = shuffle
        self.seed = seed
        self.progress = progress
        state = TrainingState(countsHits: loss.isClassification)
    }

    /// The epoch that is going on, from 0.
    public var epoch: Int { state.epoch }

    /// The number of updates of the parameters so far.
    public var step: Int { state.step }

    /// The logs of all epochs so far.
    public var history: History { state.history }

    // MARK: - For callbacks

    /// Ends the training after this step, its exact state saved in the run folder, as Ctrl-C does: `fit` throws
    /// ``TrainingError/interrupted(epoch:batch:folder:command:)``.
    public func interrupt() { isInterruptRequested = true }

    /// Shows a line where progress is shown.
    public func say(_ message: String) { progress.show(message) }

    /// Shows a line, once in a training.
    public func warn(_ message: String) {
        if warnings.insert(message).inserted { say("Warning: \(message)") }
    }

    /// Whether the training is to end after this step with its state saved.
    var isInterrupted: Bool { isInterruptRequested || interruptSignal?.isRaised == true }

    /// Forgets what an earlier training left.
    func prepareTraining(resuming: Bool) {
        state = TrainingState(countsHits: loss.isClassification)
        warnings = []
        stopsTraining = false
        isInterruptRequested = false
        isResuming = resuming
    }
}
