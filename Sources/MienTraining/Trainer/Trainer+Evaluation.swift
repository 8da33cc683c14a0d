import Mien

/// What a model is worth on some data.
public struct Evaluation: Sendable, Equatable {
    /// The mean over the examples.
    public let loss: Double
    /// The number of examples.
    public let samples: Int
    /// Which classes were taken for which; nil where the loss is not one of classes.
    public let confusion: ConfusionMatrix?

    /// The share of examples that were recognised; nil where the loss is not one of classes.
    public var accuracy: Double? { confusion?.accuracy }

    /// Precision, recall and F1 in scikit-learn's layout; nil where the loss is not one of classes.
    public var report: ClassificationReport? { confusion.map { ClassificationReport($0) } }
}

extension Trainer {
    /// Measures the model, in inference mode.
    ///
    /// - Parameter dataset: what to measure on. A ``LabeledDataset`` lends its class names to the confusion matrix.
    public func evaluate(_ dataset: any Dataset) throws -> Evaluation {
        guard dataset.count > 0 else { throw TrainingError.emptyDataset(part: "evaluation") }
        defer { rest() }
        guard let measured = try measure(dataset, title: "Evaluation", until: { false }) else {
            throw TrainingError.emptyDataset(part: "evaluation")
        }
        progress.finish(measured.pace.step("Evaluation", dataset.count, of: dataset.count, measured.means.logs()))
        var names = (dataset as? any LabeledDataset)?.classNames ?? []
        let highest = max(measured.truths.max() ?? 0, measured.predictions.max() ?? 0, measured.classes - 1)
        if names.count <= highest { names += (names.count...highest).map(String.init) }
        return Evaluation(
            loss: measured.means.loss, samples: measured.means.examples,
            confusion: countsHits
                ? ConfusionMatrix(classNames: names, truths: measured.truths, predictions: measured.predictions) : nil)
    }

    /// The model's outputs for all examples, in inference mode: `[count, …]`.
    public func predict(_ dataset: any Dataset) throws -> Tensor {
        guard dataset.count > 0 else { throw TrainingError.emptyDataset(part: "prediction") }
        defer { rest() }
        let pace = Pace(remaining: dataset.count)
        var outputs: [Tensor] = []
        var done = 0
        try inInferenceMode {
            let batches = DataLoader(dataset, batchSize: batchSize, seed: seed).batches()
            while let batch = try batches.next() {
                outputs.append(model(batch.inputs))
                done += batch.count
                pace.advance(by: batch.count)
                progress.advance(pace.step("Prediction", done, of: dataset.count, [:]))
            }
        }
        progress.finish(pace.step("Prediction", done, of: dataset.count, [:]))
        return Tensor.concatenate(outputs)
    }

    /// The model's outputs for `inputs` `[count, …]`, in inference mode: `[count, …]`. Its memory is kept for the next call.
    public func predict(_ inputs: Tensor) -> Tensor {
        let count = inputs.shape.first ?? 0
        return inInferenceMode {
            let outputs = stride(from: 0, to: count, by: batchSize).map { start in
                model(inputs[start..<min(start + batchSize, count)])
            }
            return outputs.isEmpty ? model(inputs) : Tensor.concatenate(outputs)
        }
    }

    // MARK: - For fit

    /// What ``measure(_:title:until:)`` found.
    struct Measurement {
        var means: RunningMeans
        var truths: [Int] = []
        var predictions: [Int] = []
        /// The number of the network's outputs.
        var classes = 0
        let pace: Pace
    }

    /// Loss and classes of all examples in inference mode; nil if `isOver` said so in between.
    func measure(_ dataset: any Dataset, title: String, until isOver: () -> Bool) throws -> Measurement? {
        var found = Measurement(
            means: RunningMeans(countsHits: countsHits), pace: Pace(remaining: dataset.count))
        let isWhole = try inInferenceMode {
            let batches = DataLoader(dataset, batchSize: batchSize, seed: seed).batches()
            while let batch = try batches.next() {
                let (value, outputs) = try value(of: batch)
                if countsHits, let outputs {
                    found.truths += classes(of: batch.targets)
                    found.predictions += classes(of: outputs)
                    found.classes = outputs.shape[outputs.rank - 1]
                }
                found.means.add(result(value, outputs, batch), count: batch.count)
                found.pace.advance(by: batch.count)
                progress.advance(found.pace.step(title, found.means.examples, of: dataset.count, found.means.logs()))
                if isOver() { return false }
            }
            return true
        }
        return isWhole ? found : nil
    }

    /// What the objective makes of a batch, in the model's mode; with a loss also the model's outputs.
    func value(of batch: Batch) throws -> (value: Objective.Value, outputs: Tensor?) {
        if let objective { return (try objective.value(batch), nil) }
        guard let loss else { stop("Trainer: there is neither a loss nor an objective") }
        let outputs = model(batch.inputs)
        try checkTargets(of: batch, against: outputs, loss)
        return (.init(loss(outputs, batch.targets, sampleWeights: batch.weights)), outputs.stopGradient())
    }

    /// The same in numbers.
    func result(_ value: Objective.Value, _ outputs: Tensor?, _ batch: Batch) -> BatchResult {
        var hits = 0.0
        if countsHits, let outputs {
            let labels = classes(of: batch.targets)
            let recognised = zip(classes(of: outputs), labels).count { $0 == $1 }
            hits = Double(recognised) * Double(batch.count) / Double(max(1, labels.count))
        }
        return BatchResult(
            loss: Double(value.loss.item), hits: hits, measures: value.measures.mapValues { Double($0.item) })
    }

    /// Targets come from outside: that they suit the network is checked here, before the loss relies on it.
    private func checkTargets(of batch: Batch, against outputs: Tensor, _ loss: Loss) throws {
        let isHard = batch.targets.elementType == .int32
        let expected = loss.targets == .classes && isHard ? Array(outputs.shape.dropLast()) : outputs.shape
        let suits = loss.targets == .any || (batch.targets.shape == expected && (outputs.rank >= 2 || !countsHits))
        guard suits else {
            throw TrainingError.targetsDoNotFit(targets: batch.targets.shape, outputs: outputs.shape)
        }
        guard isHard, loss.targets == .classes else { return }
        let (labels, classes) = (classes(of: batch.targets), outputs.shape[outputs.rank - 1])
        for (place, label) in labels.enumerated() where !(0..<classes).contains(label) {
            let index = batch.indices[place / (labels.count / batch.count)]
            throw TrainingError.labelOutOfRange(index: index, label: label, classes: classes)
        }
    }

    /// The classes that int32 labels are, or the most probable ones of scores or soft labels.
    private func classes(of tensor: Tensor) -> [Int] {
        let classes = tensor.elementType == .int32 ? tensor : tensor.untracked.argmax(axis: -1)
        return classes.int32Scalars.map(Int.init)
    }

    private func inInferenceMode<Result>(_ body: () throws -> Result) rethrows -> Result {
        let mode = model.mode
        model.mode = .inference
        defer { model.mode = mode }
        return try body()
    }
}
