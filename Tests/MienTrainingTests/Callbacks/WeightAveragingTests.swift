import Mien
import MienTestSupport
import MienTraining
import Testing

@Suite("Running means of weights", .serialized)
struct WeightAveragingTests {
    /// Notes the weight after each step, and what is validated and saved.
    private final class Weights: Callback {
        var steps: [Float] = []
        var validated: [Float] = []
        override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) {
            steps.append(trainer.model.parameters[0].value.value.item)
        }
        override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) {
            validated.append(trainer.model.parameters[0].value.value.item)
        }
    }

    private func run(_ averaging: WeightAveraging?) throws -> (weights: Weights, last: Float) {
        let weights = Weights()
        let model = OneWeight()
        let trainer = Trainer(
            model, optimizer: SGD(learningRate: 0.1, momentum: 0.5), loss: .meanSquaredError(),
            callbacks: [averaging, weights].compactMap { $0 }, batchSize: 2, progress: .silent)
        let data = TensorDataset(inputs: .zeros([6, 1]), targets: .full([6, 1], 3))
        try trainer.fit(data, validation: data, epochs: 4)
        return (weights, model.weight.value.item)
    }

    @Test func anExponentialMeanAfterEachStep() throws {
        let plain = try run(nil).weights
        let (averaged, last) = try run(WeightAveraging(.exponential(decay: 0.8)))
        // The training goes on as without.
        #expect(averaged.steps == plain.steps)
        var mean = plain.steps[0]
        var means = [mean]
        for weight in plain.steps.dropFirst() {
            mean += Float(1 - Double(Float(0.8))) * (weight - mean)
            means.append(mean)
        }
        for epoch in 0..<4 { #expect(abs(averaged.validated[epoch] - means[3 * epoch + 2]) < 1e-6) }
        #expect(last == averaged.validated[3])
    }

    @Test func theMeanOfTheLastEpochs() throws {
        let plain = try run(nil).weights
        let (averaged, last) = try run(WeightAveraging(.uniform, fromEpoch: 2))
        #expect(averaged.steps == plain.steps)
        #expect(averaged.validated[..<2] == plain.validated[..<2])
        #expect(averaged.validated[2] == plain.validated[2])
        #expect(abs(last - (plain.validated[2] + plain.validated[3]) / 2) < 1e-6)
    }

    /// 7 batches an epoch: within an epoch, at its end, within a later one.
    @Test(arguments: [3, 7, 8, 20]) func resumedItEndsWithTheSameBits(_ steps: Int) throws {
        func training(_ folder: String, _ stop: Int) -> ResumableTraining {
            ResumableTraining(
                folder: folder, epochs: 4,
                extra: [WeightAveraging(.exponential(decay: 0.9)), InterruptAfter(steps: stop)])
        }
        let whole = try withTemporaryFolder { folder in
            let training = training(folder, .max)
            return try training.outcome(training.fit())
        }
        try withTemporaryFolder { folder in
            #expect(throws: TrainingError.self) { try training(folder, steps).fit() }
            let second = training(folder, .max)
            let outcome = try second.outcome(second.fit())
            for (name, value) in whole { #expect(outcome[name] == value, "\(name)") }
        }
    }
}

/// Every optimizer, and every way of a step, goes on from a run folder with the same bits.
@Suite("Runs with every optimizer", .serialized)
struct OptimizerResumeTests {
    @Test(
        arguments: [
            OptimizerSettings.sgd(learningRate: 0.1, momentum: 0.9, nesterov: true), .adam(), .adamW(),
            .rmsprop(momentum: 0.5), .adagrad(learningRate: 0.1), .nadam(), .lion(weightDecay: 0.1),
        ]) func goesOnWithTheSameBits(_ settings: OptimizerSettings) throws
    {
        func training(_ folder: String, _ stop: Int) -> ResumableTraining {
            ResumableTraining(
                folder: folder, epochs: 2, count: 20, optimizer: settings.makeOptimizer(),
                schedule: .cosineRestarts(period: 3), extra: [InterruptAfter(steps: stop)])
        }
        let whole = try withTemporaryFolder { folder in
            let training = training(folder, .max)
            return try training.outcome(training.fit())
        }
        try withTemporaryFolder { folder in
            for stop in [2, 4] { #expect(throws: TrainingError.self) { try training(folder, stop).fit() } }
            let last = training(folder, .max)
            let outcome = try last.outcome(last.fit())
            for (name, value) in whole { #expect(outcome[name] == value, "\(name)") }
        }
    }
}
