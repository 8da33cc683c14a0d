import MienCharts
import MienTraining
import Testing

@Suite("Charts of a classification")
struct ClassificationChartsTests {
    private let report = ClassificationReport(
        ConfusionMatrix(classNames: ["happy", "sad", "fear"], counts: [[3, 1, 0], [2, 1994, 0], [0, 0, 0]]))

    @Test("The matrix is drawn as it was counted")
    func matrix() {
        let chart = ConfusionMatrixChart(report.confusion)
        #expect(chart.labels == ["happy", "sad", "fear"] && chart.counts == report.confusion.counts)
    }

    @Test("Recall by class, none for a class without samples, beside the accuracy")
    func recall() {
        let chart = BarChart(recallOf: report)
        #expect(chart.labels == ["happy", "sad", "fear"])
        #expect(chart.values.dropLast() == [0.75, 1994.0 / 1996] && chart.values[2].isNaN)
        #expect(chart.reference?.value == 1997.0 / 2000)
        #expect(BarChart(recallOf: ClassificationReport(ConfusionMatrix(classNames: ["a"]))).reference == nil)
    }

    @Test("The table has scikit-learn's rows and columns")
    func table() {
        let table = RunReport.Table(report)
        #expect(table.header == ["", "precision", "recall", "f1-score", "support"])
        #expect(
            table.rows == [
                ["happy", "0.600", "0.750", "0.667", "4"], ["sad", "0.999", "0.999", "0.999", "1,996"],
                ["fear", "0.000", "0.000", "0.000", "0"],
            ])
        #expect(
            table.footer == [
                ["accuracy", "", "", "0.999", "2,000"], ["macro avg", "0.533", "0.583", "0.555", "2,000"],
                ["weighted avg", "0.999", "0.999", "0.999", "2,000"],
            ])
    }

    @Test("The section holds all three")
    func section() throws {
        let page = try parse(RunReport(title: "Run", sections: [.classification(report)]).html)
        #expect(page.all("h2").map(\.text) == ["Test"])
        #expect(page.all("figure").map { $0.all("svg").first?.title } == ["Confusion matrix", "Recall by class"])
        #expect(page.all("caption").map(\.text) == ["Classification report"])
    }
}
