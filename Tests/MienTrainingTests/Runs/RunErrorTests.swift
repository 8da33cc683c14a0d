import Foundation
import Mien
import MienTraining
import Testing

@Suite("What is wrong with a run", .serialized)
struct RunErrorTests {
    /// The error of going on with a run of two epochs after `change`, by a training made by `resumed`.
    private func failure(
        _ change: (_ run: String) throws -> Void = { _ in },
        resumed: (_ folder: String) -> ResumableTraining = { ResumableTraining(folder: $0, epochs: 3) }
    ) throws -> (error: (any Error)?, folder: String) {
        try withTemporaryFolder { folder in
            try ResumableTraining(folder: folder, epochs: 2).fit()
            try change(folder + "/run")
            let training = resumed(folder)
            let before = training.trainer.model.stateDictionary(includingState: true).mapValues(\.doubleScalars)
            do {
                try training.fit()
                return (nil, folder)
            } catch {
                // Nothing of the other training got into this one.
                let after = training.trainer.model.stateDictionary(includingState: true).mapValues(\.doubleScalars)
                #expect(after == before)
                return (error, folder)
            }
        }
    }

    @Test func anotherNetwork() throws {
        let (error, folder) = try failure(resumed: { ResumableTraining(folder: $0, epochs: 3, hidden: 8) })
        guard case .otherShapes(let file, let mismatches) = error as? SerializationError else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(file == folder + "/run/last/model.safetensors")
        #expect(mismatches.first == .init(name: "body.0.bias", found: [6], expected: [8]))
        #expect(mismatches.map(\.name).contains("body.4.weight"))
    }

