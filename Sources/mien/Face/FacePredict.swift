import ArgumentParser
import FER2013
import FaceExpression
import MienImage

struct FacePredict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict", abstract: "Say which expression photographs of faces show.",
        discussion: "Each image should show one face; its centre square is taken. PNG and JPEG of any size.")

    @Option(
        help: ArgumentHelp(
            "A run folder or a file of weights. (default: the weights that ship with Mien)", valueName: "path"))
    var model: String?

    @OptionGroup var output: JSONOption

    @Argument(help: ArgumentHelp("Images.", valueName: "file"))
    var files: [String]

    /// One entry of the JSON document.
    private struct Entry: Encodable {
        let file: String
        let label: String
        let probabilities: [String: Float]
    }

    func run() throws {
        try output.check()
        // The images first: a mistake in a path is told before any weights are read. Made small at once, since a thousand
        // photographs would fill the memory.
        let faces = try files.map { facePixels(of: try Image(contentsOf: $0)) }
        let predictor = FacePredictor(try FaceModel(model))
        let predictions = faces.map { predictor.predict(pixels: $0) }
        let entries = zip(files, predictions).map { file, prediction in
            Entry(
                file: file, label: prediction.label,
                probabilities: Dictionary(uniqueKeysWithValues: zip(prediction.labels, prediction.probabilities)))
        }
        let lines = zip(files, predictions).map { file, prediction in "\(file): \(words(for: prediction))" }
        try output.write(entries, text: lines.joined(separator: "\n"))
    }

    /// `happy 93 %, neutral 4 %, surprise 1 %`
    private func words(for prediction: FacePredictor.Prediction) -> String {
        zip(prediction.labels, prediction.probabilities).sorted { $0.1 > $1.1 }.prefix(3)
            .map { "\($0) \(Int(($1 * 100).rounded())) %" }.joined(separator: ", ")
    }
}
