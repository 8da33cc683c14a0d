import ArgumentParser

struct Face: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Facial expressions (FER2013; papers 000 and 002).",
        subcommands: [FaceTrain.self, FaceEvaluate.self, FacePredict.self, FaceDetect.self, FaceSummary.self])
}
