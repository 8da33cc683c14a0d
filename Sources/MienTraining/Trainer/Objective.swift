import Mien

/// What a training makes small, where a loss of the model's one output does not say it: several outputs, several losses, a
/// penalty.
///
/// ```swift
/// let objective = Objective("label and age") { batch in
///     let (label, age) = model.outputs(batch.inputs)
///     let losses = (crossEntropy(label, batch.targets), meanSquaredError(age, batch.furtherTargets[0]))
///     return .init(losses.0 + 0.5 * losses.1, measures: ["label_loss": losses.0, "age_loss": losses.1])
/// }
/// let trainer = Trainer(model, optimizer: Adam(), objective: objective)
/// ```
///
/// It is computed in training mode and differentiated in a step, and computed in inference mode in a validation. What is
/// measured on the way goes into the logs, with `val_` before the names in a validation.
public struct Objective {
    /// What came of a batch.
    public struct Value {
        /// The mean loss, one number.
        public var loss: Tensor
        /// What else was measured, by its name in the logs: means over the batch, each one number.
        public var measures: [String: Tensor]

        /// - Parameters:
        ///   - loss: the mean over the batch.
        ///   - measures: means over the batch, by their names in the logs.
        public init(_ loss: Tensor, measures: [String: Tensor] = [:]) {
            self.loss = loss
            self.measures = measures
        }
    }

    public let name: String
    let value: (Batch) throws -> Value

    /// - Parameters:
    ///   - name: for messages and run folders.
    ///   - value: calls the model and compares. The model is the trainer's.
    public init(_ name: String, _ value: @escaping (Batch) throws -> Value) {
        self.name = name
        self.value = value
    }
}

/// What came of a batch, in numbers.
struct BatchResult {
    var loss = 0.0
    /// How many examples were recognised; of one with several labels the share that was.
    var hits = 0.0
    var measures: Logs = [:]

    /// Adds what came of a part of the batch.
    mutating func add(_ part: BatchResult, share: Double) {
        loss += share * part.loss
        hits += part.hits
        for (name, value) in part.measures { measures[name, default: 0] += share * value }
    }
}
