import ArgumentParser
import FaceExpression
import Mien
import MienTraining

struct Benchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time what a user waits for, on synthetic input of the real shape.")

    @Argument(help: "Benchmarks by name; --list tells them.")
    var names: [String] = []

    @Flag(help: "Print the names of all benchmarks.")
    var list = false

    @Option(help: "The number of examples in a step.")
    var batch = 64

    @Option(help: "How often each is timed; the median counts.")
    var steps = 10

    @Option(help: "The number of threads. (default: MIEN_THREADS, or the number of processors)")
    var threads: Int?

    @OptionGroup var output: JSONOption

    func validate() throws {
        if let unknown = names.first(where: { !FaceBenchmark.names.contains($0) }) {
            throw ValidationError("There is no benchmark \(unknown); --list tells them.")
        }
        if names.isEmpty && !list { throw ValidationError("Give the name of a benchmark; --list tells them.") }
        if batch < 1 || steps < 1 || (threads ?? 1) < 1 {
            throw ValidationError("--batch, --steps and --threads: numbers above zero are expected.")
        }
    }

    func run() throws {
        if list {
            print(FaceBenchmark.names.joined(separator: "\n"))
            return
        }
        if let threads { Runtime.threads = threads }
        let results = names.compactMap { FaceBenchmark.run($0, batch: batch, steps: steps) }
        if try output.write(results) { return }
        for result in results { print(line(result)) }
    }

    private func line(_ result: NetworkBenchmark) -> String {
        "\(result.name), batch \(result.batch), \(result.threads) threads: "
            + "training \(Int(result.trainMilliseconds)) ms (\(Int(result.trainSamplesPerSecond)) samples/s), "
            + "inference \(Int(result.inferenceMilliseconds)) ms (\(Int(result.inferenceSamplesPerSecond)) samples/s), "
            + "peak memory \(result.peakBytes / 1_000_000) MB"
    }
}
