import ArgumentParser
import MienTraining

/// Where the page about a result goes.
struct ReportOption: ParsableArguments {
    @Option(help: ArgumentHelp("Write report.html into this folder.", valueName: "folder"))
    var report: String?

    /// Throws if there can be no such folder. Called before long work, which would be lost.
    func check() throws(CommandError) {
        if let report, let reason = Files.obstacle(toFolder: report) { throw .cannotWrite(report, reason: reason) }
    }

    /// Lets `write` write the page to a path, if one is wanted.
    func write(_ write: (String) throws -> Void) throws {
        guard let report else { return }
        try Files.makeFolder(report)
        try write("\(report)/report.html")
        printError("Report: \(report)/report.html")
    }
}
