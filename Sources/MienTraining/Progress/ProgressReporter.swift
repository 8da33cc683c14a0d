/// Where a training, an evaluation or a prediction shows how far it is.
public protocol ProgressReporter {
    /// Some more examples are done. Called after each batch.
    func advance(_ step: ProgressStep)
    /// An epoch, an evaluation or a prediction is done.
    func finish(_ step: ProgressStep)
    /// Something is to be told, such as that a callback stops the training.
    func show(_ message: String)
    /// Nothing more is coming for now, also after an error: the place is free for others.
    func clear()
}

/// How far an epoch, an evaluation or a prediction is.
public struct ProgressStep: Sendable, Equatable {
    /// What is going on, such as `Epoch 3/20`.
    public var title: String
    /// The number of examples that are done.
    public var done: Int
    /// The number of examples that are to be done.
    public var total: Int
    /// Loss and accuracy so far; of an epoch that is done all its values.
    public var logs: Logs
    /// Examples a second since the epoch began.
    public var samplesPerSecond: Double
    /// Since the epoch began.
    public var seconds: Double
    /// Until the whole training, evaluation or prediction is done; an estimate.
    public var secondsLeft: Double

    public init(
        title: String, done: Int, total: Int, logs: Logs = [:], samplesPerSecond: Double, seconds: Double,
        secondsLeft: Double
    ) {
        (self.title, self.done, self.total, self.logs) = (title, done, total, logs)
        (self.samplesPerSecond, self.seconds, self.secondsLeft) = (samplesPerSecond, seconds, secondsLeft)
    }
}

/// Shows nothing.
public struct SilentProgress: ProgressReporter {
    public init() {}
    public func advance(_ step: ProgressStep) {}
    public func finish(_ step: ProgressStep) {}
    public func show(_ message: String) {}
    public func clear() {}
}

extension ProgressReporter where Self == SilentProgress {
    /// Shows nothing.
    public static var silent: Self { SilentProgress() }
}
