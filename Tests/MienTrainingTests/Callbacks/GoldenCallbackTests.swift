import Foundation
import Mien
import MienTraining
import Testing

@Suite("Callbacks as Keras has them")
struct GoldenCallbackTests {
    @Test func theGoldenFileIsThere() throws {
        #expect(try golden("callbacks.json", as: GoldenCourse.File.self).cases.count == 80)
    }

    @Test("The course of", arguments: GoldenCourse.all)
    func course(_ golden: GoldenCourse) throws {
        try withTemporaryFolder { folder in
            if let before = golden.before {
                try Data(before.utf8).write(to: URL(fileURLWithPath: folder + "/log.csv"))
            }
            let recorder = Recorder(folder: folder)
            let callbacks = try golden.callbacks.map { try $0.made(in: folder) }
            let model = OneWeight()
            let trainer = Trainer(
                model, optimizer: SGD(learningRate: Float(golden.learningRate)),
                loss: Loss("nothing") { outputs, _ in outputs.sum() * 0 },
                callbacks: [Script(golden.logs)] + callbacks + [recorder], batchSize: 1, progress: .silent)
            let data = TensorDataset(
                inputs: Tensor.zeros([golden.batches, 1]), targets: Tensor.zeros([golden.batches]))
            let history = try trainer.fit(data, epochs: golden.logs.count)

            #expect(recorder.epochs.count == golden.expected.epochs.count)
            for (epoch, (found, expected)) in zip(recorder.epochs, golden.expected.epochs).enumerated() {
                #expect(found.learningRate == expected.learningRate, "epoch \(epoch)")
                expectEqual(found.logs, expected.logs, "epoch \(epoch)")
                expectEqual(history.epochs[epoch], expected.logs, "epoch \(epoch)")
                #expect(found.saved == expected.saved, "epoch \(epoch)")
                #expect(found.states.count == expected.states.count)
                for (state, expected) in zip(found.states, expected.states) {
                    // Our CSVLogger remembers more than Keras's; nothing is expected of it here.
                    let common = state.filter { expected.keys.contains($0.key) }
                    expectEqual(common, expected.compactMapValues { $0 }, "epoch \(epoch)")
                }
            }
            #expect(Double(model.weight.value.item) == golden.expected.weight)
            let csv = try? text(folder + "/log.csv")
            #expect(csv == golden.expected.csv)
        }
    }

    /// Equal, where NaN equals NaN.
    private func expectEqual(
        _ found: [String: Double], _ expected: [String: Double], _ place: Comment,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(found.mapValues { "\($0)" } == expected.mapValues { "\($0)" }, place, sourceLocation: sourceLocation)
    }
}
