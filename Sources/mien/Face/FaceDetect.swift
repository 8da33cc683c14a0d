import ArgumentParser
import MienImage

struct FaceDetect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect", abstract: "Find the faces in photographs.",
        discussion: """
            PNG and JPEG of any size. A face's score is the number of windows that see it; the surest come first.
            """)

    @OptionGroup var detection: DetectionOptions

    @OptionGroup var output: JSONOption

    @OptionGroup var drawing: AnnotateOption

    @Argument(help: ArgumentHelp("Images.", valueName: "file"))
    var files: [String]

    /// One entry of the JSON document.
    private struct Entry: Encodable {
        let file: String
        let faces: [FaceEntry]
    }

    func run() throws {
        try output.check()
        try drawing.check(files)
        let detector = try detection.makeDetector()
        let entries = try files.map { file in
            let faces = detector.faces(in: try Image(contentsOf: file))
            try drawing.write(
                faces.map { Annotation(box: $0.box, label: "\(Int($0.score))") }, on: Image(contentsOf: file))
            return Entry(file: file, faces: faces.map { FaceEntry($0) })
        }
        try output.write(entries, text: entries.map(text).joined(separator: "\n"))
    }

    private func text(_ entry: Entry) -> String {
        if entry.faces.isEmpty { return "\(entry.file): no face" }
        return entry.faces.map { "\(entry.file): \($0.place), score \(Int($0.score))" }.joined(separator: "\n")
    }
}

/// A face in a JSON document.
struct FaceEntry: Encodable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
    let score: Float
    let label: String?
    let probabilities: [String: Float]?

    init(_ face: DetectedFace, label: String? = nil, probabilities: [String: Float]? = nil) {
        (x, y, width, height) = (face.box.x, face.box.y, face.box.width, face.box.height)
        score = face.score
        (self.label, self.probabilities) = (label, probabilities)
    }

    /// `52 × 52 at (103, 40)`
    var place: String { "\(width) × \(height) at (\(x), \(y))" }
}
