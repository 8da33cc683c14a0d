import Foundation
import Testing

/// What many tests need and none changes, made by the program itself: a folder of drawn faces and a trained run.
struct Sample: Sendable {
    /// 35 drawn faces to train on, 7 to validate and 7 to test.
    let data: String
    /// The folder of a short training on them.
    let run: String
    /// The folder that holds both.
    let folder: String
    /// A PNG of 48 × 48.
    let face: String

    /// Made once for all tests; removed when the program ends.
    static var shared: Sample { get throws { try result.get() } }

    private static let place = Result { try Folder() }

    private static let result = Result {
        let folder = try place.get().path
        atexit {
            if case .success(let folder) = Sample.place { try? FileManager.default.removeItem(atPath: folder.path) }
        }
        let made = try Program.run(["datasets", "make", "faces", "data", "--count", "35", "--seed", "3"], in: folder)
        #expect(made.ending == .exit(0), "\(made.error)")
        let data = "\(folder)/data"
        let trained = try Program.run(
            ["face", "train", "--data", data, "--epochs", "1", "--batch-size", "35", "--out", "run"], in: folder)
        #expect(trained.ending == .exit(0), "\(trained.error)")
        return Sample(data: data, run: "\(folder)/run", folder: folder, face: "\(data)/test/happy/000004.png")
    }

    /// Replaces `{data}`, `{run}` and `{face}` in arguments by the sample's paths.
    static func filled(_ arguments: [String]) throws -> [String] {
        let sample = try shared
        return arguments.map {
            $0.replacing("{data}", with: sample.data).replacing("{run}", with: sample.run)
                .replacing("{face}", with: sample.face)
        }
    }
}

/// The value of a JSON document, which must be all of `text`.
func json<Value>(_ text: String, as type: Value.Type) throws -> Value {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Value)
}
