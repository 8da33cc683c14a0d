import MienTraining

extension ConfusionMatrixChart {
    /// Draws what a classifier took for what.
    public init(title: String = "Confusion matrix", _ matrix: ConfusionMatrix) {
        self.init(title: title, labels: matrix.classNames, counts: matrix.counts)
    }
}

extension BarChart {
    /// Draws the share of each class that was recognised, its accuracy, beside the accuracy over all.
    ///
    /// A class without samples has no bar: its recall in the report is a convention, not a result.
    public init(title: String = "Recall by class", recallOf report: ClassificationReport) {
        let recall = report.perClass.map { $0.support == 0 ? .nan : $0.recall }
        let accuracy = report.samples == 0 ? nil : Reference("accuracy", report.accuracy)
        self.init(title: title, labels: report.labels, values: recall, style: .percent, reference: accuracy)
    }
}

extension RunReport.Table {
    /// The scores of each class and their means, in scikit-learn's layout.
    public init(title: String = "Classification report", _ report: ClassificationReport) {
        func row(_ name: String, _ scores: ClassificationScores) -> [String] {
            [name] + [scores.precision, scores.recall, scores.f1].map { NumberText.fixed($0, digits: 3) }
                + [NumberText.grouped(scores.support)]
        }
        let accuracy = ["accuracy", "", "", NumberText.fixed(report.accuracy, digits: 3)]
        self.init(
            title: title, header: ["", "precision", "recall", "f1-score", "support"],
            rows: zip(report.labels, report.perClass).map(row),
            footer: [
                accuracy + [NumberText.grouped(report.samples)], row("macro avg", report.macro),
                row("weighted avg", report.weighted),
            ])
    }
}

extension RunReport.Section {
    /// How well a classifier did: confusion matrix, recall by class and the scores of each class.
    public static func classification(title: String = "Test", _ report: ClassificationReport) -> RunReport.Section {
        .init(
            title,
            [
                .chart(ConfusionMatrixChart(report.confusion)), .chart(BarChart(recallOf: report)),
                .table(.init(report)),
            ])
    }
}
