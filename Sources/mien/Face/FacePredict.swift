import ArgumentParser
import FaceExpression
import MienImage

struct FacePredict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict", abstract: "Say which expression faces show.",
        discussion: """
            PNG and JPEG of any size. Faces are looked for in photographs. An image of at most 96 pixels a side is one face, as is \
            a square one of at most 256 in which none is found: its centre square counts.
            """)

    @Option(
        help: ArgumentHelp(
            "A run folder or a file of weights. (default: the weights that ship with Mien)", valueName: "path"))
    var model: String?

    @OptionGroup var detection: DetectionOptions

    @OptionGroup var output: JSONOption

    @OptionGroup var drawing: AnnotateOption

    @Argument(help: ArgumentHelp("Images.", valueName: "file"))
    var files: [String]

    func run() throws {
        try output.check()
        try drawing.check(files)
        // The images first: a mistake in a path is told before any weights are read. Made small at once, since a thousand
        // photographs would fill the memory.
        var detector: FaceDetector?
        let views = try files.map { file in
            try FaceView.all(in: Image(contentsOf: file)) {
                let made = try detector ?? detection.makeDetector()
                detector = made
                return made
            }
        }
        let predictor = FacePredictor(try FaceModel(model))
        let answers = zip(files, views).map { file, views in
            Answer(file: file, faces: views.map { ($0.face, predictor.predict($0)) })
        }
        for answer in answers {
            try drawing.write(answer.annotations, on: Image(contentsOf: answer.file))
        }
        try output.write(answers, text: answers.map(\.text).joined(separator: "\n"))
    }
}

/// What is said of one image.
private struct Answer {
    let file: String
    /// Where it is, unless the image is the face, and what it shows.
    let faces: [(face: DetectedFace?, prediction: FacePredictor.Prediction)]

    var text: String {
        if faces.isEmpty { return "\(file): no face" }
        return faces.map { face, prediction in
            let place = face.map { " (\(FaceEntry($0).place))" } ?? ""
            return "\(file): \(words(for: prediction))\(place)"
        }.joined(separator: "\n")
    }

    var annotations: [Annotation] {
        faces.compactMap { face, prediction in
            let percent = Int((prediction.probability * 100).rounded())
            return face.map { Annotation(box: $0.box, label: "\(prediction.label) \(percent) %") }
        }
    }

    /// `happy 93 %, neutral 4 %, surprise 1 %`
    private func words(for prediction: FacePredictor.Prediction) -> String {
        zip(prediction.labels, prediction.probabilities).sorted { $0.1 > $1.1 }.prefix(3)
            .map { "\($0) \(Int(($1 * 100).rounded())) %" }.joined(separator: ", ")
    }
}

extension Answer: Encodable {
    private enum Key: String, CodingKey { case file, label, probabilities, faces }

    /// `label` and `probabilities` are those of the surest face, and are left out where there is none. `faces` has all of a
    /// photograph's, and is left out where the image is a face.
    func encode(to encoder: any Encoder) throws {
        func named(_ prediction: FacePredictor.Prediction) -> [String: Float] {
            Dictionary(uniqueKeysWithValues: zip(prediction.labels, prediction.probabilities))
        }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(file, forKey: .file)
        if let surest = faces.first?.prediction {
            try container.encode(surest.label, forKey: .label)
            try container.encode(named(surest), forKey: .probabilities)
        }
        let found = faces.compactMap { face, prediction in
            face.map { FaceEntry($0, label: prediction.label, probabilities: named(prediction)) }
        }
        if found.count == faces.count { try container.encode(found, forKey: .faces) }
    }
}
