import GTZAN
import MienCharts
import MienTabular
import MienTraining

/// The report of a training or of an evaluation, as a page to look at.
struct GenreReport {
    private let report: RunReport

    /// Of a training: what the classifier does on each part of the clips, and which features matter to it.
    init(of training: GenreTraining, _ outcome: GenreTraining.Outcome) {
        let configuration = training.configuration
        var report = RunReport(
            title: "genre \(configuration.recipe.name)", subtitle: "Genres of music by 58 numbers that describe a clip")
        report.highlights = Self.highlights(outcome.test ?? outcome.training)
        report.facts = [
            .init("data", training.data.source), .init("protocol", configuration.protocol.name),
            .init("seed", "\(configuration.recipe.seed)"), .init("run", outcome.folder),
        ]
        report.messages = (training.data.remarks + configuration.protocol.remarks).map { .init(.warning, $0) }
        report.sections = [("Test", outcome.test), ("Training", outcome.training)].compactMap { title, report in
            report.map { .classification(title: title, $0) }
        }
        if let chart = Self.importance(of: outcome.model.classifier, configuration.protocol) {
            report.sections.append(.init("Features", [.chart(chart)]))
        }
        report.sections.append(.configuration(configuration))
        self.report = report
    }

    /// Of an evaluation.
    init(of evaluation: GenreEvaluation) {
        var report = RunReport(
            title: "genre evaluation", subtitle: "\(evaluation.part.rawValue) clips of \(evaluation.data)")
        report.highlights = Self.highlights(evaluation.report)
        report.facts = [
            .init("model", evaluation.model), .init("protocol", evaluation.protocol.name),
            .init("clips", "\(evaluation.report.samples)"),
        ]
        report.messages = evaluation.remarks.map { .init(.warning, $0) }
        report.sections = [.classification(title: "Results", evaluation.report)]
        self.report = report
    }

    private static func highlights(_ report: ClassificationReport) -> [RunReport.Fact] {
        [
            .init("accuracy", RunReport.percent(report.accuracy)),
            .init("macro F1", RunReport.percent(report.macro.f1)),
        ]
    }

    /// Of boosted trees and of forests; nil for what weighs features otherwise.
    private static func importance(of model: any ClassifierModel, _ division: GenreProtocol) -> BarChart? {
        guard let importances = model.importancesOfTrees else { return nil }
        return BarChart(
            title: "Importance", labels: division.columnNames, values: importances, measure: "share of the gain"
        ).largestFirst(15)
    }

    func write(to path: String) throws { try report.write(to: path) }
}

extension ClassifierModel {
    /// How much each feature matters to trees, behind stages that leave their order as it is.
    fileprivate var importancesOfTrees: [Double]? {
        switch self {
        case let trees as GradientBoostingModel: trees.featureImportances
        case let trees as TreeModel: trees.importances
        case let pipeline as PipelineModel<GradientBoostingModel>: pipeline.classifier.featureImportances
        case let pipeline as PipelineModel<TreeModel>: pipeline.classifier.importances
        default: nil
        }
    }
}
