import ArgumentParser
import FER2013

struct DatasetsCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say whether a data set is genuine and whole, and which faults it has.")

    @OptionGroup var output: JSONOption

    @Argument(help: "A folder of images or a fer2013.csv.")
    var data: String

    func run() throws {
        let report = FER2013Report(of: try FER2013Splits(contentsOf: data))
        if try output.write(report) { return }
        print(report)
    }
}
