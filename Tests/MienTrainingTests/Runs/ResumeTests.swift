import Foundation
import Mien
import MienTraining
import Testing

/// A training whose every part has a state of its own, made anew as after a restart of the program.
struct ResumableTraining {
    let trainer: Trainer
    let folder: String
    let epochs: Int
    let training: Clouds
    let validation = Clouds(count: 21, noise: 0, seed: 2)

    init(
        folder: String, epochs: Int = 5, count: Int = 50, optimizer: Optimizer = SGD(learningRate: 0.2, momentum: 0.9),
        schedule: Schedule = .constant, hidden: Int = 6, seed: UInt64 = 3, extra: [Callback] = [],
        progress: any ProgressReporter = .silent
    ) {
        self.folder = folder
        self.epochs = epochs
        training = Clouds(count: count)
        let model = withSeed(11) { SmallNetwork(hidden: hidden) }
        var callbacks: [Callback] = [
            EarlyStopping(patience: 3, restoresBestWeights: true), CSVLogger(path: folder + "/log.csv"),
            ModelCheckpoint(path: folder + "/{epoch}-{batch}.keras", frequency: .batches(4)),
        ]
        if schedule == .constant { callbacks.append(ReduceLROnPlateau(factor: 0.5, patience: 1, minDelta: 0.2)) }
        trainer = Trainer(
            model, optimizer: optimizer, loss: .crossEntropy(labelSmoothing: 0.1), callbacks: callbacks + extra,
            schedule: schedule, clipping: 1, batchSize: 8, seed: seed, progress: progress)
    }

    /// Begins a run in the folder, or goes on with the one that is there.
    @discardableResult
    func fit() throws -> History {
        let path = folder + "/run"
        let isThere = FileManager.default.fileExists(atPath: path + "/config.json")
        let run =
            try isThere ? TrainingRun(opening: path) : TrainingRun(creating: path, configuration: ["epochs": epochs])
        return try trainer.fit(training, validation: validation, epochs: epochs, run: run)
    }

    /// Everything that a training leaves, to the bit: the model, the optimizer, the history, the files.
    func outcome(_ history: History) throws -> [String: String] {
        var outcome = ["history": "\(history.epochs.map { $0.sorted { $0.key < $1.key } })"]
        for (name, tensor) in trainer.model.stateDictionary(includingState: true) {
            outcome["model " + name] = "\(tensor.doubleScalars)"
        }
        for (name, tensor) in trainer.optimizer.state { outcome["optimizer " + name] = "\(tensor.doubleScalars)" }
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let path = folder + "/" + name
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            // The event file holds the time of day; the state names the event file.
            if name.contains("tfevents") || name.hasSuffix("state.json") { continue }
            outcome["file " + name] = try Data(contentsOf: URL(fileURLWithPath: path)).base64EncodedString()
        }
        return outcome
    }
}

/// Interrupts a training after so many steps.
final class InterruptAfter: Callback {
    let steps: Int
    init(steps: Int) { self.steps = steps }
    override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) {
        if trainer.step == steps { trainer.interrupt() }
    }
}

/// Keeps the list of callbacks as long as that of an interrupted training.
final class InterruptNever: Callback {}

