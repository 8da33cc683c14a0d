import Foundation
import Mien
import MienImage
import Testing

/// What `mien face` does when nothing goes wrong.
struct FaceCommandTests {
    static let labels = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]

    @Test func trainWithoutDataDrawsFaces() throws {
        let folder = try Folder()
        let training = try Program.run(
            ["face", "train", "--limit", "64", "--epochs", "1", "--batch-size", "32"], in: folder.path)
        #expect(training.ending == .exit(0))
        let remark = "Synthetic faces: drawn by Mien, not photographs. Give --data for a real result."
        #expect(training.errorLines.first.map(String.init) == remark)
        #expect(training.errorLines.contains("Run folder: runs/face-reference-1"))
        #expect(training.errorLines.contains { $0.hasPrefix("Epoch 1/1: loss ") && $0.contains("val_accuracy ") })
        #expect(training.output.contains("The best model on the 64 validation images:"))
        #expect(training.output.contains("   macro avg "))
        #expect(training.output.hasSuffix("Run folder: runs/face-reference-1 (look at report.html)\n"))
        let run = "runs/face-reference-1"
        let names = try folder.names(in: run)
        let files = names.filter { !$0.hasPrefix("events.") }
        #expect(files == ["config.json", "last", "metrics.csv", "model.safetensors", "report.html"])
        #expect(names.count == 6)
        let metrics = String(decoding: try folder.bytes(of: "\(run)/metrics.csv"), as: UTF8.self).split(separator: "\n")
        #expect(metrics.first == "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate" && metrics.count == 2)
        let model = try Safetensors(contentsOf: "\(folder.path)/\(run)/model.safetensors")
        #expect(model.metadata["labels"] == Self.labels.joined(separator: ","))
        #expect(model.metadata["seed"] == "1" && model.metadata["recipe"] == "reference")
    }

    // MARK: - evaluate

    private func evaluate(_ options: String...) throws -> Program.Outcome {
        let outcome = try Program.run(
            Sample.filled(["face", "evaluate", "--model", "{run}", "--data", "{data}"] + options),
            in: Sample.shared.folder)
        #expect(outcome.ending == .exit(0), "\(outcome.error)")
        return outcome
    }

    @Test func evaluateAsJSON() throws {
        let outcome = try evaluate("--json", "-")
        let result = try json(outcome.output, as: [String: Any].self)
        #expect(
            Set(result.keys) == [
                "task", "model", "data", "split", "samples", "labels", "accuracy", "loss", "macro", "weighted",
                "perClass", "confusion",
            ])
        #expect(result["task"] as? String == "face" && result["split"] as? String == "test")
        #expect(result["labels"] as? [String] == Self.labels && result["samples"] as? Int == 7)
        let confusion = try #require(result["confusion"] as? [[Int]])
        #expect(confusion.map { $0.reduce(0, +) } == [1, 1, 1, 1, 1, 1, 1])
        let hits = (0..<7).reduce(0) { $0 + confusion[$1][$1] }
        #expect(abs(try #require(result["accuracy"] as? Double) - Double(hits) / 7) < 1e-12)
        let perClass = try #require(result["perClass"] as? [String: [String: Double]])
        #expect(Set(perClass.keys) == Set(Self.labels))
        for scores in try [perClass["sad"], result["macro"] as? [String: Double]].map({ try #require($0) }) {
            #expect(Set(scores.keys).isSuperset(of: ["precision", "recall", "f1"]))
        }
        // Progress and remarks go elsewhere, and the remarks come first.
        #expect(outcome.errorLines.first?.hasPrefix("Not the whole of FER2013: 35 training images") == true)
        #expect(outcome.errorLines.last?.hasPrefix("Evaluation: loss ") == true)
    }

    @Test(arguments: [("train", 35), ("validation", 7), ("test", 7), ("all", 49)])
    func evaluateASplit(_ split: String, _ samples: Int) throws {
        let result = try json(try evaluate("--split", split, "--json", "-").output, as: [String: Any].self)
        #expect(result["split"] as? String == split && result["samples"] as? Int == samples)
    }

    @Test func evaluateIntoFiles() throws {
        let folder = try Folder()
        let outcome = try evaluate(
            "--limit", "3", "--json", "\(folder.path)/result.json", "--report", "\(folder.path)/a/report")
        // The table is still printed.
        #expect(outcome.output.hasPrefix("test images of ") && outcome.output.contains("weighted avg"))
        let text = String(decoding: try folder.bytes(of: "result.json"), as: UTF8.self)
        #expect(try json(text, as: [String: Any].self)["samples"] as? Int == 3)
        #expect(try folder.names(in: "a/report") == ["report.html"])
        #expect(String(decoding: try folder.bytes(of: "a/report/report.html"), as: UTF8.self).contains("</html>"))
    }

    // MARK: - predict

    @Test func predictSeveralImages() throws {
        let folder = try Folder()
        try folder.write("small.png", picture(width: 48, height: 48, channels: 1).pngData())
        try folder.write("tall.jpg", picture(width: 60, height: 96, channels: 3).jpegData(quality: 90))
        try folder.write("clear.png", picture(width: 31, height: 77, channels: 4).pngData())
        let files = ["small.png", "tall.jpg", "clear.png"]
        let model = ["face", "predict", "--model", try Sample.shared.run]
        let text = try Program.run(model + files, in: folder.path)
        #expect(text.ending == .exit(0) && text.error.isEmpty)
        let lines = text.output.split(separator: "\n")
        #expect(lines.count == 3)
        let document = try Program.run(model + ["--json", "-"] + files, in: folder.path)
        #expect(document.ending == .exit(0) && document.error.isEmpty)
        let entries = try json(document.output, as: [[String: Any]].self)
        #expect(entries.map { $0["file"] as? String } == files)
        for (entry, line) in zip(entries, lines) {
            let probabilities = try #require(entry["probabilities"] as? [String: Double])
            #expect(Set(probabilities.keys) == Set(Self.labels) && entry["faces"] == nil)
            #expect(abs(probabilities.values.reduce(0, +) - 1) < 1e-5)
            let best = try #require(probabilities.max { $0.value < $1.value })
            #expect(entry["label"] as? String == best.key)
            let percent = Int((best.value * 100).rounded())
            #expect(line.hasPrefix("\(entry["file"] ?? ""): \(best.key) \(percent) %, "))
        }
    }

    // MARK: - Photographs

    /// A drawing of three faces, on which the tests of detection agree with OpenCV.
    static let drawing = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../MienImageTests/Golden/detection/drawing.png").standardizedFileURL.path
    static let hasCascades = FileManager.default.fileExists(
        atPath: Cascade.path(named: "haarcascade_frontalface_default"))

    @Test(.enabled(if: hasCascades, "no cascades of OpenCV; `make setup` installs them"))
    func facesOfPhotographs() throws {
        let folder = try Folder()
        try folder.write("empty.jpg", picture(width: 400, height: 301, channels: 3).jpegData(quality: 90))
        let files = [Self.drawing, "empty.jpg"]
        let detected = try Program.run(["face", "detect", "--json", "-"] + files, in: folder.path)
        #expect(detected.ending == .exit(0) && detected.error.isEmpty)
        let found = try json(detected.output, as: [[String: Any]].self)
        #expect(found.map { $0["file"] as? String } == files)
        let boxes = try found.map { try #require($0["faces"] as? [[String: Double]]) }
        #expect(boxes.map(\.count) == [3, 0])
        #expect(boxes[0].allSatisfy { Set($0.keys) == ["x", "y", "width", "height", "score"] })

        let model = ["face", "predict", "--model", try Sample.shared.run]
        let predicted = try Program.run(model + ["--json", "-"] + files, in: folder.path)
        #expect(predicted.ending == .exit(0), "\(predicted.error)")
        let entries = try json(predicted.output, as: [[String: Any]].self)
        let faces = try entries.map { try #require($0["faces"] as? [[String: Any]]) }
        for side in ["x", "y", "width", "height", "score"] {
            #expect(faces[0].map { $0[side] as? Double } == boxes[0].map { $0[side] })
        }
        #expect(faces[0].allSatisfy { Self.labels.contains($0["label"] as? String ?? "") })
        #expect(entries[0]["label"] as? String == faces[0].first?["label"] as? String)
        #expect(faces[1].isEmpty && entries[1]["label"] == nil && entries[1]["probabilities"] == nil)

        let text = try Program.run(model + files, in: folder.path)
        #expect(text.output.split(separator: "\n").count == 4 && text.output.hasSuffix("empty.jpg: no face\n"))
    }

    @Test(.enabled(if: hasCascades, "no cascades of OpenCV; `make setup` installs them"))
    func annotatedPhotographs() throws {
        let folder = try Folder()
        let model = try Sample.shared.run
        for (command, file) in [(["predict", "--model", model], "a.png"), (["detect"], "b.jpg")] {
            let outcome = try Program.run(["face"] + command + ["--annotate", file, Self.drawing], in: folder.path)
            #expect(outcome.ending == .exit(0), "\(outcome.error)")
            let image = try Image(contentsOf: "\(folder.path)/\(file)")
            #expect(image.channels == 3 && image.width == 241 && image.height == 173)
        }
    }

    static let badDetections: [Refusal] = [
        Refusal("face detect --cascade none.xml {face}", 66, "none.xml: no such cascade", "opencv-data"),
        Refusal(
            "face detect {face}", 66, "none/haarcascade_frontalface_default.xml",
            environment: ["MIEN_CASCADES": "none"]),
        Refusal("face detect --cascade {face} {face}", 65, "cannot be read as a cascade"),
        Refusal("face detect --scale 1 {face}", 64, "1.01 to 10"),
        Refusal("face detect --neighbors -1 {face}", 64, "a number from 0"),
        Refusal("face predict --model {run} --annotate out.gif {face}", 64, "out.gif", ".png, .jpg"),
        Refusal("face predict --model {run} --annotate out.png {face} {face}", 64, "--annotate takes one image"),
        Refusal("face predict --model {run} --annotate none/out.png {face}", 74, "none/out.png"),
    ]

    @Test(arguments: badDetections) func badDetection(_ refusal: Refusal) throws { try refusal.check() }

    @Test func jsonIntoAPipeOrDeviceLeavesItInPlace() throws {
        let outcome = try Program.run(
            Sample.filled(["face", "predict", "--model", "{run}", "--json", "/dev/stdout", "{face}"]), in: ".",
            script: "\"$0\" \"$@\" | cat; test -L /dev/stdout")
        #expect(outcome.ending == .exit(0), "/dev/stdout was replaced by a file")
        #expect(outcome.output.hasPrefix("[") && outcome.output.contains("\"probabilities\""))
    }

    @Test func predictWithTheWeightsThatShip() throws {
        let weights = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/FaceExpression/Weights/reference.safetensors").standardizedFileURL.path
        let outcome = try Program.run(Sample.filled(["face", "predict", "{face}"]), in: ".")
        if FileManager.default.fileExists(atPath: weights) {
            #expect(outcome.ending == .exit(0), "\(outcome.error)")
            #expect(outcome.output.contains(" %"))
        } else {
            #expect(outcome.ending == .exit(66))
            #expect(outcome.error.contains("`mien face train`") && outcome.error.contains("--model"))
        }
    }
}
