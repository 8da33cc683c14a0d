import Foundation
import Testing

/// A training that is interrupted or killed goes on to the same bits; so does one with more threads.
struct ResumeTests {
    /// One that was never interrupted, on one thread.
    private static let whole = Result { try Whole() }

    private struct Whole {
        let bits: [String: [UInt8]]
        let seconds: Double

        init() throws {
            let folder = try Folder()
            let start = ContinuousClock.now
            let outcome = try Program.run(ResumeTests.begin("run"), in: folder.path)
            seconds = (ContinuousClock.now - start) / .seconds(1)
            #expect(outcome.ending == .exit(0), "\(outcome.error)")
            bits = try ResumeTests.bits(of: "run", in: folder)
        }
    }

    private static func begin(_ run: String) throws -> [String] {
        try Sample.filled([
            "face", "train", "--data", "{data}", "--limit", "24", "--epochs", "4", "--batch-size", "8", "--seed", "7",
            "--out", run,
        ])
    }

    /// What a training leaves, but for the files that hold the time of day.
    private static func bits(of run: String, in folder: Folder) throws -> [String: [UInt8]] {
        let names = ["model", "last/model", "last/optimizer", "last/callbacks"].map { "\($0).safetensors" }
        return try (names + ["metrics.csv", "config.json"]).reduce(into: [:]) {
            $0[$1] = try folder.bytes(of: "\(run)/\($1)")
        }
    }

    /// Expects that `run` ended as the whole training did, and that nothing half-written is left.
    private func expectWhole(_ run: String, in folder: Folder, _ how: String) throws {
        let (expected, found) = (try Self.whole.get().bits, try Self.bits(of: run, in: folder))
        for (name, bytes) in expected where found[name] != bytes { Issue.record("\(how): \(name) has other bits") }
        let names = try folder.names(in: run).filter { !$0.hasPrefix("events.") }
        #expect(names == ["config.json", "last", "metrics.csv", "model.safetensors", "report.html"], "\(how)")
        #expect(try folder.names(in: run).count == 6, "\(how): more than one event file")
    }

    @Test func twoThreadsGiveTheBitsOfOne() throws {
        let folder = try Folder()
        let outcome = try Program.run(
            Self.begin("run"), in: folder.path, environment: ["MIEN_THREADS": "2"])
        #expect(outcome.ending == .exit(0), "\(outcome.error)")
        try expectWhole("run", in: folder, "2 threads")
    }

    @Test func interruptedAndResumed() throws {
        let folder = try Folder()
        let training = try Program(Self.begin("a run"), in: folder.path)
        training.waitForError("Epoch 1/4: ")
        training.send(SIGINT)
        let interrupted = training.finish()
        #expect(interrupted.ending == .exit(130))
        let message = try #require(interrupted.errorLines.last)
        #expect(message.hasPrefix("mien: Interrupted in epoch ") && message.contains("the state is saved in a run."))
        #expect(message.hasSuffix(" Go on with: mien face train --resume 'a run'"))
        #expect(try folder.names(in: "a run").contains("last"))

        let resumed = try Program.run(["face", "train", "--resume", "a run"], in: folder.path)
        #expect(resumed.ending == .exit(0), "\(resumed.error)")
        #expect(resumed.output.hasSuffix("Run folder: a run (look at report.html)\n"))
        // Epochs that were done are not done again.
        #expect(!resumed.error.contains("Epoch 1/4: "))
        try expectWhole("a run", in: folder, message.description)
    }

    @Test func interruptedBeforeTheFirstStep() throws {
        let folder = try Folder()
        let training = try Program(["face", "train", "--out", "run"], in: folder.path)
        // It draws its faces now, for a second.
        training.waitForHandler(of: SIGINT)
        training.send(SIGINT)
        let outcome = training.finish()
        #expect(outcome.ending == .exit(130))
        #expect(outcome.errorLines.last?.hasPrefix("mien: Interrupted") == true)
    }

    @Test func killedAtRandomMomentsAndResumed() throws {
        let folder = try Folder()
        var how = "killed after"
        for _ in 0..<4 {
            let training = try start(in: folder)
            let seconds = try Double.random(in: 0...0.8 * Self.whole.get().seconds)
            usleep(UInt32(seconds * 1e6))
            training.send(SIGKILL)
            _ = training.finish()
            how += " \(seconds)"
        }
        let last = try start(in: folder).finish()
        #expect(last.ending == .exit(0), "\(how): \(last.error)")
        try expectWhole("run", in: folder, how)
    }

    /// Goes on with the run, or begins it.
    private func start(in folder: Folder) throws -> Program {
        if folder.holds("run/config.json") {
            return try Program(["face", "train", "--resume", "run"], in: folder.path)
        }
        try? FileManager.default.removeItem(atPath: "\(folder.path)/run")
        return try Program(Self.begin("run"), in: folder.path)
    }
}