@Suite("A run that goes on", .serialized)
struct ResumeTests {
    /// 7 batches an epoch: in the first epoch, at an epoch's end, within a later one, at the last step.
    @Test("Stopped after a number of steps it ends with the same bits", arguments: [1, 6, 7, 8, 20, 34, 35])
    func stoppedAfter(steps: Int) throws {
        let whole = try withTemporaryFolder { folder in
            let training = ResumableTraining(folder: folder, extra: [InterruptAfter(steps: .max)])
            return try training.outcome(training.fit())
        }
        let resumed = try withTemporaryFolder { folder in
            let first = ResumableTraining(folder: folder, extra: [InterruptAfter(steps: steps)])
            let error = try #require(throws: TrainingError.self) { try first.fit() }
            guard case .interrupted(let epoch, let batch, let saved, nil) = error else {
                Issue.record("\(error)")
                return [String: String]()
            }
            // The epoch is not over before its validation: that is repeated.
            #expect(epoch * 7 + batch == steps && saved == folder + "/run")
            let second = ResumableTraining(folder: folder, extra: [InterruptAfter(steps: .max)])
            return try second.outcome(second.fit())
        }
        #expect(resumed.keys.sorted() == whole.keys.sorted())
        for (name, value) in whole { #expect(resumed[name] == value, "\(name)") }
    }

    @Test("Stopped at each step, with schedule and Adam")
    func stoppedAtEachStep() throws {
        func training(_ folder: String, stopAt: Int) -> ResumableTraining {
            ResumableTraining(
                folder: folder, epochs: 2, count: 20, optimizer: AdamW(learningRate: 0.02),
                schedule: .oneCycle(), extra: [InterruptAfter(steps: stopAt)])
        }
        let whole = try withTemporaryFolder { folder in
            let whole = training(folder, stopAt: .max)
            return try whole.outcome(whole.fit())
        }
        let resumed = try withTemporaryFolder { folder in
            for step in 1...6 { #expect(throws: TrainingError.self) { try training(folder, stopAt: step).fit() } }
            let last = training(folder, stopAt: .max)
            return try last.outcome(last.fit())
        }
        for (name, value) in whole { #expect(resumed[name] == value, "\(name)") }
    }

    @Test func aFinishedRunStaysFinished() throws {
        try withTemporaryFolder { folder in
            let first = ResumableTraining(folder: folder)
            let outcome = try first.outcome(first.fit())
            let second = ResumableTraining(folder: folder)
            let again = try second.outcome(second.fit())
            for (name, value) in outcome { #expect(again[name] == value, "\(name)") }
            #expect(second.trainer.step == first.trainer.step)
        }
    }

    @Test func moreEpochsMayFollow() throws {
        let whole = try withTemporaryFolder { folder in
            let training = ResumableTraining(folder: folder, epochs: 4)
            return try training.outcome(training.fit())
        }
        try withTemporaryFolder { folder in
            try ResumableTraining(folder: folder, epochs: 2).fit()
            let second = ResumableTraining(folder: folder, epochs: 4)
            let outcome = try second.outcome(second.fit())
            for (name, value) in whole where name != "file run/config.json" {
                #expect(outcome[name] == value, "\(name)")
            }
        }
    }

    @Test func oneThreadOrTwoTheSameBits() throws {
        let threads = Runtime.threads
        defer { Runtime.threads = threads }
        let outcomes = try [1, 2].map { threads in
            Runtime.threads = threads
            return try withTemporaryFolder { folder in
                // Wide enough that its tensors are cut into several blocks.
                let training = ResumableTraining(folder: folder, epochs: 1, count: 24, hidden: 9000)
                return try training.outcome(training.fit())
            }
        }
        #expect(outcomes[0] == outcomes[1])
    }

    @Test func anInterruptedValidationIsRepeated() throws {
        /// Interrupts when the validation of the second epoch has begun.
        final class InterruptInValidation: ProgressReporter {
            var trainer: Trainer?
            func advance(_ step: ProgressStep) {
                if step.title == "Epoch 2/5, validation" && step.done == 16 { trainer?.interrupt() }
            }
            func finish(_ step: ProgressStep) {}
            func show(_ message: String) {}
            func clear() {}
        }
        let whole = try withTemporaryFolder { folder in
            let training = ResumableTraining(folder: folder)
            return try training.outcome(training.fit())
        }
        try withTemporaryFolder { folder in
            let progress = InterruptInValidation()
            let first = ResumableTraining(folder: folder, progress: progress)
            progress.trainer = first.trainer
            let error = #expect(throws: TrainingError.self) { try first.fit() }
            progress.trainer = nil
            #expect(error == .interrupted(epoch: 1, batch: 7, folder: folder + "/run", command: nil))
            let second = ResumableTraining(folder: folder)
            let outcome = try second.outcome(second.fit())
            for (name, value) in whole { #expect(outcome[name] == value, "\(name)") }
        }
    }

    @Test("Killed at any moment", arguments: [0, 1, 2])
    func killed(number: Int) async throws {
        let folder = NSTemporaryDirectory() + "mien-killed-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let clock = ContinuousClock()
        let start = clock.now
        let whole = try withTemporaryFolder { folder in
            let training = ResumableTraining(folder: folder, epochs: 6)
            return try training.outcome(training.fit())
        }
        let duration = clock.now - start
        for life in 0..<3 {
            let delay = duration * (0.1 + 0.08 * Double(number) + 0.25 * Double(life))
            let microseconds = UInt32(delay / .microseconds(1))
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = folder as String, microseconds = microseconds as UInt32] in
                Thread.detachNewThread {
                    usleep(microseconds)
                    kill(getpid(), SIGKILL)
                }
                let training = ResumableTraining(folder: folder, epochs: 6)
                try training.fit()
                // Done before it was killed: it waits for its end.
                while true { sleep(1) }
            }
        }
        let last = ResumableTraining(folder: folder, epochs: 6)
        let outcome = try last.outcome(last.fit())
        for (name, value) in whole { #expect(outcome[name] == value, "\(name)") }
    }
}
