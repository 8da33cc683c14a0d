/// What a training says about itself, under Keras's names: `loss`, `accuracy`, `val_loss`, `val_accuracy`,
/// `learning_rate`, and whatever callbacks add.
public typealias Logs = [String: Double]

extension Logs {
    /// The names in the order in which they are shown: Keras's first, others after them by the alphabet.
    package var orderedNames: [String] {
        let first = ["loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"]
        return first.filter { self[$0] != nil } + keys.filter { !first.contains($0) }.sorted()
    }
}

/// The logs of every epoch of a training.
///
/// ```swift
/// let history = try trainer.fit(training, validation: validation, epochs: 30)
/// print(history["val_accuracy"])   // one value an epoch
/// ```
public struct History: Equatable, Sendable, Codable {
    /// One entry an epoch, in order.
    public var epochs: [Logs]

    public init(epochs: [Logs] = []) { self.epochs = epochs }

    /// One value an epoch, nil where the epoch has none of that name.
    public subscript(name: String) -> [Double?] { epochs.map { $0[name] } }

    /// All names that occur, in the order in which they are shown.
    public var names: [String] {
        epochs.reduce(into: Logs()) { $0.merge($1) { _, new in new } }.orderedNames
    }
}
