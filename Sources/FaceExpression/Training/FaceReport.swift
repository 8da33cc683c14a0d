import FER2013
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
        report.highlights = RunReport.highlights(of: outcome.evaluation)
        report.facts = [
            .init("data", training.data.splits.source), .init("epochs", "\(outcome.history.epochs.count)"),
            .init("seed", "\(recipe.seed)"), .init("measured on", "validation, \(outcome.evaluation.samples) images"),
            .init("run", outcome.folder),
        ]
        report.messages = training.data.remarks.map { .init(.warning, $0) }
        report.sections = [.training(outcome.history, bestEpoch: outcome.history.bestEpoch(by: "val_accuracy", >))]
        report.sections += RunReport.Section.results("Validation", of: outcome.evaluation)
        report.sections += [
            .init("Network", [.preformatted(network.summary(inputShape: [FER2013.side, FER2013.side, 1]))]),
            .configuration(training.configuration),
        ]
        self.report = report
    }

    /// Of an evaluation.
    init(of evaluation: FaceEvaluation) {
        var report = RunReport(title: "face evaluation", subtitle: "\(evaluation.split) images of \(evaluation.data)")
        report.highlights = RunReport.highlights(of: evaluation.result)
        report.facts = [.init("model", evaluation.model), .init("images", "\(evaluation.result.samples)")]
        report.messages = evaluation.remarks.map { .init(.warning, $0) }
        report.sections = RunReport.Section.results("Results", of: evaluation.result)
        self.report = report
    }

    func write(to path: String) throws { try report.write(to: path) }
}
