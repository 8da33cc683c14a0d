import ArgumentParser
import FER2013

struct DatasetsCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say whether a data set is genuine and whole, and which faults it has.")

    @OptionGroup var output: JSONOption

    @Argument(help: ArgumentHelp("A folder of images or a fer2013.csv.", valueName: "path"))
    var data: String

    func run() throws {
        try output.check()
        let report = FER2013Report(of: try FER2013Splits(contentsOf: data))
        try output.write(report, text: "\(report)")
    }
}
