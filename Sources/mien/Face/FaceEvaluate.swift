import ArgumentParser
import FER2013
import FaceExpression

struct FaceEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measure a facial-expression network.")

    @Option(
        help: ArgumentHelp(
            "A run folder or a file of weights. (default: the weights that ship with Mien)", valueName: "path"))
    var model: String?

    @Option(
        help: ArgumentHelp("The data: a folder or a table. Without it synthetic faces are drawn.", valueName: "path"))
    var data: String?

    @Option(
        help: ArgumentHelp(
            "train, validation, test or all. (default: test, else validation, else train)", valueName: "name"))
    var split: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Take only this many images, drawn with a fixed seed.", valueName: "number"),
        transform: number())
    var limit: Int?

    @OptionGroup var output: JSONOption

    @OptionGroup var page: ReportOption

    func validate() throws {
        let names = FER2013.Split.allCases.map(\.rawValue) + ["all"]
        if let split, !names.contains(split) {
            throw ValidationError("--split: one of \(names.joined(separator: ", ")) is expected, found \(split).")
        }
    }

    func run() throws {
        try output.check()
        try page.check()
        // A mistake in the data is told before one in the weights; but what validates was chosen by the model's seed.
        let weights = Result { try FaceModel(model) }
        if data == nil { _ = try weights.get() }
        let data = try FaceData(data, seed: (try? weights.get().seed) ?? 1)
        for remark in data.remarks { printError(remark) }
        let evaluation = try FaceEvaluation(
            of: weights.get(), on: data, split: split, limit: limit, progress: .terminal)
        try page.write(evaluation.writeReport)
        try output.write(
            evaluation,
            text: """
                \(evaluation.split) images of \(evaluation.data), \(evaluation.model):

                \(evaluation.result.report?.text(digits: 4) ?? "")
                """)
    }
}
