import Foundation
import MienImage
import Testing

/// `mien datasets` and `mien benchmark`.
struct DatasetCommandTests {
    @Test func list() throws {
        let list = try Program.run(["datasets", "list"], in: ".")
        #expect(list.ending == .exit(0) && list.error.isEmpty)
        #expect(list.output.contains("fer2013 ") && list.output.contains("faces "))
    }

    @Test func makeIsAFunctionOfTheSeed() throws {
        let folder = try Folder()
        for (name, seed) in [("a", "3"), ("b/c", "3"), ("d", "4")] {
            let made = try Program.run(
                ["datasets", "make", "faces", name, "--count", "35", "--seed", seed], in: folder.path)
            #expect(made.ending == .exit(0) && made.error.isEmpty)
            #expect(made.output == "\(name): 49 faces\n")
        }
        #expect(try folder.names() == ["a", "b", "d"])
        #expect(try folder.names(in: "a") == ["test", "train", "validation"])
        #expect(try folder.names(in: "a/train/angry").count == 5)
        let face = "train/angry/000001.png"
        #expect(try folder.bytes(of: "a/\(face)") == folder.bytes(of: "b/c/\(face)"))
        #expect(try folder.bytes(of: "a/\(face)") != folder.bytes(of: "d/\(face)"))
        #expect(try Image(contentsOf: "\(folder.path)/a/\(face)").width == 48)
    }

    @Test func check() throws {
        let folder = try Sample.shared.folder
        let text = try Program.run(["datasets", "check", "data"], in: folder)
        #expect(text.ending == .exit(0) && text.error.isEmpty)
        let verdict = "data: not the whole of FER2013: 35 training images, where the original has 28709\n"
        #expect(text.output.hasPrefix(verdict))
        #expect(text.output.contains("  train: 35 images (angry 5, disgust 5, "))
        #expect(text.output.contains("  blank images: 0\n"))
        let document = try Program.run(["datasets", "check", "data", "--json", "-"], in: folder)
        let report = try json(document.output, as: [String: Any].self)
        #expect((report["splits"] as? [[String: Any]])?.map { $0["images"] as? Int } == [35, 7, 7])
    }

    // MARK: - Benchmarks

    private static let benchmarks = ["face-reference", "speech-lstm", "speech-cnn", "speech-cnn-lstm", "speech-mien"]

    @Test func benchmarkNames() throws {
        let list = try Program.run(["benchmark", "--list"], in: ".")
        let names =
            Self.benchmarks + ["face-detect", "speech-features", "genre-features", "genre-models", "recommend-songs"]
        #expect(list.ending == .exit(0) && list.output == names.joined(separator: "\n") + "\n")
    }

    @Test func benchmarkOfFiles() throws {
        let folder = try Folder()
        let outcome = try Program.run(
            ["benchmark", "speech-features", "--steps", "1", "--json", "-"], in: folder.path)
        #expect(outcome.ending == .exit(0), "\(outcome.error)")
        let cost = try #require(try json(outcome.output, as: [[String: Any]].self).first)
        #expect(Set(cost.keys) == ["name", "files", "threads", "millisecondsPerFile", "peakBytes"])
        #expect(cost["files"] as? Int == 60)
        #expect(try #require(cost["millisecondsPerFile"] as? Double) > 0)
        let missing = try Program.run(["benchmark", "speech-features", "none.wav"], in: folder.path)
        #expect(missing.ending == .exit(66) && missing.error.contains("none.wav: no such file"))
    }

    @Test func benchmark() throws {
        let options = ["--batch", "4", "--steps", "1", "--threads", "2", "--json", "-"]
        let outcome = try Program.run(["benchmark"] + Self.benchmarks + options, in: ".")
        #expect(outcome.ending == .exit(0) && outcome.error.isEmpty)
        let results = try json(outcome.output, as: [[String: Any]].self)
        #expect(results.map { $0["name"] as? String } == Self.benchmarks)
        for result in results { try check(result) }
    }

    /// A cost of four examples on two threads.
    private func check(_ result: [String: Any]) throws {
        #expect(
            Set(result.keys) == [
                "name", "batch", "threads", "trainSamplesPerSecond", "trainMilliseconds", "inferenceMilliseconds",
                "inferenceSamplesPerSecond", "peakBytes",
            ])
        #expect(result["batch"] as? Int == 4 && result["threads"] as? Int == 2)
        let milliseconds = try #require(result["trainMilliseconds"] as? Double)
        let pace = try #require(result["trainSamplesPerSecond"] as? Double)
        #expect(milliseconds > 0 && abs(pace * milliseconds - 4_000) < 1)
        #expect(try #require(result["peakBytes"] as? Int) > 10_000_000)
    }
}
