import Mien

extension Trainer {
    /// Trains the model.
    ///
    /// Each epoch shows all examples once, then measures the model on the validation data. The
    /// history has `loss` and `accuracy` as means over the epoch's batches, while the weights change; `val_loss` and
    /// `val_accuracy`; and the `learning_rate` of the last step.
    ///
    /// With a run folder the state is saved after each epoch, Ctrl-C saves it after the step that is going on, and a
    /// training whose folder has a checkpoint goes on from there, with the bits it would have had without the break.
    ///
    /// - Parameters:
    ///   - training: what to learn from.
    ///   - validation: what to measure on after each epoch; by default nothing.
    ///   - epochs: the number of epochs in all, those before a resumption included.
    ///   - run: where to save; by default nowhere.
    /// - Returns: the logs of all epochs.
    /// - Throws: ``TrainingError``, what the data sets and callbacks throw, and
    ///   ``TrainingError/interrupted(epoch:batch:folder:command:)`` after Ctrl-C or ``interrupt()``.
    @discardableResult
    public func fit(
        _ training: any Dataset, validation: (any Dataset)? = nil, epochs: Int, run: TrainingRun? = nil
    ) throws -> History {
        guard training.count > 0 else { throw TrainingError.emptyDataset(part: "training") }
        if let validation, validation.count == 0 { throw TrainingError.emptyDataset(part: "validation") }
        if balanced && !(training is any LabeledDataset) {
            throw TrainingError.badOption(
                owner: "Trainer", option: "balanced", found: "\(type(of: training))",
                expected: "a data set that knows its classes")
        }
        let loader = DataLoader(
            training, batchSize: batchSize, shuffle: shuffle, balanced: balanced, seed: seed, stages: stages)
        try run?.recover()
        prepareTraining(resuming: run?.hasCheckpoint == true)
        state.setup = setup(of: loader, epochs: epochs)
        state.firstLearningRate = optimizer.learningRate
        profiler?.begin()
        for callback in callbacks { try callback.onTrainingBegin(trainer: self) }
        if isResuming { try run?.restore(self) }

        interruptSignal = run == nil ? nil : InterruptSignal()
        defer {
            interruptSignal = nil
            rest()
        }
        let done = state.epoch * loader.exampleCount + state.means.examples
        let plan = Plan(
            loader: loader, validation: validation, epochs: epochs, run: run,
            pace: Pace(remaining: epochs * loader.exampleCount - done))
        while state.epoch < epochs && !state.isStopped {
            try trainEpoch(plan)
            try finishEpoch(plan)
        }
        let logs = state.history.epochs.last ?? [:]
        for callback in callbacks { try callback.onTrainingEnd(logs: logs, trainer: self) }
        if let profile { say("\(profile)") }
        return state.history
    }

    /// What one call of `fit` is about.
    private struct Plan {
        let loader: DataLoader
        let validation: (any Dataset)?
        let epochs: Int
        let run: TrainingRun?
        let pace: Pace
    }

    /// Everything a training must have in common with the one that it goes on with, in words.
    private func setup(of loader: DataLoader, epochs: Int) -> [String: String] {
        let limit =
            switch clipping {
            case nil: "none"
            case .globalNorm(let limit): "\(limit)"
            case .norm(let limit): "\(limit) each"
            case .value(let limit): "\(limit) an element"
            }
        var setup = [
            "the number of training examples": "\(loader.dataset.count)",
            "the batch size": "\(batchSize)",
            "the seed": "\(seed)",
            "whether the examples are shuffled": "\(shuffle)",
            "the loss": loss?.name ?? objective?.name ?? "",
            "the optimizer": "\(type(of: optimizer))",
            "the limit of the gradients' norm": limit,
            "the list of callbacks": callbacks.map { "\(type(of: $0))" }.joined(separator: ", "),
            "the schedule": "\(schedule)",
        ]
        if schedule != .constant { setup["the number of epochs"] = "\(epochs)" }
        // What was not there in the first version is named only where it is used: older runs go on.
        if let microBatchSize { setup["the size of a part of a batch"] = "\(microBatchSize)" }
        if balanced { setup["the balance of the classes"] = "on" }
        if !stages.isEmpty { setup["the list of stages"] = stages.map(\.name).joined(separator: ", ") }
        return setup
    }

    // MARK: - An epoch

    private func trainEpoch(_ plan: Plan) throws {
        plan.pace.beginEpoch()
        if state.batch == 0 {
            for callback in callbacks { try callback.onEpochBegin(state.epoch, trainer: self) }
        }
        if stopsTraining { return }
        let batches = plan.loader.batches(epoch: state.epoch, from: state.batch)
        while let batch = try measured(.data, { try batches.next() }) {
            try update(along: batch, of: plan.loader.batchCount * plan.epochs)
            state.batch += 1
            state.step += 1
            let logs = state.means.logs()
            for callback in callbacks { try callback.onBatchEnd(state.batch - 1, logs: logs, trainer: self) }
            plan.pace.advance(by: batch.count)
            progress.advance(
                plan.pace.step(title(plan), state.means.examples, of: plan.loader.exampleCount, logs))
            if isInterrupted { throw try interruption(plan.run) }
            if stopsTraining { return }
        }
    }

    private func finishEpoch(_ plan: Plan) throws {
        plan.pace.pauseEpoch()
        var logs = state.means.logs()
        for callback in callbacks { try callback.onValidationBegin(state.epoch, trainer: self) }
        if let validation = plan.validation {
            let measured = try measure(validation, title: title(plan) + ", validation") { self.isInterrupted }
            guard let measured else { throw try interruption(plan.run) }
            logs.merge(measured.means.logs("val_")) { _, new in new }
        }
        logs["learning_rate"] = Double(optimizer.learningRate)
        for callback in callbacks { try callback.onEpochEnd(state.epoch, logs: &logs, trainer: self) }
        progress.finish(plan.pace.step(title(plan), state.means.examples, of: plan.loader.exampleCount, logs))
        state.history.epochs.append(logs)
        state.epoch += 1
        state.batch = 0
        state.means = RunningMeans(countsHits: countsHits)
        state.isStopped = stopsTraining
        try plan.run?.finishEpoch(of: self)
        if isInterrupted && state.epoch < plan.epochs && !state.isStopped { throw try interruption(plan.run) }
    }

    private func title(_ plan: Plan) -> String { "Epoch \(state.epoch + 1)/\(plan.epochs)" }

    // MARK: - Interruption

    /// Saves the state and gives the error that says so.
    private func interruption(_ run: TrainingRun?) throws -> TrainingError {
        try run?.saveCheckpoint(of: self)
        return .interrupted(
            epoch: state.epoch, batch: state.batch, folder: run?.folder, command: run?.resumeCommand)
    }
}
