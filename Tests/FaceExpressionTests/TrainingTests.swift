import FER2013
import FaceExpression
import Foundation
import Mien
import MienTestSupport
import MienTraining
import Testing

struct TrainingTests {
    @Test func aTrainingAndItsFolder() throws {
        try withTemporaryFolder { folder in
            try writeFaces(to: "\(folder)/faces")
            var recipe = quickRecipe(.paper002)
            recipe.seed = 3
            let configuration = FaceTraining.Configuration(recipe: recipe, data: "\(folder)/faces", limit: 16)
            let training = try FaceTraining(configuration, folder: "\(folder)/runs/a")
            #expect(training.folder == "\(folder)/runs/a" && training.configuration == configuration)
            let outcome = try training.train(progress: .silent)
            #expect(outcome.history.epochs.count == 1 && outcome.evaluation.samples == 5)
            #expect(outcome.evaluation.report?.labels == recipe.labels)
            // Choosing the best model and measuring it is one and the same.
            #expect(outcome.history["val_accuracy"] == [outcome.evaluation.accuracy])

            let model = try FaceModel(training.folder)
            #expect(model.labels == recipe.labels && model.seed == 3)
            let page = try String(contentsOfFile: "\(training.folder)/report.html", encoding: .utf8)
            #expect(page.contains("face paper-002") && page.contains("Trainable params"))
            let saved = try TrainingRun(opening: training.folder).configuration(as: FaceTraining.Configuration.self)
            #expect(saved == configuration)
            // A run that is at its end gives the same outcome again.
            let again = try FaceTraining(resuming: training.folder).train(progress: .silent)
            #expect(again.history == outcome.history && again.evaluation == outcome.evaluation)
        }
    }

    @Test func validationThatWasHeldOutIsFoundAgain() throws {
        try withTemporaryFolder { folder in
            try writeFaces(to: "\(folder)/faces", train: 70, validation: 0, test: 7)
            var recipe = quickRecipe()
            recipe.seed = 9
            let training = try FaceTraining(.init(recipe: recipe, data: "\(folder)/faces"), folder: "\(folder)/run")
            let outcome = try training.train(progress: .silent)
            let model = try FaceModel(training.folder)
            let data = try FaceData("\(folder)/faces", seed: try #require(model.seed))
            let evaluation = try FaceEvaluation(of: model, on: data, split: "validation")
            #expect(evaluation.result.confusion == outcome.evaluation.confusion)
        }
    }

    @Test func aMistakeLeavesNoFolder() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/faces"
            try writeFaces(to: path, train: 7, validation: 0, test: 0)
            func error(_ change: (inout FaceTraining.Configuration) -> Void) -> any Error {
                var configuration = FaceTraining.Configuration(recipe: quickRecipe(), data: path)
                change(&configuration)
                do {
                    _ = try FaceTraining(configuration, folder: "\(folder)/run")
                    return CancellationError()
                } catch {
                    return error
                }
            }
            let noImages = FaceExpressionError.noImages(
                split: "validation", data: path, labels: FaceRecipe.reference.labels)
            func outOfRange(_ field: String, _ found: Int) -> FaceExpressionError {
                .outOfRange(field: field, found: found, expected: 1...1_000_000)
            }
            #expect(error { $0.data = "\(folder)/none" } as? FER2013Error == .missing(path: "\(folder)/none"))
            #expect(error { $0.recipe.epochs = 0 } as? FaceExpressionError == outOfRange("epochs", 0))
            #expect(error { $0.recipe.batchSize = .max } as? FaceExpressionError == outOfRange("batchSize", .max))
            #expect(error { $0.limit = -1 } as? FaceExpressionError == outOfRange("limit", -1))
            #expect(
                error { $0.recipe.labels = ["sad", "happy"] } as? FaceExpressionError
                    == .otherLabels(source: "The recipe reference", found: ["sad", "happy"]))
            // A tenth of two images is none.
            try FileManager.default.removeItem(atPath: "\(path)/train")
            try writeFaces(to: path, train: 2, validation: 0, test: 0)
            #expect(error { _ in } as? FaceExpressionError == noImages)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["faces"])
        }
    }

    @Test func theFolderIsLookedAtBeforeTheData() throws {
        try withTemporaryFolder { folder in
            try writeFaces(to: "\(folder)/faces", train: 7, validation: 0, test: 0)
            let configuration = FaceTraining.Configuration(recipe: quickRecipe(), data: "\(folder)/none")
            #expect(throws: TrainingError.runExists(folder: "\(folder)/faces")) {
                try FaceTraining(configuration, folder: "\(folder)/faces")
            }
            let below = "\(folder)/faces/train/sad/000006.png/run"
            #expect(throws: TrainingError.cannotWrite(path: below, reason: "Not a directory")) {
                try FaceTraining(configuration, folder: below)
            }
        }
    }

    @Test func benchmarks() throws {
        #expect(FaceBenchmark.all.map(\.name) == ["face-reference"])
        let cost = try #require(FaceBenchmark.all.first).run(batch: 2, steps: 1)
        #expect(cost.batch == 2 && cost.trainMilliseconds > 0 && cost.inferenceMilliseconds > 0)
        #expect(cost.peakBytes > 10_000_000)
    }
}
