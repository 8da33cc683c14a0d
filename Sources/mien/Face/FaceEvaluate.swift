import ArgumentParser
import FER2013
import FaceExpression
import MienTraining

struct FaceEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measure a facial-expression network.")

    @Option(help: "A run folder or a file of weights. (default: the weights that ship with Mien)")
    var model: String?

    @Option(help: "The data: a folder or a table. Without it synthetic faces are drawn.")
    var data: String?

    @Option(help: "train, validation, test or all. (default: test, else validation)")
    var split: String?

    @Option(help: "Take only this many images, drawn with the seed.")
    var limit: Int?

    @OptionGroup var output: JSONOption

    @Option(help: "Write report.html into this folder.")
    var report: String?

    func validate() throws {
        let names = FER2013.Split.allCases.map(\.rawValue) + ["all"]
        if let split, !names.contains(split) {
            throw ValidationError("--split: one of \(names.joined(separator: ", ")) is expected, found \(split).")
        }
    }

    func run() throws {
        let evaluation = try FaceEvaluation(
            of: try FaceModel(model), on: data, split: split, limit: limit, progress: .terminal)
        for remark in evaluation.remarks { printError(remark) }
        if let report {
            try makeFolder(report)
            try evaluation.writeReport(to: "\(report)/report.html")
        }
        if try output.write(evaluation) { return }
        print("\(evaluation.split) images of \(evaluation.data), \(evaluation.model):\n")
        if let report = evaluation.result.report { print(report.text(digits: 4)) }
    }
}
