import Mien

/// Something that is told how a training goes on, and may act on it: stop it, change the learning rate, save the model.
///
/// Override what you need; a callback of your own takes five lines:
///
/// ```swift
/// final class StopAtAccuracy: Callback {
///     override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) {
///         if logs["val_accuracy"] ?? 0 > 0.9 { trainer.stopsTraining = true }
///     }
/// }
/// ```
///
/// Callbacks are told in the order of the trainer's list, and later ones see what earlier ones wrote into the logs, as
/// in Keras. Epochs and batches are numbered from 0.
///
/// What a callback remembers belongs into the checkpoint, or a resumed training would not go on as the interrupted one:
/// encode it in ``encodeState(to:)``, which ``decodeState(from:)`` reads back, and its tensors in ``tensors``.
open class Callback {
    public init() {}

    /// Before the first epoch. Forget what an earlier training left; a resumed one restores its state after this.
    open func onTrainingBegin(trainer: Trainer) throws {}

    /// Before the first batch of an epoch. Not called again when a training resumes within the epoch.
    open func onEpochBegin(_ epoch: Int, trainer: Trainer) throws {}

    /// After the parameters were updated along a batch's gradients.
    ///
    /// - Parameter logs: `loss` and `accuracy`, as means over the epoch's batches so far.
    open func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) throws {}

    /// After the last batch of an epoch, before its validation, whether there is validation data or not. Called again when a
    /// training resumes that was interrupted in the validation.
    open func onValidationBegin(_ epoch: Int, trainer: Trainer) throws {}

    /// After the epoch's validation.
    ///
    /// - Parameter logs: the epoch's values under Keras's names; what is added here goes into the history as well.
    open func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) throws {}

    /// After the last epoch, whatever ended the training, except an error or an interruption.
    ///
    /// - Parameter logs: those of the last epoch.
    open func onTrainingEnd(logs: Logs, trainer: Trainer) throws {}

    /// Writes what the callback remembers. By default nothing.
    open func encodeState(to encoder: any Encoder) throws {
        try Nothing().encode(to: encoder)
    }

    /// Reads back what ``encodeState(to:)`` wrote.
    open func decodeState(from decoder: any Decoder) throws {}

    /// The tensors that the callback remembers, by name. By default none.
    open var tensors: [String: Tensor] {
        get { [:] }
        set {}
    }

    private struct Nothing: Codable {}
}
