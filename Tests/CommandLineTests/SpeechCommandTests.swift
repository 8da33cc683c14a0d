import Foundation
import Testing

/// `mien speech`, from the recordings to the answers.
struct SpeechCommandTests {
    @Test func fromVoicesToAnswers() throws {
        let folder = try Folder()
        func run(_ command: String) throws -> Program.Outcome {
            let outcome = try Program.run(
                command.split(separator: " ").map(String.init), in: folder.path,
                environment: ["XDG_CACHE_HOME": "\(folder.path)/cache"])
            #expect(outcome.ending == .exit(0), "\(command): \(outcome.error)")
            return outcome
        }
        #expect(try run("datasets make voices voices --count 2").output == "voices: 120 recordings\n")
        let report = try json(try run("datasets check voices --json -").output, as: [String: Any].self)
        #expect(report["recordings"] as? Int == 120 && (report["missingActors"] as? [Int])?.count == 22)

        let trained = try run("speech train --data voices --recipe cnn --epochs 2 --out run")
        #expect(trained.error.contains("120 of RAVDESS's 1440 recordings are there"))
        #expect(trained.error.contains("the network was chosen by its test recordings"))
        #expect(try folder.names(in: "cache/mien").count == 1)

        let evaluation = try json(
            try run("speech evaluate --model run --data voices --report page --json -").output, as: [String: Any].self)
        #expect(evaluation["task"] as? String == "speech" && evaluation["split"] as? String == "test")
        #expect(evaluation["samples"] as? Int == 24 && (evaluation["labels"] as? [String])?.count == 8)
        #expect((evaluation["bySex"] as? [String: Any])?.count == 2 && folder.holds("page/report.html"))

        let again = try run("speech train --data voices --recipe run/config.json --out again")
        #expect(again.error.contains("Epoch 2/2") && !again.error.contains("Epoch 3"))
        #expect(try folder.bytes(of: "again/model.safetensors") == folder.bytes(of: "run/model.safetensors"))

        let voice = "voices/Actor_01/03-01-05-01-01-01-01.wav"
        let predictions = try json(
            try run("speech predict --model run --csv times.csv --json - \(voice)").output, as: [[String: Any]].self)
        let probabilities = try #require(predictions.first?["probabilities"] as? [String: Double])
        #expect(abs(probabilities.values.reduce(0, +) - 1) < 1e-5 && probabilities.count == 8)
        let lines = String(decoding: try folder.bytes(of: "times.csv"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 2 && lines[0].hasPrefix("file,start,end,label,angry,calm,"))

        // With the network that ships, too.
        let shipped = try run("speech predict --json - \(voice)")
        let answer = try json(shipped.output, as: [[String: Any]].self)
        #expect((answer.first?["probabilities"] as? [String: Double])?.count == 8)

        let features = try json(try run("speech features --json - \(voice)").output, as: [[String: Any]].self)
        #expect((features.first?["features"] as? [Double])?.count == 160)
        #expect((features.first?["names"] as? [String])?.first == "mfcc_0")
    }

    @Test func anInterruptedTrainingEndsWithTheSameBits() throws {
        let folder = try Folder()
        let options = ["--recipe", "mien", "--limit", "32", "--epochs", "3", "--out"]
        let whole = try Program.run(["speech", "train"] + options + ["whole"], in: folder.path)
        #expect(whole.ending == .exit(0), "\(whole.error)")
        let training = try Program(["speech", "train"] + options + ["part"], in: folder.path)
        training.waitForError("Epoch 1/3: ")
        training.send(SIGINT)
        #expect(training.finish().ending == .exit(130))
        let resumed = try Program.run(["speech", "train", "--resume", "part"], in: folder.path)
        #expect(resumed.ending == .exit(0), "\(resumed.error)")
        for name in ["model.safetensors", "metrics.csv"] {
            #expect(try folder.bytes(of: "part/\(name)") == folder.bytes(of: "whole/\(name)"), "\(name)")
        }
    }

    @Test func aPaperIsRepeated() throws {
        let folder = try Folder()
        let outcome = try Program.run(
            ["reproduce", "001", "--seeds", "1", "--epochs", "1", "--out", "runs", "--json", "-"], in: folder.path,
            environment: ["MIEN_DATA": ""])
        #expect(outcome.ending == .exit(0), "\(outcome.error)")
        let document = try json(outcome.output, as: [String: [[String: Any]]].self)
        let rows = try #require(document["rows"])
        #expect(rows.count == 12 && rows.allSatisfy { $0["paper"] as? String == "001" && $0["count"] as? Int == 1 })
        #expect(rows.allSatisfy { $0.count == 14 && $0["deviation"] is NSNull })
        #expect(rows.first { $0["system"] as? String == "cnn-lstm" }?["parameters"] as? Int == 378_344)
        #expect(try folder.names(in: "runs") == ["cnn-1", "cnn-lstm-1", "lstm-1"])
    }
}
