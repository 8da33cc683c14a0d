import Mien

/// Keeps a running mean of the weights, and lets it take the model's place for validation, in saved models and after the
/// training.
///
/// ```swift
/// WeightAveraging(.exponential(decay: 0.999))             // after every step
/// WeightAveraging(.uniform, fromEpoch: 20)                // at the end of each epoch from the 21st on
/// ```
///
/// The training itself goes on with its own weights. As Keras's `SwapEMAWeights`, and PyTorch's `AveragedModel` with
/// buffers.
public final class WeightAveraging: Callback {
    public let kind: WeightAverage.Kind
    public let fromEpoch: Int
    private var average: WeightAverage
    /// Whether the model has the averages now, and the average the model's weights.
    private var isExchanged = false

    /// - Parameters:
    ///   - kind: an exponential mean takes the weights after each step, a uniform one at the end of each epoch.
    ///   - fromEpoch: the first epoch, from 0, whose weights are taken.
    public init(_ kind: WeightAverage.Kind = .exponential(), fromEpoch: Int = 0) {
        self.kind = kind
        self.fromEpoch = fromEpoch
        average = WeightAverage(kind)
    }

    public override func onTrainingBegin(trainer: Trainer) {
        average = WeightAverage(kind)
        isExchanged = false
    }

    public override func onEpochBegin(_ epoch: Int, trainer: Trainer) {
        exchange(trainer, false)
    }

    public override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) {
        if kind != .uniform && trainer.epoch >= fromEpoch { average.update(with: trainer.model) }
    }

    public override func onValidationBegin(_ epoch: Int, trainer: Trainer) {
        if isExchanged { return }
        if kind == .uniform && epoch >= fromEpoch { average.update(with: trainer.model) }
        exchange(trainer, true)
    }

    private func exchange(_ trainer: Trainer, _ wanted: Bool) {
        guard isExchanged != wanted, average.count > 0 else { return }
        average.exchange(with: trainer.model)
        isExchanged = wanted
    }

    // MARK: - State

    public override func encodeState(to encoder: any Encoder) throws { try isExchanged.encode(to: encoder) }
    public override func decodeState(from decoder: any Decoder) throws { isExchanged = try Bool(from: decoder) }
    public override var tensors: [String: Tensor] {
        get { average.state }
        set { average.state = newValue }
    }
}
