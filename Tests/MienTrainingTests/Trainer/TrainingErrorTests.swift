import Foundation
import Mien
import MienTraining
import Testing

@Suite("What is wrong with a training")
struct TrainingErrorTests {
    private func failure(
        _ callbacks: [Callback] = [], schedule: Schedule = .constant, data: any Dataset = Clouds(count: 20),
        validation: (any Dataset)? = nil
    ) -> TrainingError? {
        let trainer = Trainer(
            SmallNetwork(), optimizer: SGD(), loss: .crossEntropy(), callbacks: callbacks, schedule: schedule,
            batchSize: 8, progress: .silent)
        return #expect(throws: TrainingError.self) { try trainer.fit(data, validation: validation, epochs: 2) }
    }

    @Test func noExamples() {
        #expect(failure(data: Clouds(count: 0)) == .emptyDataset(part: "training"))
        #expect(failure(validation: Clouds(count: 0)) == .emptyDataset(part: "validation"))
        #expect(
            TrainingError.emptyDataset(part: "training").description
                == "The training data is empty. Give a data set with at least one example.")
    }

    @Test func labelsBeyondTheOutputs() {
        let data = TensorDataset(inputs: Tensor.zeros([20, 4]), labels: (0..<20).map { $0 == 13 ? 3 : 0 })
        let error = failure(data: data)
        #expect(error == .labelOutOfRange(index: 13, label: 3, classes: 3))
        #expect(
            error?.description
                == "Example 13 is of class 3, but the network has 3 outputs, for the classes 0 ..< 3. "
                + "Correct the label or widen the network's last layer.")
        let negative = TensorDataset(inputs: Tensor.zeros([2, 4]), labels: [0, -1])
        #expect(failure(validation: negative) == .labelOutOfRange(index: 1, label: -1, classes: 3))
        let steps = TensorDataset(
            inputs: Tensor.zeros([2, 5, 4]), targets: Tensor(int32: [0, 0, 0, 0, 0, 0, 0, 3, 0, 0], shape: [2, 5]))
        #expect(failure(validation: steps) == .labelOutOfRange(index: 1, label: 3, classes: 3))
    }

    @Test func targetsThatDoNotFit() {
        let soft = TensorDataset(inputs: Tensor.zeros([20, 4]), targets: Tensor.zeros([20, 5]))
        #expect(failure(data: soft) == .targetsDoNotFit(targets: [8, 5], outputs: [8, 3]))
    }

    @Test func aMonitorOfUnknownDirection() {
        let error = failure([EarlyStopping(monitor: Monitor("val_f1"))])
        #expect(error == .unknownDirection(monitor: "val_f1", callback: "EarlyStopping"))
        #expect(
            error?.description
                == "EarlyStopping watches val_f1, whose name does not tell whether more or less of it is better. "
                + "Write Monitor(\"val_f1\", .maximize) or .minimize.")
        #expect(failure([ReduceLROnPlateau(monitor: Monitor("x"))]) != nil)
        #expect(failure([ModelCheckpoint(path: "x", monitor: Monitor("x"), savesBestOnly: true)]) != nil)
    }

    @Test func badOptions() {
        let factor = failure([ReduceLROnPlateau(factor: 1)])
        #expect(factor?.description == "ReduceLROnPlateau: for factor a number below 1 is expected, found 1.0.")
        let schedule = failure([ReduceLROnPlateau()], schedule: .cosine())
        #expect(schedule?.description.contains("for the trainer's schedule constant, since any other sets") == true)
    }

    @Test(
        "Placeholders", arguments: ["{f1}.st", "{epoch:03x}", "{loss:d}", "{loss:.99f}", "{loss", "{}"])
    func placeholders(path: String) throws {
        try withTemporaryFolder { folder in
            let error = failure([ModelCheckpoint(path: folder + "/" + path)])
            guard case .badPlaceholder(let found, _, let names) = error else {
                Issue.record("\(error.map { "\($0)" } ?? "no error")")
                return
            }
            #expect(found == folder + "/" + path && names.contains("epoch") && names.contains("loss"))
        }
    }

    @Test func aLossThatIsNoNumber() {
        var numbers = [Float](repeating: 0, count: 80)
        numbers[50] = .nan
        let data = TensorDataset(inputs: Tensor(numbers, shape: [20, 4]), labels: [Int](repeating: 0, count: 20))
        let trainer = Trainer(
            SmallNetwork(), optimizer: SGD(), loss: .crossEntropy(), callbacks: [TerminateOnNaN(throwsError: true)],
            batchSize: 8, shuffle: false, progress: .silent)
        let error = #expect(throws: TrainingError.self) { try trainer.fit(data, epochs: 2) }
        guard case .nonFiniteLoss(epoch: 0, batch: 1, let loss) = error else {
            Issue.record("\(error.map { "\($0)" } ?? "no error")")
            return
        }
        #expect(loss.isNaN)
        #expect(error?.description.hasPrefix("The loss is nan in epoch 1, after batch 2. Use a lower") == true)
    }

    @Test func interruptedWithoutARunFolder() {
        /// Interrupts at once.
        final class Interrupt: Callback {
            override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) { trainer.interrupt() }
        }
        let error = failure([Interrupt()])
        #expect(
            error?.description
                == "Interrupted in epoch 1 after 1 batches; nothing is saved, for want of a run folder.")
    }

    @Test func whatADataSetThrows() {
        struct Broken: Dataset, Error, Equatable {
            let count = 20
            func example(at index: Int, random: inout RandomStream) throws -> Example { throw self }
        }
        let trainer = Trainer(SmallNetwork(), optimizer: SGD(), loss: .crossEntropy(), progress: .silent)
        #expect(throws: Broken()) { try trainer.fit(Broken(), epochs: 1) }
        #expect(throws: Broken()) { try trainer.evaluate(Broken()) }
        #expect(throws: Broken()) { try trainer.predict(Broken()) }
    }

    @Test func aLogThatCannotBeWritten() {
        #expect(
            failure([CSVLogger(path: "/proc/none/log.csv")])
                == .cannotWrite(path: "/proc/none/log.csv", reason: "No such file or directory"))
    }

    @Test func theOptimizerIsSavedBesideTheModel() throws {
        try withTemporaryFolder { folder in
            let trainer = Trainer(
                SmallNetwork(), optimizer: Adam(), loss: .crossEntropy(),
                callbacks: [ModelCheckpoint(path: folder + "/{epoch}.safetensors")], progress: .silent)
            try trainer.fit(Clouds(count: 20), epochs: 1)
            let model = try Safetensors(contentsOf: folder + "/1.safetensors").tensors
            let optimizer = try Safetensors(contentsOf: folder + "/1.optimizer.safetensors").tensors
            #expect(model.keys.sorted() == trainer.model.stateDictionary().keys.sorted())
            #expect(optimizer.mapValues(\.doubleScalars) == trainer.optimizer.state.mapValues(\.doubleScalars))
        }
    }
}
