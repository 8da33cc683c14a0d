import ArgumentParser
import FER2013

struct DatasetsMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Write a synthetic data set into a folder, laid out like the real one.")

    enum Name: String, ExpressibleByArgument, CaseIterable {
        case faces
    }

    @Argument(help: "Which one: faces.")
    var name: Name

    @Argument(help: "A new folder.")
    var folder: String

    @Option(help: "Faces for training; a fifth as many for validation and for test.")
    var count = 700

    @Option(help: "Decides what is drawn.")
    var seed: UInt64 = 1

    func validate() throws {
        if count < 35 { throw ValidationError("--count: at least 35 faces are expected, found \(count).") }
    }

    func run() throws {
        let splits = FER2013Splits.synthetic(train: count, validation: count / 5, test: count / 5, seed: seed)
        try splits.write(toFolder: folder)
        print("\(folder): \(count + 2 * (count / 5)) faces")
    }
}
