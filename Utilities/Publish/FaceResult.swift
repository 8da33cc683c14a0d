import ArgumentParser
import FER2013
import FaceExpression
import Foundation
import Mien
import MienCharts
import MienTraining

/// What came of a training for facial expressions, beside what its paper published.
struct FaceResult {
    private let recipe: FaceRecipe
    private let commit: String
    private let history: History
    private let fingerprint: Fingerprint?
    /// Of the best model, as it was trained.
    private let best: ClassificationReport
    /// Of the weights that ship, in half precision.
    private let half: ClassificationReport
    /// Of both on the validation images that are no copies of training images.
    private let bestOnUnseen, halfOnUnseen: ClassificationReport

    init(run: String, recipe: FaceRecipe, shipped: String, data path: String, commit: String) throws {
        (self.recipe, self.commit) = (recipe, commit)
        history = try TrainingRun(opening: run).history()
        let data = try FaceData(path, seed: recipe.seed)
        let report = FER2013Report(of: data.splits)
        guard report.genuineness == .genuine else {
            throw ValidationError("\(path): the original FER2013 is expected, found other images.\n\(report)")
        }
        fingerprint = report.fingerprint
        let validation = try data.images(.validation, labels: recipe.labels)
        func measure(_ weights: String, _ images: FER2013Images) throws -> ClassificationReport {
            let evaluation = try FaceEvaluation.measure(FaceModel(weights), on: images, progress: .terminal)
            guard let report = evaluation.report else {
                throw ValidationError("\(weights): a network that tells classes apart is expected.")
            }
            return report
        }
        best = try measure(run, validation)
        half = try measure(shipped, validation)
        let unseen = validation.removing(copiesOf: try data.images(.train, labels: recipe.labels))
        bestOnUnseen = try measure(run, unseen)
        halfOnUnseen = try measure(shipped, unseen)
    }

    /// The epoch whose model is the best, from 1.
    private var bestEpoch: Int {
        let accuracies = history["val_accuracy"].map { $0 ?? -1 }
        return (accuracies.firstIndex(of: accuracies.max() ?? -1) ?? 0) + 1
    }

    // MARK: - Charts

    func writeCharts(to folder: String) throws {
        try LineChart(title: "Loss", history, measure: "loss", bestEpoch: bestEpoch).write(to: "\(folder)/loss.svg")
        try LineChart(title: "Accuracy", history, measure: "accuracy", style: .percent, bestEpoch: bestEpoch)
            .write(to: "\(folder)/accuracy.svg")
        try ConfusionMatrixChart(best.confusion).write(to: "\(folder)/confusion.svg")
    }

    // MARK: - Text

    /// What the weights that ship are worth, class by class.
    var classTable: String {
        let rows = zip(half.labels, half.perClass).map { label, scores in
            "| \(label) | \(digits(scores.precision)) | \(digits(scores.recall)) | \(digits(scores.f1)) | \(scores.support) |"
        }
        return """
            | expression | precision | recall | F1 | images |
            |---|---|---|---|---|
            \(rows.joined(separator: "\n"))
            | macro mean | \(digits(half.macro.precision)) | \(digits(half.macro.recall)) | \(digits(half.macro.f1)) | \(half.samples) |

            Accuracy \(digits(half.accuracy)) on the \(half.samples) images of the split `validation`; \
            \(digits(halfOnUnseen.accuracy)) on the \(halfOnUnseen.samples) of them that are no copies of training images.

            """
    }

    /// - Parameter charts: the folder of the charts, as the page refers to it.
    func section(charts: String) -> String {
        """
        ## Facial expressions: `\(recipe.name)` on FER2013

        | | published (paper 000) | here |
        |---|---|---|
        | accuracy | \(digits(Paper000.accuracy)) | \(digits(best.accuracy)) |
        | macro F1 | \(digits(Paper000.macroF1)) | \(digits(best.macro.f1)) |
        | weighted F1 | \(digits(Paper000.weightedF1)) | \(digits(best.weighted.f1)) |
        | measured on | 7,178 images: PublicTest and PrivateTest together | \(best.samples) images: PublicTest |

        The two columns are not of the same images: PrivateTest was not looked at. The model is the best of \
        \(history.epochs.count) epochs (epoch \(bestEpoch)) by its accuracy on these very images, which flatters it a little; \
        the last epoch's had \(digits(history["val_accuracy"].last.flatMap { $0 } ?? .nan)). \
        \(best.samples - bestOnUnseen.samples) of the images are copies of training images; on the other \
        \(bestOnUnseen.samples) the accuracy is \(digits(bestOnUnseen.accuracy)), macro F1 \(digits(bestOnUnseen.macro.f1)). In half precision, as the weights ship, \
        the accuracy on all is \(digits(half.accuracy)).

        | | |
        |---|---|
        | command | `mien face train --data fer2013 --recipe \(recipe.name) --seed \(recipe.seed)` |
        | commit | \(commit) |
        | training images | \(fingerprintText) |

        ![Loss by epoch](\(charts)/loss.svg) ![Accuracy by epoch](\(charts)/accuracy.svg)

        ![Confusion matrix](\(charts)/confusion.svg)

        ```
        \(best.text(digits: 4))```

        | epoch | loss | accuracy | validation loss | validation accuracy | learning rate |
        |---|---|---|---|---|---|
        \(epochRows)

        """
    }

    private var fingerprintText: String {
        guard let fingerprint else { return "none" }
        let images = fingerprint.classCounts.reduce(0, +)
        return "\(images), grey values' sum \(fingerprint.pixelSum), mean \(fingerprint.mean), deviation "
            + "\(fingerprint.standardDeviation): the original's"
    }

    private var epochRows: String {
        history.epochs.enumerated().map { index, epoch in
            let names = [("loss", 4), ("accuracy", 4), ("val_loss", 4), ("val_accuracy", 4), ("learning_rate", 5)]
            let values = names.map { digits(epoch[$0] ?? .nan, $1) }
            return "| \(index + 1) | \(values.joined(separator: " | ")) |"
        }.joined(separator: "\n")
    }
}

/// Table II of paper 000.
private enum Paper000 {
    static let accuracy = 0.66216
    static let macroF1 = 0.60825
    static let weightedF1 = 0.65343
}

private func digits(_ value: Double, _ count: Int = 4) -> String { NumberText.fixed(value, digits: count) }
