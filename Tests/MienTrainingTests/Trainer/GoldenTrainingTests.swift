import Mien
import MienTraining
import Testing

/// A small training in Keras; `Utilities/golden_callbacks.py` made it.
struct GoldenTraining: Decodable, Sendable, CustomTestStringConvertible {
    struct File: Decodable {
        var cases: [GoldenTraining]
    }

    var name: String
    var inputs: [[Double]]
    var labels: [Int]
    var validationInputs: [[Double]]
    var validationLabels: [Int]
    var weight: [[Double]]
    var bias: [Double]
    var batches: [Logs]
    var history: [Logs]
    var finalWeight: [[Double]]
    var testDescription: String { name }

    static let all: [GoldenTraining] = (try? golden("training.json", as: File.self).cases) ?? []

    var trainer: Trainer? {
        let optimizers: [String: Optimizer] = [
            "SGD": SGD(learningRate: 0.1), "Adam": Adam(learningRate: 0.01), "clipped": SGD(learningRate: 0.5),
            "TerminateOnNaN": SGD(learningRate: 0.1), "ReduceLROnPlateau": SGD(learningRate: 2),
        ]
        let callbacks: [String: [Callback]] = [
            "TerminateOnNaN": [TerminateOnNaN()],
            "ReduceLROnPlateau": [ReduceLROnPlateau(factor: 0.3, patience: 1, minDelta: 1)],
        ]
        return optimizers[name].map { optimizer in
            Trainer(
                Linear(weight: weight.map(floats), bias: floats(bias)), optimizer: optimizer, loss: .crossEntropy(),
                callbacks: (callbacks[name] ?? []) + [BatchRecorder()], clipping: name == "clipped" ? 0.2 : nil,
                batchSize: 8, shuffle: false, progress: .silent)
        }
    }
}

private func floats(_ numbers: [Double]) -> [Float] { numbers.map { Float($0) } }

/// Notes the logs of each batch.
final class BatchRecorder: Callback {
    var batches: [Logs] = []
    override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) { batches.append(logs) }
}

@Suite("Trainings as Keras does them")
struct GoldenTrainingTests {
    @Test func theGoldenFileIsThere() throws {
        #expect(try golden("training.json", as: GoldenTraining.File.self).cases.count == 5)
    }

    @Test("With", arguments: GoldenTraining.all)
    func training(_ golden: GoldenTraining) throws {
        let trainer = try #require(golden.trainer)
        let history = try trainer.fit(
            TensorDataset(inputs: Tensor(golden.inputs.map(floats)), labels: golden.labels),
            validation: TensorDataset(
                inputs: Tensor(golden.validationInputs.map(floats)), labels: golden.validationLabels),
            epochs: golden.name == "ReduceLROnPlateau" ? 4 : 3)

        let recorder = try #require(trainer.callbacks.last as? BatchRecorder)
        #expect(recorder.batches.count == golden.batches.count)
        for (found, expected) in zip(recorder.batches, golden.batches) { expectClose(found, expected) }
        #expect(history.epochs.count == golden.history.count)
        for (found, expected) in zip(history.epochs, golden.history) { expectClose(found, expected) }
        let weight = trainer.model.parameters[0].value.value
        for (found, expected) in zip(weight.doubleScalars, golden.finalWeight.joined()) {
            #expect(abs(found - expected) < 2e-5 || found.isNaN && expected.isNaN)
        }
    }

    private func expectClose(_ found: Logs, _ expected: Logs, sourceLocation: SourceLocation = #_sourceLocation) {
        // Keras has no learning rate among the logs unless a callback adds it; ours always has.
        #expect(Set(found.keys).subtracting(["learning_rate"]) == Set(expected.keys).subtracting(["learning_rate"]))
        for (name, value) in expected {
            let ours = found[name] ?? .infinity
            let isEqual = abs(ours - value) < 2e-6 * max(1, abs(value)) || ours.isNaN && value.isNaN
            #expect(isEqual, "\(name): \(ours) instead of \(value)", sourceLocation: sourceLocation)
        }
    }
}
