import Foundation
import Mien
import MienTraining
import Synchronization
import Testing

/// What is timed, and how often.
@Suite("Benchmarks")
struct BenchmarkTests {
    private struct Refusal: Error {}

    @Test("each way to learn is timed as often as asked, after once that does not count")
    func fits() throws {
        let calls = Atomic(0)
        let slow = 0.02
        let benchmark = FitBenchmark(
            "ways", rows: 3, columns: 2,
            fits: [
                ("quick", { calls.add(1, ordering: .relaxed) }), ("slow", { Thread.sleep(forTimeInterval: slow) }),
            ])
        let cost = try benchmark.run(steps: 4)
        #expect(calls.load(ordering: .relaxed) == 5)
        #expect(cost.name == "ways" && cost.rows == 3 && cost.columns == 2 && cost.threads == Runtime.threads)
        #expect(Set(cost.fitMilliseconds.keys) == ["quick", "slow"] && cost.peakBytes > 1_000_000)
        #expect(try #require(cost.fitMilliseconds["slow"]) >= 1000 * slow)
        #expect(throws: Refusal.self) {
            try FitBenchmark("ways", rows: 1, columns: 1, fits: [("refused", { throw Refusal() })]).run(steps: 1)
        }
    }

    @Test("files that are given are worked on, others are made")
    func files() throws {
        let benchmark = FileBenchmark("files") { folder in
            let files = ["\(folder)/a", "\(folder)/b"]
            for file in files { try "made".write(toFile: file, atomically: true, encoding: .utf8) }
            return files
        } work: { file in
            guard FileManager.default.fileExists(atPath: file) else { throw Refusal() }
        }
        let cost = try benchmark.run(files: [], steps: 2)
        #expect(cost.files == 2 && cost.millisecondsPerFile >= 0)
        #expect(throws: Refusal.self) { try benchmark.run(files: ["/nowhere"], steps: 1) }
    }
}
