import ArgumentParser
import FaceExpression
import Mien
import MienTraining
import SpeechEmotion

struct Benchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time what a user waits for, on synthetic input of the real shape.")

    private static let all = FaceBenchmark.all + SpeechBenchmark.all

    @Argument(help: ArgumentHelp("Benchmarks by name; --list tells them.", valueName: "name"))
    var names: [String] = []

    @Flag(help: "Print the names of all benchmarks.")
    var list = false

    @Option(
        parsing: .unconditional, help: ArgumentHelp("The number of examples in a step.", valueName: "number"),
        transform: number())
    var batch = 64

    @Option(
        parsing: .unconditional, help: ArgumentHelp("How often each is timed; the median counts.", valueName: "number"),
        transform: number())
    var steps = 10

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The number of threads. (default: MIEN_THREADS, or the number of processors)", valueName: "number"),
        transform: number(in: threadCounts))
    var threads: Int?

    @OptionGroup var output: JSONOption

    func validate() throws {
        if let unknown = names.first(where: { name in !Self.all.contains { $0.name == name } }) {
            throw ValidationError("There is no benchmark \(unknown); --list tells them.")
        }
        if names.isEmpty && !list { throw ValidationError("Give the name of a benchmark; --list tells them.") }
    }

    func run() throws {
        if list { return try printOutput(Self.all.map(\.name).joined(separator: "\n")) }
        try output.check()
        if let threads { Runtime.threads = threads }
        let benchmarks = names.compactMap { name in Self.all.first { $0.name == name } }
        let results = benchmarks.map { $0.run(batch: batch, steps: steps) }
        try output.write(results, text: results.map(line).joined(separator: "\n"))
    }

    private func line(_ result: NetworkCost) -> String {
        "\(result.name), batch \(result.batch), \(result.threads) threads: "
            + "training \(Int(result.trainMilliseconds)) ms (\(Int(result.trainSamplesPerSecond)) samples/s), "
            + "inference \(Int(result.inferenceMilliseconds)) ms (\(Int(result.inferenceSamplesPerSecond)) samples/s), "
            + "peak memory \(result.peakBytes / 1_000_000) MB"
    }
}
