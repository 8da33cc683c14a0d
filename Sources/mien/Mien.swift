import ArgumentParser
import Mien

/// The command line: every task has the same verbs with the same options.
@main
struct MienCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mien",
        abstract: "Train, measure and use networks that read expressions.",
        version: libraryVersion,
        subcommands: [
            Face.self, Speech.self, Genre.self, Recommend.self, Datasets.self, Reproduce.self, Benchmark.self,
            Info.self,
        ])

    static func main() {
        do {
            ignoreFileSizeSignal()
            try checkEnvironment()
            var command = try parseAsRoot()
            try command.run()
        } catch {
            end(with: error)
        }
    }
}
