import FER2013
import FoundationEssentials
import Mien
import MienCharts
import MienTraining

/// The report of a run or of an evaluation, as a page to look at.
struct FaceReport {
    private let report: RunReport

    /// Of a training: how it went, and what the best model does on the validation images.
    init(of training: FaceTraining, _ outcome: FaceTraining.Outcome, network: Module) {
        let recipe = training.configuration.recipe
        var report = RunReport(
            title: "face \(recipe.name)", subtitle: "Facial expressions: \(recipe.labels.joined(separator: ", "))")
        report.highlights = highlights(outcome.evaluation)
        report.facts = [
            .init("data", training.data.splits.source), .init("epochs", "\(outcome.history.epochs.count)"),
            .init("seed", "\(recipe.seed)"), .init("measured on", "validation, \(outcome.evaluation.samples) images"),
            .init("run", outcome.folder),
        ]
        report.messages = training.data.remarks.map { .init(.warning, $0) }
        report.sections = [.training(outcome.history, bestEpoch: bestEpoch(outcome.history))]
        report.sections += results("Validation", of: outcome.evaluation)
        report.sections += [
            .init("Network", [.preformatted(network.summary(inputShape: [FER2013.side, FER2013.side, 1]))]),
            .init("Configuration", [.preformatted(json(training.configuration))]),
        ]
        self.report = report
    }

    /// Of an evaluation.
    init(of evaluation: FaceEvaluation) {
        var report = RunReport(title: "face evaluation", subtitle: "\(evaluation.split) images of \(evaluation.data)")
        report.highlights = highlights(evaluation.result)
        report.facts = [.init("model", evaluation.model), .init("images", "\(evaluation.result.samples)")]
        report.messages = evaluation.remarks.map { .init(.warning, $0) }
        report.sections = results("Results", of: evaluation.result)
        self.report = report
    }

    func write(to path: String) throws { try report.write(to: path) }
}

private func highlights(_ evaluation: Evaluation) -> [RunReport.Fact] {
    guard let report = evaluation.report else { return [] }
    return [
        .init("accuracy", percent(report.accuracy)), .init("macro F1", percent(report.macro.f1)),
        .init("loss", "\((evaluation.loss * 1000).rounded() / 1000)"),
    ]
}

/// The epoch whose model was kept, from 1.
private func bestEpoch(_ history: History) -> Int? {
    let accuracies = history.epochs.map { $0["val_accuracy"] ?? -1 }
    return accuracies.indices.max { accuracies[$0] < accuracies[$1] || (accuracies[$0] == accuracies[$1] && $0 > $1) }
        .map { $0 + 1 }
}

private func results(_ title: String, of evaluation: Evaluation) -> [RunReport.Section] {
    evaluation.report.map { [.classification(title: title, $0)] } ?? []
}

private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

private func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
}
