import Foundation
import Testing

/// Places that cannot be written to, and disks that are full.
struct UnwritableTests {
    /// Files beyond no byte, or half a kilobyte or a whole one, cannot be written.
    static let nothing = "ulimit -f 0; exec \"$0\" \"$@\""
    static let little = "ulimit -f 1; exec \"$0\" \"$@\""

    static let refusals: [Refusal] = [
        Refusal("face predict --model {run} --json no/a.json {face}", 74, "no/a.json cannot be written: No such file"),
        Refusal("face predict --model {run} --json . {face}", 74, ". cannot be written: it is a folder"),
        Refusal(
            "face predict --model {run} --json a.json {face}", 74, "a.json cannot be written: File too large",
            script: nothing),
        // Told before the work, which would be lost.
        Refusal("face evaluate --model nothing --data nowhere --json no/a.json", 74, "no/a.json cannot be written"),
        Refusal("face evaluate --data nowhere --report file/a", 74, "file/a cannot be written: Not a directory") {
            try $0.write("file", "in the way")
        },
        Refusal("benchmark face-reference --json no/a.json", 74, "no/a.json cannot be written"),
        Refusal("datasets check {data} --json file/a.json", 74, "file/a.json cannot be written: Not a directory") {
            try $0.write("file", "in the way")
        },
        Refusal("datasets make faces {data}", 74, "is not empty"),
        Refusal("datasets make faces file/a", 74, "file/a was not created: Not a directory") {
            try $0.write("file", "in the way")
        },
        Refusal("datasets make faces new --count 35", 74, "was not written: File too large", script: little),
        Refusal(
            "face train --data {data} --out run", 74, "run/config.json cannot be written: File too large",
            script: nothing),
        // Output that cannot be printed.
        Refusal("info", 74, "standard output cannot be written: No space left on device", script: full),
        Refusal("face summary", 74, "standard output cannot be written: No space left on device", script: full),
        Refusal("face predict --model {run} --json - {face}", 74, "standard output cannot be written", script: full),
        Refusal("face predict --model {run} --json /dev/full {face}", 74, "/dev/full cannot be written: No space left"),
    ]

    private static let full = "exec \"$0\" \"$@\" > /dev/full"

    @Test(arguments: refusals) func refusal(_ refusal: Refusal) throws { try refusal.check() }

    @Test("A training that finds the disk full leaves a run that can go on")
    func fullDiskInATraining() throws {
        let folder = try Folder()
        let begin = ["face", "train", "--data", "{data}", "--limit", "8", "--epochs", "1", "--batch-size", "8"]
        let stopped = try Program.run(
            Sample.filled(begin + ["--out", "run"]), in: folder.path, script: "ulimit -f 100; exec \"$0\" \"$@\"")
        #expect(stopped.ending == .exit(74))
        let message = "mien: run/model.safetensors: cannot be written: File too large"
        #expect(stopped.errorLines.last?.hasPrefix(message) == true)
        #expect(try folder.names(in: "run") == ["config.json"])
        let resumed = try Program.run(["face", "train", "--resume", "run"], in: folder.path)
        #expect(resumed.ending == .exit(0), "\(resumed.error)")
        let whole = try Program.run(Sample.filled(begin + ["--out", "whole"]), in: folder.path)
        #expect(whole.ending == .exit(0))
        #expect(try folder.bytes(of: "run/model.safetensors") == folder.bytes(of: "whole/model.safetensors"))
    }

    @Test func theReportOfAnEvaluationOnAFullDisk() throws {
        let folder = try Folder()
        let outcome = try Program.run(
            Sample.filled(["face", "evaluate", "--model", "{run}", "--data", "{data}", "--report", "report"]),
            in: folder.path, script: "ulimit -f 4; exec \"$0\" \"$@\"")
        #expect(outcome.ending == .exit(74) && outcome.output.isEmpty)
        let message = "mien: report/report.html: cannot be written: File too large"
        #expect(outcome.errorLines.last?.hasPrefix(message) == true)
        #expect(try folder.names(in: "report").isEmpty)
    }
}
