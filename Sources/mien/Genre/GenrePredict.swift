import ArgumentParser
import MienAudio
import MusicGenre

struct GenrePredict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict", abstract: "Say which genre music sounds like.",
        discussion: """
            WAV, FLAC, Ogg and MP3 of any rate and length; more than 45 seconds are listened to in windows. A table of features \
            (.csv) gives an answer for each of its rows.
            """)

    @Option(
        help: ArgumentHelp(
            "A run folder or a file of a model. (default: the model that ships with Mien)", valueName: "path"))
    var model: String?

    @OptionGroup var unsure: ThresholdOption

    @OptionGroup var output: JSONOption

    @Argument(help: ArgumentHelp("Recordings, or tables of features.", valueName: "file"))
    var files: [String]

    private var threshold: Double { unsure.threshold }

    func run() throws {
        try output.check()
        for file in files where !GenrePredictor.isTable(file) { _ = try AudioFile(file) }
        let predictor = GenrePredictor(try GenreModel(model))
        let predictions = try files.flatMap { try predictor.predict(contentsOf: $0) }
        try output.write(
            predictions.map { Entry($0, threshold) }, text: predictions.map(text).joined(separator: "\n"))
    }

    private func text(_ prediction: GenrePrediction) -> String {
        let whole = answer(prediction.label(unsureBelow: threshold), prediction.labels, prediction.probabilities)
        var lines = ["\(prediction.name): \(whole)"]
        if prediction.windows.count > 1 {
            lines += prediction.windows.map { window in
                let label = prediction.label(of: window, unsureBelow: threshold)
                let words = window.probabilities.map { answer(label, prediction.labels, $0) } ?? label
                return "  \(time(window.start ?? 0)) – \(time(window.end ?? 0)): \(words)"
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension GenrePredict {
    /// One entry of the JSON document.
    private struct Entry: Encodable {
        struct Window: Encodable {
            let start: Double?
            let end: Double?
            let label: String
            let probabilities: [String: Double]?
        }

        let file: String
        let label: String
        let probabilities: [String: Double]
        let windows: [Window]

        init(_ prediction: GenrePrediction, _ threshold: Double) {
            func named(_ probabilities: [Double]) -> [String: Double] {
                Dictionary(uniqueKeysWithValues: zip(prediction.labels, probabilities))
            }
            file = prediction.name
            label = prediction.label(unsureBelow: threshold)
            probabilities = named(prediction.probabilities)
            windows = prediction.windows.map { window in
                Window(
                    start: window.start, end: window.end, label: prediction.label(of: window, unsureBelow: threshold),
                    probabilities: window.probabilities.map(named))
            }
        }
    }
}
