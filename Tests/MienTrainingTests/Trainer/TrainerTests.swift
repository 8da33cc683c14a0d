import Mien
import MienTraining
import Testing

@Suite("The trainer")
struct TrainerTests {
    private func trainer(_ callbacks: [Callback] = [], seed: UInt64 = 0) -> Trainer {
        Trainer(
            withSeed(1) { SmallNetwork(hidden: 16) }, optimizer: Adam(learningRate: 0.01), loss: .crossEntropy(),
            callbacks: callbacks, batchSize: 16, seed: seed, progress: .silent)
    }

    @Test func itLearns() throws {
        let trainer = trainer()
        let test = Clouds(count: 60, noise: 0, seed: 9)
        let before = try trainer.evaluate(test)
        let history = try trainer.fit(Clouds(count: 240), validation: test, epochs: 12)
        let after = try trainer.evaluate(test)
        #expect(history.epochs.count == 12 && trainer.step == 180)
        #expect(after.loss < before.loss)
        #expect(try #require(after.accuracy) > 0.7)
        // The last validation has seen the same model.
        #expect(history.epochs.last?["val_loss"] == after.loss)
        #expect(history.epochs.last?["val_accuracy"] == after.accuracy)
        #expect(history.names == ["loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"])
    }

    /// The counts are the whole process's.
    @Test func noMemoryIsKeptAfterwards() async {
        await #expect(processExitsWith: .success) {
            let trainer = Trainer(
                SmallNetwork(hidden: 2_000), optimizer: Adam(), loss: .crossEntropy(), batchSize: 60, progress: .silent)
            let data = Clouds(count: 120)
            try trainer.fit(data, validation: data, epochs: 1)
            let (peak, kept) = (Runtime.peakBytes, Runtime.cachedBytes)
            #expect(peak > 1_000_000 && kept < peak / 50, "\(kept) of \(peak) bytes after a training")
            _ = try trainer.evaluate(data)
            #expect(Runtime.cachedBytes < peak / 50)
            _ = try trainer.predict(data)
            #expect(Runtime.cachedBytes < peak / 50)
            _ = try trainer.searchLearningRate(data, steps: 3)
            #expect(Runtime.cachedBytes < peak / 50)
        }
    }

    @Test func theSameSeedTheSameBits() throws {
        func weights(seed: UInt64) throws -> [String: [Float]] {
            let trainer = trainer(seed: seed)
            try trainer.fit(Clouds(count: 50), epochs: 2)
            return trainer.model.stateDictionary().mapValues(\.scalars)
        }
        let first = try weights(seed: 4)
        #expect(try weights(seed: 4) == first)
        #expect(try weights(seed: 5) != first)
    }

    @Test func evaluationAndPredictionAgree() throws {
        let trainer = trainer()
        let test = Clouds(count: 50, noise: 0)
        let evaluation = try trainer.evaluate(test)
        let outputs = try trainer.predict(test)
        #expect(outputs.shape == [50, 3])
        let predictions = outputs.argmax(axis: 1).int32Scalars.map(Int.init)
        #expect(
            evaluation.confusion
                == ConfusionMatrix(classNames: test.classNames, truths: test.labels, predictions: predictions))
        #expect(evaluation.report?.labels == ["left", "middle", "right"] && evaluation.samples == 50)
        let labels = Tensor(int32: test.labels.map(Int32.init))
        #expect(abs(evaluation.loss - Double(crossEntropy(outputs, labels).item)) < 1e-6)
    }

    /// As a language model has it: each step of each sequence is recognised or not.
    @Test func aLabelForEachStep() throws {
        let inputs = Tensor([[[2, 0], [0, 1], [3, 1]], [[0, 2], [1, 0], [1, 4]], [[1, 0], [2, 1], [3, 0]]])
        let labels = Tensor(int32: [0, 1, 1, 1, 1, 0, 0, 0, 0], shape: [3, 3])
        let model = Linear(weight: [[1, 0], [0, 1]], bias: [0, 0])
        let trainer = Trainer(
            model, optimizer: SGD(learningRate: 0), loss: .crossEntropy(), batchSize: 2, progress: .silent)
        let data = TensorDataset(inputs: inputs, targets: labels)
        let evaluation = try trainer.evaluate(data)
        let expected = Double(crossEntropy(inputs.reshaped([9, 2]), labels.flattened()).item)
        #expect(evaluation.samples == 3 && evaluation.confusion?.total == 9 && evaluation.confusion?.correct == 6)
        #expect(abs(evaluation.loss - expected) < 1e-6)
        let history = try trainer.fit(data, validation: data, epochs: 1)
        let logs = try #require(history.epochs.last)
        for name in ["accuracy", "val_accuracy"] { #expect(abs(try #require(logs[name]) - 6 / 9) < 1e-12) }
        for name in ["loss", "val_loss"] { #expect(abs(try #require(logs[name]) - expected) < 1e-6) }
    }

    @Test func inInferenceModeWhateverTheModelIsIn() throws {
        let trainer = trainer()
        let inputs = Tensor((0..<40).map { Float($0) / 10 }, shape: [10, 4])
        let expected = trainer.predict(inputs)
        trainer.model.mode = .training
        #expect(trainer.predict(inputs).isEqual(to: expected))
        #expect(trainer.model.mode == .training)
        trainer.model.mode = .inference
        try trainer.fit(Clouds(count: 20), epochs: 1)
        #expect(trainer.model.mode == .inference)
        #expect(trainer.predict(Tensor.zeros([0, 4])).shape == [0, 3])
    }

    @Test func trainingModeWithinAStepOnly() throws {
        /// Looks at the mode when callbacks are told something.
        final class Modes: Callback {
            var modes: [Module.Mode] = []
            override func onEpochBegin(_ epoch: Int, trainer: Trainer) { modes.append(trainer.model.mode) }
            override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) { modes.append(trainer.model.mode) }
            override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) {
                modes.append(trainer.model.mode)
            }
        }
        let modes = Modes()
        try trainer([modes]).fit(Clouds(count: 20), validation: Clouds(count: 9), epochs: 1)
        #expect(modes.modes == [.inference, .inference, .inference, .inference])
    }

    @Test func softLabelsHaveAnAccuracy() throws {
        let soft = TensorDataset(
            inputs: Tensor([[1, 0, 0, 0], [0, 1, 0, 0]]), targets: Tensor([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]]))
        let trainer = trainer()
        let evaluation = try trainer.evaluate(soft)
        let predictions = try trainer.predict(soft).argmax(axis: 1).int32Scalars
        #expect(evaluation.accuracy == Double(zip(predictions, [0, 2]).count { $0 == $1 }) / 2)
    }

    @Test func anotherLossHasNoAccuracy() throws {
        let squares = Loss("squares") { outputs, targets in (outputs - targets).squared().mean() }
        let trainer = Trainer(
            Linear(weight: [[0.5]], bias: [0]), optimizer: SGD(learningRate: 0.1), loss: squares, progress: .silent)
        let data = TensorDataset(inputs: Tensor([[1], [2], [3]]), targets: Tensor([[2], [4], [6]]))
        let history = try trainer.fit(data, validation: data, epochs: 20)
        #expect(history.names == ["loss", "val_loss", "learning_rate"])
        #expect(try #require(history.epochs.last?["val_loss"]) < 0.05)
        #expect(try trainer.evaluate(data).accuracy == nil)
    }

    @Test func theScheduleSetsTheRateOfEachStep() throws {
        /// Notes the rate of each step.
        final class Rates: Callback {
            var rates: [Float] = []
            override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) {
                rates.append(trainer.optimizer.learningRate)
            }
        }
        let rates = Rates()
        let schedule = Schedule.oneCycle()
        let trainer = Trainer(
            SmallNetwork(), optimizer: SGD(learningRate: 0.5), loss: .crossEntropy(), callbacks: [rates],
            schedule: schedule, batchSize: 8, progress: .silent)
        let history = try trainer.fit(Clouds(count: 20), epochs: 3)
        #expect(rates.rates == (0..<9).map { 0.5 * schedule.factor(at: $0, of: 9) })
        #expect(history["learning_rate"] == [2, 5, 8].map { Double(rates.rates[$0]) })
    }

    @Test func eventsInOrder() throws {
        /// Notes what it is told, with its name.
        final class Events: Callback {
            static func both() -> (Events, Events, () -> [String]) {
                let (first, second) = (Events("a"), Events("b"))
                second.others = first
                return (first, second, { first.events })
            }
            let name: String
            var events: [String] = []
            var others: Events?
            init(_ name: String) { self.name = name }
            private func note(_ event: String) { (others ?? self).events.append(name + event) }
            override func onTrainingBegin(trainer: Trainer) { note(" begin") }
            override func onEpochBegin(_ epoch: Int, trainer: Trainer) { note(" epoch \(epoch)") }
            override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) { note(" batch \(batch)") }
            override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) {
                note(" end of \(epoch)")
                logs[name] = Double(logs.count)
                if epoch == 1 { trainer.stopsTraining = true }
            }
            override func onTrainingEnd(logs: Logs, trainer: Trainer) { note(" end with \(logs.count)") }
        }
        let (first, second, events) = Events.both()
        let history = try trainer([first, second]).fit(Clouds(count: 20), epochs: 5)
        #expect(
            events() == [
                "a begin", "b begin", "a epoch 0", "b epoch 0", "a batch 0", "b batch 0", "a batch 1", "b batch 1",
                "a end of 0", "b end of 0", "a epoch 1", "b epoch 1", "a batch 0", "b batch 0", "a batch 1",
                "b batch 1", "a end of 1", "b end of 1", "a end with 5", "b end with 5",
            ])
        // The second one sees what the first one has added.
        #expect(history["b"] == [4, 4] && history["a"] == [3, 3])
    }

    @Test func stoppingWithinAnEpochStillValidates() throws {
        /// Stops after the first batch.
        final class StopAtOnce: Callback {
            override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) { trainer.stopsTraining = true }
        }
        let trainer = trainer([StopAtOnce()])
        let history = try trainer.fit(Clouds(count: 40), validation: Clouds(count: 9), epochs: 5)
        #expect(history.epochs.count == 1 && trainer.step == 1 && history.epochs[0]["val_loss"] != nil)
    }
}
