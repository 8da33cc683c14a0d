import Mien
import MienCharts
import MienTraining

/// The report of a run or of an evaluation, as a page to look at.
struct SpeechReport {
    private let report: RunReport

    /// Of a training: how it went, and what the model that was kept does on each part of the recordings.
    init(of training: SpeechTraining, _ outcome: SpeechTraining.Outcome, network: Module) {
        let configuration = training.configuration
        let recipe = configuration.recipe
        var report = RunReport(
            title: "speech \(recipe.name)", subtitle: "Emotions of speech: \(recipe.labels.joined(separator: ", "))")
        let shown = outcome.test ?? outcome.validation ?? outcome.training
        report.highlights = Self.highlights(shown)
        report.facts = [
            .init("data", training.data.source), .init("protocol", configuration.protocol.name),
            .init("epochs", "\(outcome.history.epochs.count)"), .init("seed", "\(recipe.seed)"),
            .init("run", outcome.folder),
        ]
        report.messages = (training.data.remarks + configuration.protocol.remarks).map { .init(.warning, $0) }
        report.sections = [.training(outcome.history, bestEpoch: outcome.history.bestEpoch(by: "val_loss", <))]
        let parts = [("Test", outcome.test), ("Validation", outcome.validation), ("Training", outcome.training)]
        for (title, evaluation) in parts {
            report.sections += evaluation.map { RunReport.Section.results(title, of: $0) } ?? []
        }
        report.sections += [
            .init("Network", [.preformatted(network.summary(inputShape: recipe.inputShape))]),
            .configuration(configuration),
        ]
        self.report = report
    }

    /// Of an evaluation.
    init(of evaluation: SpeechEvaluation) {
        var report = RunReport(
            title: "speech evaluation", subtitle: "\(evaluation.part.rawValue) recordings of \(evaluation.data)")
        report.highlights = Self.highlights(evaluation.result)
        report.facts = [
            .init("model", evaluation.model), .init("protocol", evaluation.protocol.name),
            .init("recordings", "\(evaluation.result.samples)"),
        ]
        report.facts += evaluation.bySex.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { sex, evaluation in
            evaluation.report.map { .init("recall, \(sex.rawValue)", RunReport.percent($0.macro.recall)) }
        }
        report.messages = evaluation.remarks.map { .init(.warning, $0) }
        report.sections = RunReport.Section.results("Results", of: evaluation.result)
        self.report = report
    }

    private static func highlights(_ evaluation: Evaluation) -> [RunReport.Fact] {
        let recall = evaluation.report.map { [RunReport.Fact("unweighted recall", RunReport.percent($0.macro.recall))] }
        return RunReport.highlights(of: evaluation) + (recall ?? [])
    }

    func write(to path: String) throws { try report.write(to: path) }
}
