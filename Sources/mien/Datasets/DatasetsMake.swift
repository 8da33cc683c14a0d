import ArgumentParser
import FER2013

struct DatasetsMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Write a synthetic data set into a folder, laid out like the real one.")

    enum Name: String, ExpressibleByArgument, CaseIterable {
        case faces
    }

    @Argument(help: "Which one.")
    var name: Name

    @Argument(help: "A new folder.")
    var folder: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Faces for training; a fifth as many for validation and for test.", valueName: "number"),
        // A fifth of 35 is one face for each expression.
        transform: number(in: 35...1_000_000))
    var count = 700

    @Option(parsing: .unconditional, help: ArgumentHelp("Decides what is drawn.", valueName: "number"))
    var seed: UInt64 = 1

    func run() throws {
        try FER2013Splits.check(newFolder: folder)
        let splits = FER2013Splits.synthetic(train: count, validation: count / 5, test: count / 5, seed: seed)
        try splits.write(toFolder: folder)
        try printOutput("\(folder): \(count + 2 * (count / 5)) faces")
    }
}