    @Test func anotherSeed() throws {
        let (error, folder) = try failure(resumed: { ResumableTraining(folder: $0, epochs: 3, seed: 4) })
        #expect(
            (error as? TrainingError)?.description
                == "\(folder)/run/last/state.json belongs to another training: the seed is 3 there and 4 here. "
                + "Resume with the run's own configuration, or begin a new run.")
    }

    @Test func otherData() throws {
        let (error, _) = try failure(resumed: { ResumableTraining(folder: $0, epochs: 3, count: 51) })
        #expect("\(error.map { "\($0)" } ?? "")".contains("the number of training examples is 50 there and 51 here"))
    }

    @Test func anotherOptimizer() throws {
        let (error, _) = try failure(resumed: { ResumableTraining(folder: $0, epochs: 3, optimizer: Adam()) })
        #expect("\(error.map { "\($0)" } ?? "")".contains("the optimizer is SGD there and Adam here"))
    }

    @Test func otherCallbacks() throws {
        let (error, _) = try failure(resumed: { ResumableTraining(folder: $0, epochs: 3, extra: [TerminateOnNaN()]) })
        #expect("\(error.map { "\($0)" } ?? "")".contains("the list of callbacks is EarlyStopping, CSVLogger"))
    }

    @Test(
        "A damaged file",
        arguments: [
            "state.json", "callbacks.json", "model.safetensors", "optimizer.safetensors", "callbacks.safetensors",
        ])
    func damaged(file: String) throws {
        for length in [0, 5, 40] {
            let (error, folder) = try failure { run in
                let url = URL(fileURLWithPath: run + "/last/" + file)
                try Data(contentsOf: url).prefix(length).write(to: url)
            }
            #expect("\(error.map { "\($0)" } ?? "")".hasPrefix(folder + "/run/last/" + file))
        }
    }

    @Test(
        "A missing file",
        arguments: [
            "state.json", "callbacks.json", "model.safetensors", "optimizer.safetensors", "callbacks.safetensors",
        ])
    func missing(file: String) throws {
        let (error, folder) = try failure { try FileManager.default.removeItem(atPath: $0 + "/last/" + file) }
        #expect("\(error.map { "\($0)" } ?? "")".hasPrefix(folder + "/run/last/" + file))
    }

    @Test func numbersThatContradictEachOther() throws {
        let (error, _) = try failure { run in
            let path = run + "/last/state.json"
            let changed = try text(path).replacingOccurrences(of: "\"epoch\":2", with: "\"epoch\":7")
            try changed.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("a history of 2 epochs contradict each other"))
    }

    @Test func anOptimizersMemoryOfAnotherNetwork() throws {
        let (error, folder) = try failure { run in
            let path = run + "/last/optimizer.safetensors"
            var file = try Safetensors(contentsOf: path)
            file.tensors["momentum.body.0.weight"] = Tensor.zeros([2, 2])
            try file.write(to: path)
        }
        #expect(
            error as? TrainingError
                == .damagedState(
                    file: folder + "/run/last/optimizer.safetensors",
                    reason: "momentum.body.0.weight is [2, 2], which is the shape of no parameter body.0.weight "
                        + "of the model"))
    }

    @Test func aFolderWhereNothingMayBeWritten() throws {
        let error = #expect(throws: TrainingError.self) {
            try TrainingRun(creating: "/proc/mien/run", configuration: [1])
        }
        #expect(error?.description.hasPrefix("/proc/mien cannot be written: ") == true)
        try withTemporaryFolder { folder in
            try Data().write(to: URL(fileURLWithPath: folder + "/file"))
            let error = #expect(throws: TrainingError.self) {
                try TrainingRun(creating: folder + "/file/run", configuration: [1])
            }
            #expect(error == .cannotWrite(path: folder + "/file/run", reason: "Not a directory"))
        }
    }

    @Test("A full disk: the error names the file, and the last state stays whole")
    func fullDisk() async throws {
        let folder = NSTemporaryDirectory() + "mien-full-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try ResumableTraining(folder: folder, epochs: 2).fit()
        await #expect(processExitsWith: .exitCode(7)) { [folder = folder as String] in
            // No file may grow beyond this: what the system refuses then looks like a full disk.
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 900, rlim_max: 900)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            do {
                try ResumableTraining(folder: folder, epochs: 3).fit()
            } catch let error as SerializationError {
                guard case .cannotWrite(let file, "File too large") = error else { exit(8) }
                exit(file.hasSuffix(".safetensors") || file.hasSuffix(".keras") ? 7 : 9)
            }
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        #expect(!names.contains { $0.contains("partial") || $0.contains("last.next") })
        let second = ResumableTraining(folder: folder, epochs: 3)
        try second.fit()
        #expect(second.trainer.step == 21)
    }

    @Test("Ctrl-C saves the step and names the command; twice it ends at once")
    func interruptSignal() async throws {
        let folder = NSTemporaryDirectory() + "mien-interrupt-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        await #expect(processExitsWith: .exitCode(130)) { [folder = folder as String] in
            let training = ResumableTraining(folder: folder, extra: [RaiseInterrupt(step: 10, times: 1)])
            let run = try TrainingRun(creating: folder + "/run", configuration: [1])
            run.resumeCommand = "train --resume here"
            do {
                try training.trainer.fit(training.training, validation: training.validation, epochs: 5, run: run)
            } catch let error as TrainingError {
                let sentence =
                    "Interrupted in epoch 2 after 3 batches; the state is saved in \(folder)/run. "
                    + "Go on with: train --resume here"
                exit("\(error)" == sentence ? 130 : 1)
            }
        }
        await #expect(processExitsWith: .signal(SIGINT)) { [folder = folder as String] in
            let training = ResumableTraining(folder: folder, extra: [RaiseInterrupt(step: 20, times: 2)])
            try training.fit()
        }
        let last = ResumableTraining(folder: folder, extra: [RaiseInterrupt(step: 0, times: 0)])
        let outcome = try last.outcome(last.fit())
        let whole = try withTemporaryFolder { folder in
            let training = ResumableTraining(folder: folder, extra: [RaiseInterrupt(step: 0, times: 0)])
            return try training.outcome(training.fit())
        }
        for (name, value) in whole where name != "file run/config.json" { #expect(outcome[name] == value, "\(name)") }
    }

    /// Presses Ctrl-C after a step, so many times.
    private final class RaiseInterrupt: Callback {
        let (step, times): (Int, Int)
        init(step: Int, times: Int) { (self.step, self.times) = (step, times) }
        override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) {
            if trainer.step != step { return }
            for _ in 0..<times {
                // To the process: this may be a thread of Dispatch's, which sees no signals. It arrives a little later.
                kill(getpid(), SIGINT)
                usleep(50_000)
            }
        }
    }
}
