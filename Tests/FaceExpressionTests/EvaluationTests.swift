import FaceExpression
import Foundation
import MienTestSupport
import Testing

struct EvaluationTests {
    @Test func splitsAndLimits() throws {
        try withTemporaryFolder { folder in
            try writeFaces(to: "\(folder)/faces", test: 14)
            let model = try FaceModel(writeModel(to: folder))
            let data = try FaceData("\(folder)/faces", seed: 1)
            func evaluate(_ split: String?, limit: Int? = nil, seed: UInt64 = 1) throws -> FaceEvaluation {
                try FaceEvaluation(of: model, on: data, split: split, limit: limit, seed: seed)
            }
            for (split, samples) in [("train", 35), ("validation", 7), ("test", 14), ("all", 56)] {
                let evaluation = try evaluate(split)
                #expect(evaluation.split == split && evaluation.result.samples == samples)
            }
            #expect(try evaluate(nil).split == "test")
            let few = try evaluate("train", limit: 9)
            #expect(few.result.samples == 9)
            #expect(try few.result == evaluate("train", limit: 9).result)
            #expect(try few.result != evaluate("train", limit: 9, seed: 2).result)
            #expect(try evaluate("validation", limit: 100).result.samples == 7)
            #expect(few.remarks == data.remarks)
        }
    }

    @Test func theSplitThatIsThereIsTaken() throws {
        try withTemporaryFolder { folder in
            try writeFaces(to: "\(folder)/faces", test: 0)
            let model = try FaceModel(writeModel(to: folder, labels: ["happy", "sad"]))
            let evaluation = try FaceEvaluation(of: model, on: FaceData("\(folder)/faces", seed: 1))
            #expect(evaluation.split == "validation")
            // Only the expressions that the network knows count.
            #expect(evaluation.result.samples == 2 && evaluation.result.report?.labels == ["happy", "sad"])
            let train = try FaceEvaluation(of: model, on: FaceData("\(folder)/faces/train", seed: 1))
            #expect(train.split == "train" && train.result.samples == 10)
        }
    }

    @Test func asJSONAndAsAPage() throws {
        try withTemporaryFolder { folder in
            try writeFaces(to: "\(folder)/faces")
            let evaluation = try FaceEvaluation(
                of: FaceModel(writeModel(to: folder)), on: FaceData("\(folder)/faces", seed: 1))
            let document = try JSONSerialization.jsonObject(with: JSONEncoder().encode(evaluation))
            let result = try #require(document as? [String: Any])
            #expect(
                Set(result.keys) == [
                    "task", "model", "data", "split", "samples", "labels", "accuracy", "loss", "macro", "weighted",
                    "perClass", "confusion",
                ])
            #expect(result["data"] as? String == "\(folder)/faces" && result["task"] as? String == "face")
            #expect(result["model"] as? String == "\(folder)/model.safetensors")
            let loss = try #require(result["loss"] as? Double)
            #expect(abs(loss / evaluation.result.loss - 1) < 1e-14)
            let perClass = try #require(result["perClass"] as? [String: [String: Any]])
            #expect(perClass["fear"]?["support"] as? Int == 1)

            try evaluation.writeReport(to: "\(folder)/report.html")
            let page = try String(contentsOfFile: "\(folder)/report.html", encoding: .utf8)
            #expect(page.contains("test images of \(folder)/faces") && page.contains("Not the whole of FER2013"))
        }
    }
}
