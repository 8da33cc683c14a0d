import ArgumentParser
import MienAudio
import SpeechEmotion

struct SpeechPredict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict", abstract: "Say which emotion recordings of speech sound like.",
        discussion: "WAV, FLAC, Ogg and MP3 of any rate and length. More than five seconds are listened to in windows.")

    @OptionGroup var model: SpeechModelOption

    @OptionGroup var unsure: ThresholdOption

    @Option(help: ArgumentHelp("Write all windows with their times as a table to this file.", valueName: "file"))
    var csv: String?

    @OptionGroup var output: JSONOption

    @Argument(help: ArgumentHelp("Recordings.", valueName: "file"))
    var files: [String]

    private var threshold: Float { Float(unsure.threshold) }

    func run() throws {
        try output.check()
        if let csv { try checkWritable(csv) }
        for file in files { _ = try AudioFile(file) }
        let predictor = SpeechPredictor(try model.read())
        let predictions = try files.map { try predictor.predict(contentsOf: $0) }
        if let csv { try store(table(predictions), at: csv) }
        let entries = zip(files, predictions).map { Entry($0, $1, threshold) }
        try output.write(entries, text: zip(files, predictions).map(text).joined(separator: "\n"))
    }

    private func text(_ file: String, _ prediction: SpeechPrediction) -> String {
        var lines = [
            "\(file): \(answer(prediction.label(unsureBelow: threshold), prediction.labels, prediction.probabilities))"
        ]
        if prediction.windows.count > 1 {
            lines += prediction.windows.map { window in
                let label = prediction.label(of: window, unsureBelow: threshold)
                let words = window.probabilities.map { answer(label, prediction.labels, $0) } ?? label
                return "  \(time(window.start)) – \(time(window.end)): \(words)"
            }
        }
        return lines.joined(separator: "\n")
    }

    private func table(_ predictions: [SpeechPrediction]) -> String {
        var lines = ["file,start,end,label," + (predictions.first?.labels ?? []).joined(separator: ",")]
        for (file, prediction) in zip(files, predictions) {
            for window in prediction.windows {
                let label = prediction.label(of: window, unsureBelow: threshold)
                let numbers = window.probabilities?.map { "\($0)" } ?? prediction.labels.map { _ in "" }
                let fields = [quoted(file), "\(window.start)", "\(window.end)", label] + numbers
                lines.append(fields.joined(separator: ","))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A field of a CSV table, as RFC 4180 has it.
    private func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension SpeechPredict {
    /// One entry of the JSON document.
    private struct Entry: Encodable {
        struct Window: Encodable {
            let start: Double
            let end: Double
            let label: String
            let probabilities: [String: Float]?
        }

        let file: String
        let label: String
        let probabilities: [String: Float]
        let windows: [Window]

        init(_ file: String, _ prediction: SpeechPrediction, _ threshold: Float) {
            func named(_ probabilities: [Float]) -> [String: Float] {
                Dictionary(uniqueKeysWithValues: zip(prediction.labels, probabilities))
            }
            self.file = file
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
