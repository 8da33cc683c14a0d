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
    /// What is made small; nil where ``objective`` says it.
    public let loss: Loss?
    public let objective: Objective?
    /// The whole of a step, where the trainer's own is not the right one.
    public let trainingStep: TrainingStep?
    public let callbacks: [Callback]
    public let schedule: Schedule
    public let clipping: Clipping?
    public let batchSize: Int
    public let microBatchSize: Int?
    public let shuffle: Bool
    public let balanced: Bool
    public let stages: [BatchStage]
    public let seed: UInt64
    public let guardsNumbers: Bool
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
    let profiler: Profiler?

    /// A step of your own: it changes the model along a batch, by what optimizers it likes, and returns what the logs of
    /// the epoch are means of, `loss` at least.
    ///
    /// ```swift
    /// Trainer(generator, optimizer: Adam(), objective: fooling) { trainer, batch in
    ///     let images = generator(noise(batch.count))
    ///     let (loss, gradients) = valueAndGradients(of: discriminator) {
    ///         AdversarialLoss.hinge.discriminator(real: $0(batch.inputs), generated: $0(images))
    ///     }
    ///     judge.update(discriminator, along: gradients)
    ///     …
    ///     return ["loss": Double(loss.item)]
    /// }
    /// ```
    ///
    /// What it remembers besides the trainer's model and optimizer, such as the discriminator, is not in a checkpoint: put it
    /// into the model, or into a callback's ``Callback/tensors``.
    public typealias TrainingStep = (_ trainer: Trainer, _ batch: Batch) throws -> Logs

    /// - Parameters:
    ///   - model: takes batches of inputs.
    ///   - optimizer: changes the model's parameters. Its learning rate is the first one.
    ///   - loss: what is made small.
    ///   - callbacks: are told how the training goes on, in this order.
    ///   - schedule: what becomes of the learning rate, over all steps of all epochs. A constant one is left to the
    ///     callbacks.
    ///   - clipping: how the gradients of a step are kept small; a number is the largest global norm. By default there is no
    ///     limit.
    ///   - batchSize: the number of examples in a step. The last step of an epoch takes what is left.
    ///   - microBatchSize: how many of them are computed at once: the gradients of a step are accumulated over parts of
    ///     this size, which take less memory. Batch normalisation then sees the parts. By default all.
    ///   - shuffle: whether each epoch shows the examples in an order of its own instead of the data set's.
    ///   - balanced: whether each epoch shows equally many examples of each class. See ``DataLoader``.
    ///   - stages: what is done with each batch of the training, such as mixup.
    ///   - seed: decides the order of the examples and their augmentation.
    ///   - guardsNumbers: whether a step whose loss or gradients are NaN or infinite ends the training with
    ///     ``TrainingError/nonFinite(epoch:batch:origin:)``, which names the layer in which it began.
    ///   - profile: whether to measure time and memory by layer; `fit` shows the table at its end. It slows the training
    ///     down a little. See ``profile``.
    ///   - progress: where to show how far the work is.
    ///   - trainingStep: the whole of a step, instead of the trainer's own.
    public convenience init(
        _ model: Module, optimizer: Optimizer, loss: Loss, callbacks: [Callback] = [],
        schedule: Schedule = .constant, clipping: Clipping? = nil, batchSize: Int = 32, microBatchSize: Int? = nil,
        shuffle: Bool = true, balanced: Bool = false, stages: [BatchStage] = [], seed: UInt64 = 0,
        guardsNumbers: Bool = false, profile: Bool = false, progress: any ProgressReporter = .terminal,
        trainingStep: TrainingStep? = nil
    ) {
        self.init(
            model, optimizer, loss, nil, callbacks, schedule, clipping, batchSize, microBatchSize, shuffle, balanced,
            stages, seed, guardsNumbers, profile, progress, trainingStep)
    }

    /// The same with an objective in place of a loss of the model's output.
    public convenience init(
        _ model: Module, optimizer: Optimizer, objective: Objective, callbacks: [Callback] = [],
        schedule: Schedule = .constant, clipping: Clipping? = nil, batchSize: Int = 32, microBatchSize: Int? = nil,
        shuffle: Bool = true, balanced: Bool = false, stages: [BatchStage] = [], seed: UInt64 = 0,
        guardsNumbers: Bool = false, profile: Bool = false, progress: any ProgressReporter = .terminal,
        trainingStep: TrainingStep? = nil
    ) {
        self.init(
            model, optimizer, nil, objective, callbacks, schedule, clipping, batchSize, microBatchSize, shuffle,
            balanced, stages, seed, guardsNumbers, profile, progress, trainingStep)
    }

    private init(
        _ model: Module, _ optimizer: Optimizer, _ loss: Loss?, _ objective: Objective?, _ callbacks: [Callback],
        _ schedule: Schedule, _ clipping: Clipping?, _ batchSize: Int, _ microBatchSize: Int?, _ shuffle: Bool,
        _ balanced: Bool, _ stages: [BatchStage], _ seed: UInt64, _ guardsNumbers: Bool, _ profile: Bool,
        _ progress: any ProgressReporter, _ trainingStep: TrainingStep?
    ) {
        require(batchSize > 0, "Trainer: the batch size must be above zero, found \(batchSize)")
        require(
            microBatchSize ?? 1 > 0,
            "Trainer: the size of a part of a batch must be above zero, found \(microBatchSize ?? 0)")
        (self.model, self.optimizer, self.loss, self.objective) = (model, optimizer, loss, objective)
        (self.callbacks, self.schedule, self.clipping) = (callbacks, schedule, clipping)
        (self.batchSize, self.microBatchSize) = (batchSize, microBatchSize)
        (self.shuffle, self.balanced, self.stages, self.seed) = (shuffle, balanced, stages, seed)
        (self.guardsNumbers, self.progress, self.trainingStep) = (guardsNumbers, progress, trainingStep)
        profiler = profile ? Profiler(model) : nil
        state = TrainingState(countsHits: loss?.isClassification ?? false)
    }

    /// Whether there is an accuracy.
    var countsHits: Bool { loss?.isClassification ?? false }

    /// Where the last ``fit(_:validation:epochs:run:)`` spent its time and memory; nil unless the trainer was made to
    /// measure it.
    public var profile: Profile? { profiler?.profile }

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

    /// Ends a piece of work: what was shown of it is cleared, and memory kept for more of it goes back to the system.
    func rest() {
        progress.clear()
        Runtime.releaseCachedMemory()
    }

    /// Forgets what an earlier training left.
    func prepareTraining(resuming: Bool) {
        state = TrainingState(countsHits: countsHits)
        warnings = []
        stopsTraining = false
        isInterruptRequested = false
        isResuming = resuming
    }
}
