import Mien

/// Ends a training whose loss is no number any more, after the batch in which that happened. Keras's `TerminateOnNaN`.
public final class TerminateOnNaN: Callback {
    public let throwsError: Bool

    /// - Parameter throwsError: whether `fit` throws ``TrainingError/nonFiniteLoss(epoch:batch:loss:)`` at once, leaving
    ///   out what callbacks do at a training's end, instead of stopping in good order. Keras's `raise_error`.
    public init(throwsError: Bool = false) {
        self.throwsError = throwsError
    }

    public override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) throws {
        guard let loss = logs["loss"], !loss.isFinite else { return }
        if throwsError { throw TrainingError.nonFiniteLoss(epoch: trainer.epoch, batch: batch, loss: loss) }
        trainer.say("Batch \(batch): the loss is \(loss.plain), training ends")
        trainer.stopsTraining = true
    }
}
