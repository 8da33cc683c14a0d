import Foundation
import Mien
import MienTestSupport
import RAVDESS
import SpeechEmotion
import Testing

@Suite("Trainings for speech", .serialized)
struct TrainingTests {
    @Test("every recipe trains, is measured and read again", arguments: SpeechRecipe.names)
    func train(_ name: String) throws {
        try withTemporaryFolder { folder in
            var recipe = try SpeechRecipe.named(name)
            recipe.epochs = 1
            let configuration = SpeechTraining.Configuration(recipe: recipe, limit: 40)
            let training = try SpeechTraining(configuration, folder: "\(folder)/run")
            let outcome = try training.train(progress: .silent)
            #expect(outcome.training.samples == 40 && outcome.test?.samples == 40)
            let page = try String(contentsOfFile: "\(folder)/run/report.html", encoding: .utf8)
            #expect(page.contains("every voice is in training and test"))
            let model = try SpeechModel("\(folder)/run")
            #expect(model.configuration == configuration)
            let evaluation = try SpeechEvaluation(of: model, on: SpeechData(nil, seed: 1), limit: 40)
            #expect(evaluation.result == outcome.test && evaluation.part == .test)
            #expect(evaluation.bySex.values.reduce(0) { $0 + $1.samples } == 40)
        }
    }

    @Test("a recipe of another kind is refused")
    func refusals() throws {
        var recipe = SpeechRecipe.cnn
        recipe.dropout = 1
        #expect(throws: SpeechEmotionError.badField("dropout", expected: "a share from 0 to below 1")) {
            try SpeechTraining(.init(recipe: recipe), folder: "x")
        }
        let hostile: [(SpectrogramAugmentation, String)] = [
            (.init(speeds: []), "speeds"), (.init(speeds: [0.9]), "speeds"), (.init(speeds: [1, 0]), "speeds"),
            (.init(speeds: [1, .nan]), "speeds"), (.init(stretch: 0...1), "stretch"),
            (.init(stretch: 1 ... .infinity), "stretch"), (.init(warp: -1...1), "warp"), (.init(mixup: .nan), "mixup"),
        ]
        for (augmentation, field) in hostile {
            recipe = .mien
            recipe.augmentation = augmentation
            let error = #expect(throws: SpeechEmotionError.self) {
                try SpeechTraining(.init(recipe: recipe), folder: "x")
            }
            #expect("\(error.map { "\($0)" } ?? "")".contains("augmentation.\(field) is out of its range"))
        }
        recipe = .cnn
        recipe.epochs = 0
        #expect(throws: SpeechEmotionError.outOfRange(field: "epochs", found: 0, expected: 1...1_000_000)) {
            try SpeechTraining(.init(recipe: recipe), folder: "x")
        }
        recipe = .cnn
        recipe.labels = ["angry", "happy"]
        #expect(throws: SpeechEmotionError.otherLabels(source: "The recipe cnn", found: ["angry", "happy"])) {
            try SpeechTraining(.init(recipe: recipe), folder: "x")
        }
        #expect(throws: SpeechEmotionError.noModel("nowhere")) { try SpeechModel("nowhere") }
    }

    /// What made voices are for: pitch, loudness, rate and timbre tell the emotions apart.
    @Test("made voices can be learnt")
    func learning() throws {
        try withTemporaryFolder { folder in
            var recipe = SpeechRecipe.cnn
            // Long enough for the running statistics of Keras's batch norm to follow.
            (recipe.isStandardized, recipe.dropout, recipe.patience, recipe.epochs) = (true, 0, nil, 60)
            let outcome = try SpeechTraining(.init(recipe: recipe), folder: "\(folder)/run").train(progress: .silent)
            let (training, test) = (outcome.training.accuracy ?? 0, outcome.test?.accuracy ?? 0)
            #expect(training > 0.8 && test > 0.5, "\(training), \(test)")
        }
    }
}
