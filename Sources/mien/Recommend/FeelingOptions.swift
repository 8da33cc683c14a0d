import ArgumentParser
import FaceExpression
import MienAudio
import MienImage
import MienRecommender
import SpeechEmotion

/// What tells how someone feels.
struct FeelingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A photograph of the face.", valueName: "file"))
    var face: String?

    @Option(help: ArgumentHelp("A recording of the voice.", valueName: "file"))
    var voice: String?

    @Option(help: ArgumentHelp("Stated, in place of face and voice: sad:.7,calm:.3.", valueName: "emotions"))
    var state: String?

    @Option(
        help: ArgumentHelp(
            "A table that places emotions in valence and arousal, in place of Mien's.", valueName: "file"))
    var emotions: String?

    func validate() throws {
        if state != nil && (face != nil || voice != nil) {
            throw ValidationError("--state stands in place of --face and --voice.")
        }
        if state == nil && face == nil && voice == nil {
            throw ValidationError("Give --face, --voice, or both; or state how you feel: --state sad:.7,calm:.3")
        }
    }

    func felt() throws -> State {
        let table = try emotions.map { try EmotionTable(contentsOf: $0) } ?? .standard
        if let state { return try State(stated: EmotionDistribution(parsing: state, table: table), table: table) }
        let seen = try face.map { try self.seen(in: $0, table) }
        let heard = try voice.map { try self.heard(in: $0, table) }
        return try State(face: seen, voice: heard, table: table)
    }

    private func seen(in file: String, _ table: EmotionTable) throws -> EmotionDistribution {
        let views = try FaceView.all(in: Image(contentsOf: file)) { try FaceDetector() }
        if views.count > 1 {
            throw RecommenderError.severalFaces(
                file: file, places: views.compactMap(\.face).map { FaceEntry($0).place })
        }
        guard let view = views.first else { throw RecommenderError.noFace(file: file) }
        let prediction = FacePredictor(try FaceModel(nil)).predict(view)
        return try EmotionDistribution(
            labels: prediction.labels, probabilities: prediction.probabilities, table: table)
    }

    private func heard(in file: String, _ table: EmotionTable) throws -> EmotionDistribution {
        // The recording is looked at before weights are looked for.
        _ = try AudioFile(file)
        let prediction = try SpeechPredictor(SpeechModel(ensemble: [])).predict(contentsOf: file)
        if prediction.windows.allSatisfy({ $0.probabilities == nil }) { throw RecommenderError.silent(file: file) }
        return try EmotionDistribution(
            labels: prediction.labels, probabilities: prediction.probabilities, table: table)
    }
}
