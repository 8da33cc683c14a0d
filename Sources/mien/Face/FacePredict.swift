import ArgumentParser
import FaceExpression
import MienImage

struct FacePredict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict", abstract: "Say which expression photographs of faces show.",
        discussion: "Each image should show one face; its centre square is taken. PNG and JPEG of any size.")

    @Option(help: "A run folder or a file of weights. (default: the weights that ship with Mien)")
    var model: String?

    @OptionGroup var output: JSONOption

    @Argument(help: "Images.")
    var files: [String]

    /// One entry of the JSON document.
    private struct Entry: Encodable {
        let file: String
        let label: String
        let probabilities: [String: Float]
    }

    func run() throws {
        // The images first: a mistake in a path is told before any weights are read.
        let images = try files.map { try Image(contentsOf: $0) }
        let predictor = FacePredictor(try FaceModel(model))
        let predictions = images.map { predictor.predict($0) }
        let entries = zip(files, predictions).map { file, prediction in
            Entry(
                file: file, label: prediction.label,
                probabilities: Dictionary(uniqueKeysWithValues: zip(prediction.labels, prediction.probabilities)))
        }
        if try output.write(entries) { return }
        for (file, prediction) in zip(files, predictions) { print("\(file): \(line(prediction))") }
    }

    /// `happy 93 %, neutral 4 %, surprise 1 %`
    private func line(_ prediction: FacePredictor.Prediction) -> String {
        zip(prediction.labels, prediction.probabilities).sorted { $0.1 > $1.1 }.prefix(3)
            .map { "\($0) \(Int(($1 * 100).rounded())) %" }.joined(separator: ", ")
    }
}
