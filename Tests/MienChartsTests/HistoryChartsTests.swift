import MienCharts
import MienTraining
import Testing

@Suite("Charts of a history")
struct HistoryChartsTests {
    private let history = History(epochs: [
        ["loss": 1.5, "accuracy": 0.5, "learning_rate": 0.001, "val_macro_f1": 0.25],
        ["loss": 1.0, "accuracy": 0.75, "learning_rate": 0.0005, "val_loss": 1.25, "val_accuracy": 0.625],
    ])

    @Test("A measure and its validation twin are two curves; an epoch without a value is a gap")
    func curves() throws {
        let chart = LineChart(title: "Loss", history, measure: "loss", bestEpoch: 2)
        try #require(chart.series.map(\.name) == ["training", "validation"])
        #expect(chart.series[0].values == [1.5, 1])
        #expect(chart.series[1].values[0].isNaN && chart.series[1].values[1] == 1.25)
        #expect(chart.bestEpoch == 2)
        #expect(LineChart(title: "Rate", history, measure: "learning_rate").series.map(\.name) == ["training"])
        #expect(LineChart(title: "F1", history, measure: "macro_f1").series.map(\.name) == ["validation"])
        #expect(LineChart(title: "None", history, measure: "none").series.isEmpty)
    }

    @Test("Every measure has its chart, the learning rate the last one, without a mark")
    func section() throws {
        let section = RunReport.Section.training(history, bestEpoch: 1)
        let charts = section.contents.compactMap { content -> LineChart? in
            if case .chart(let chart, _) = content { chart as? LineChart } else { nil }
        }
        #expect(section.title == "Training" && charts.count == section.contents.count)
        #expect(charts.map(\.title) == ["Loss", "Accuracy", "Macro f1", "Learning rate"])
        #expect(charts.map(\.bestEpoch) == [1, 1, 1, nil])
        let page = try parse(RunReport(title: "", sections: [section]).html)
        let figures = page.all("figure")
        try #require(figures.count == 4)
        #expect(figures[1].all("text").map(\.text).contains("best epoch 1") == true)
        #expect(figures[1].all("text").map(\.text).contains("60%"))
        #expect(RunReport.Section.training(History()).contents.isEmpty)
    }
}
