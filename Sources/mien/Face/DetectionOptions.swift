import ArgumentParser
import MienImage

/// How faces are looked for in photographs.
struct DetectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A cascade of OpenCV's format. (default: haarcascade_frontalface_default of the package opencv-data, or of the folder \
            MIEN_CASCADES)
            """, valueName: "file"))
    var cascade: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How much larger each size is in which faces are looked for, from 1.01 to 10.", valueName: "factor"))
    var scale = 1.1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A face is seen by more windows than this.", valueName: "number"),
        transform: number(in: 0...1_000_000))
    var neighbors = 3

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The least side of a face, in pixels. (default: the cascade's own)", valueName: "pixels"),
        transform: number())
    var minSize: Int?

    func validate() throws {
        guard (1.01...10).contains(scale) else { throw ValidationError("--scale: 1.01 to 10 is expected.") }
    }

    func makeDetector() throws(ImageError) -> FaceDetector {
        let given: Cascade? = if let cascade { try Cascade(contentsOf: cascade) } else { nil }
        return try FaceDetector(
            given, scaleFactor: scale, minimumNeighbors: neighbors, minimumSize: minSize ?? 0)
    }
}
