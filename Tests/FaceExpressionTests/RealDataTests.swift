import FaceExpression
import Foundation
import MienTestSupport
import Testing

/// With the original photographs, where they are at hand: `$MIEN_DATA/fer2013`.
@Suite(.serialized, .enabled(if: realFaces != nil, "no FER2013 folder; set MIEN_DATA"))
struct RealDataTests {
    @Test func remarksOnTheOriginal() throws {
        let data = try FaceData(realFaces, seed: 1)
        #expect(data.remarks == ["280 validation images are also in the train split."])
        #expect(try data.images(.train, labels: FaceRecipe.paper002.labels).count == 24_176)
    }

    /// What the card says, on a sample: with 500 images the accuracy strays by .02 either way.
    @Test func theWeightsThatShip() throws {
        let evaluation = try FaceEvaluation(
            of: FaceModel(nil), on: FaceData(realFaces, seed: 1), split: "validation", limit: 500)
        #expect(try #require(evaluation.result.accuracy) > 0.58)
    }

    @Test func trainingAndEvaluation() throws {
        try withTemporaryFolder { folder in
            let configuration = FaceTraining.Configuration(
                recipe: quickRecipe(), data: realFaces, limit: 16)
            let training = try FaceTraining(configuration, folder: "\(folder)/run")
            let outcome = try training.train(progress: .silent)
            #expect(outcome.evaluation.samples == 16 && outcome.evaluation.loss.isFinite)
            let evaluation = try FaceEvaluation(
                of: FaceModel(training.folder), on: training.data, split: nil, limit: 20)
            #expect(evaluation.split == "validation" && evaluation.result.samples == 20)
        }
    }
}
