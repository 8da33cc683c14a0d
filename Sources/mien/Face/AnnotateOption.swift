import ArgumentParser
import MienImage

/// Where an image goes with what was found on it.
struct AnnotateOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Draw boxes and labels on the image, and write it to this file (.png or .jpg); of one image only.",
            valueName: "file"))
    var annotate: String?

    /// Throws if the file cannot be written, or if there is not one image. Called before long work, which would be lost.
    func check(_ files: [String]) throws {
        guard let annotate else { return }
        guard files.count == 1 else { throw ValidationError("--annotate takes one image, found \(files.count).") }
        let ending = annotate.split(separator: ".").last?.lowercased() ?? ""
        guard ["png", "jpg", "jpeg"].contains(ending) else { throw ImageError.unknownExtension(file: annotate) }
        try checkWritable(annotate)
    }

    /// Draws on an image and writes it, if that is wanted.
    func write(_ annotations: @autoclosure () -> [Annotation], on image: @autoclosure () throws -> Image) throws {
        if let annotate { try image().annotated(annotations()).write(to: annotate) }
    }
}
