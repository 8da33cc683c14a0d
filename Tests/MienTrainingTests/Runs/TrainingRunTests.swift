import Foundation
import Mien
import MienTraining
import Testing

@Suite("The run folder", .serialized)
struct TrainingRunTests {
    private struct Recipe: Codable, Equatable {
        var name = "tiny"
        var rate = 0.1
    }

    @Test func whatIsInIt() throws {
        try withTemporaryFolder { folder in
            let training = ResumableTraining(folder: folder, epochs: 3)
            let history = try training.fit()
            let run = folder + "/run"
            let names = try FileManager.default.contentsOfDirectory(atPath: run).sorted()
            #expect(
                names.filter { !$0.hasPrefix("events.out.tfevents.") } == [
                    "config.json", "last", "metrics.csv", "model.safetensors",
                ])
            #expect(names.count == 5)
            #expect(try text(run + "/config.json") == "{\n  \"epochs\" : 3\n}\n")

            let lines = try text(run + "/metrics.csv").split(separator: "\n").map(String.init)
            #expect(lines[0] == "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate" && lines.count == 4)
            #expect(
                lines[2].split(separator: ",").map { Double($0) } == [
                    2, history.epochs[1]["loss"], history.epochs[1]["accuracy"], history.epochs[1]["val_loss"],
                    history.epochs[1]["val_accuracy"], history.epochs[1]["learning_rate"],
                ])
        }
    }

    @Test func theBestModelIsKept() throws {
        /// Gives the epochs accuracies, and the weight the epoch's number; notes which model is kept meanwhile.
        final class Accuracies: Callback {
            let path: String
            var kept: [Float?] = []
            init(path: String) { self.path = path }
            override func onEpochBegin(_ epoch: Int, trainer: Trainer) {
                kept.append((try? Safetensors(contentsOf: path))?.tensors["weight"]?.item)
            }
            override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) {
                trainer.model.parameters[0].value.value = Tensor([Float(epoch)])
                logs["val_accuracy"] = [0.2, 0.5, nil, 0.5, 0.3, 0.6, 0.6][epoch]
            }
        }
        try withTemporaryFolder { folder in
            let run = try TrainingRun(creating: folder + "/a/b/run", configuration: Recipe())
            let accuracies = Accuracies(path: run.bestModelPath)
            let trainer = Trainer(
                OneWeight(), optimizer: SGD(learningRate: 0), loss: Loss("nothing") { outputs, _ in outputs.sum() * 0 },
                callbacks: [accuracies], progress: .silent)
            try trainer.fit(TensorDataset(inputs: Tensor([1]), targets: Tensor([1])), epochs: 7, run: run)
            // An epoch without such a value is kept, and what has to be beaten stays as it was.
            #expect(accuracies.kept == [nil, 0, 1, 2, 2, 2, 5])
            let best = try Safetensors(contentsOf: run.bestModelPath)
            #expect(best.tensors["weight"]?.item == 5)
            #expect(best.metadata["epoch"] == "6" && best.metadata["val_accuracy"] == "0.6")
        }
    }

    @Test func aNewRunWantsAnEmptyFolder() throws {
        try withTemporaryFolder { folder in
            _ = try TrainingRun(creating: folder, configuration: Recipe())
            let error = #expect(throws: TrainingError.self) {
                try TrainingRun(creating: folder, configuration: Recipe())
            }
            #expect(error == .runExists(folder: folder))
            #expect(
                error?.description
                    == "\(folder) is not empty. Give another folder for the new run, or resume the one that is there.")
            #expect(try TrainingRun(opening: folder).configuration(as: Recipe.self) == Recipe())
            #expect(try !TrainingRun(opening: folder).hasCheckpoint)
        }
    }

    @Test func freeFolders() throws {
        try withTemporaryFolder { folder in
            #expect(TrainingRun.freeFolder(in: folder, named: "x") == folder + "/x-1")
            _ = try TrainingRun(creating: folder + "/x-1", configuration: Recipe())
            #expect(TrainingRun.freeFolder(in: folder, named: "x") == folder + "/x-2")
        }
    }

    @Test func noRunToOpen() throws {
        try withTemporaryFolder { folder in
            let error = #expect(throws: TrainingError.self) { try TrainingRun(opening: folder) }
            #expect(error == .noRun(folder: folder, missing: "config.json"))
        }
    }

    @Test func aConfigurationOfAnotherKind() throws {
        struct Other: Decodable { var count: Int }
        try withTemporaryFolder { folder in
            let run = try TrainingRun(creating: folder, configuration: Recipe())
            let error = #expect(throws: TrainingError.self) { try run.configuration(as: Other.self) }
            #expect(error?.description.contains("config.json is damaged: count is missing") == true)
        }
    }

    @Test("Of whatever the program was killed at, the last whole state remains")
    func killedWhileSaving() throws {
        /// Leaves the folder as after a kill at each point of the saving.
        func leftBehind(_ change: (_ run: String) throws -> Void) throws {
            try withTemporaryFolder { folder in
                try ResumableTraining(folder: folder, epochs: 2).fit()
                try change(folder + "/run")
                let second = ResumableTraining(folder: folder, epochs: 3)
                try second.fit()
                #expect(second.trainer.step == 21)
                let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/run")
                #expect(!names.contains { $0.hasPrefix("last.") || $0.hasSuffix(".partial") })
            }
        }
        let files = FileManager.default
        // Half of the new state is written.
        try leftBehind { run in
            try files.createDirectory(atPath: run + "/last.next", withIntermediateDirectories: true)
            try Data("half".utf8).write(to: URL(fileURLWithPath: run + "/last.next/model.safetensors"))
        }
        // The old state is moved away, the new one not yet in its place.
        try leftBehind { run in
            try files.copyItem(atPath: run + "/last", toPath: run + "/last.next")
            try files.moveItem(atPath: run + "/last", toPath: run + "/last.former")
        }
        // The new state is in its place, the old one not yet removed.
        try leftBehind { run in try files.copyItem(atPath: run + "/last", toPath: run + "/last.former") }
        // A file beside its place was not renamed.
        try leftBehind { run in
            try Data("half".utf8).write(to: URL(fileURLWithPath: run + "/metrics.csv.1.partial"))
        }
    }

    @Test func aDivergedTrainingIsSavedAsWell() throws {
        try withTemporaryFolder { folder in
            /// Its loss is no number.
            final class Diverging: Callback {
                override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) {
                    logs["val_loss"] = .nan
                    logs["loss"] = .infinity
                }
            }
            try ResumableTraining(folder: folder, epochs: 2, extra: [Diverging()]).fit()
            let second = ResumableTraining(folder: folder, epochs: 3, extra: [Diverging()])
            let history = try second.fit()
            #expect(
                history.epochs.count == 3 && history["val_loss"][0]?.isNaN == true && history["loss"][1] == .infinity)
        }
    }
}
