import ArgumentParser
import FaceExpression
import Mien
import MienRecommender
import MienTraining
import MusicGenre
import SpeechEmotion

struct Benchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time what a user waits for, on synthetic input of the real shape.")

    private static let networks = FaceBenchmark.all + SpeechBenchmark.all
    private static let files = [FaceBenchmark.detection, SpeechBenchmark.features, GenreBenchmark.features]
    private static let fits = [GenreBenchmark.models, RecommenderBenchmark.songs]
    private static let allNames = networks.map(\.name) + files.map(\.name) + fits.map(\.name)

    @Argument(
        help: ArgumentHelp(
            "Benchmarks by name; --list tells them. And files, for those that work on files.", valueName: "name"))
    var arguments: [String] = []

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
        let takesFiles = Self.files.contains { names.contains($0.name) }
        if let unknown = files.first, !takesFiles {
            throw ValidationError("There is no benchmark \(unknown); --list tells them.")
        }
        if names.isEmpty && !list { throw ValidationError("Give the name of a benchmark; --list tells them.") }
    }

    private var names: [String] { arguments.filter(Self.allNames.contains) }
    private var files: [String] { arguments.filter { !Self.allNames.contains($0) } }

    func run() throws {
        if list { return try printOutput(Self.allNames.joined(separator: "\n")) }
        try output.check()
        if let threads { Runtime.threads = threads }
        let results = try names.compactMap(result)
        try output.write(results, text: results.map(\.text).joined(separator: "\n"))
    }

    private func result(of name: String) throws -> Result? {
        if let benchmark = Self.networks.first(where: { $0.name == name }) {
            return .network(benchmark.run(batch: batch, steps: steps))
        }
        if let benchmark = Self.fits.first(where: { $0.name == name }) {
            return .fits(try benchmark.run(steps: steps))
        }
        return try Self.files.first { $0.name == name }.map { .files(try $0.run(files: files, steps: steps)) }
    }

    private enum Result: Encodable {
        case network(NetworkCost)
        case files(FileCost)
        case fits(FitCost)

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .network(let cost): try cost.encode(to: encoder)
            case .files(let cost): try cost.encode(to: encoder)
            case .fits(let cost): try cost.encode(to: encoder)
            }
        }

        var text: String {
            switch self {
            case .network(let cost):
                "\(cost.name), batch \(cost.batch), \(cost.threads) threads: "
                    + "training \(Int(cost.trainMilliseconds)) ms (\(Int(cost.trainSamplesPerSecond)) samples/s), "
                    + "inference \(Int(cost.inferenceMilliseconds)) ms (\(Int(cost.inferenceSamplesPerSecond)) samples/s), "
                    + "peak memory \(cost.peakBytes / 1_000_000) MB"
            case .files(let cost):
                "\(cost.name), \(cost.files) files, \(cost.threads) threads: "
                    + "\(cost.millisecondsPerFile.fixed(2)) ms a file, peak memory \(cost.peakBytes / 1_000_000) MB"
            case .fits(let cost):
                "\(cost.name), \(cost.rows) × \(cost.columns), \(cost.threads) threads, to learn: "
                    + cost.fitMilliseconds.sorted { $0.value < $1.value }
                    .map { "\($0.key) \($0.value.fixed(1)) ms" }.joined(separator: ", ")
                    + "; peak memory \(cost.peakBytes / 1_000_000) MB"
            }
        }
    }
}
