import MienTraining

/// The loss against the learning rate, as a search found them, with the rate that it suggests.
///
/// ```swift
/// try LearningRateChart(try trainer.searchLearningRate(training)).write(to: "learning-rate.svg")
/// ```
public struct LearningRateChart: Chart {
    public var title: String
    public let search: LearningRateSearch

    public init(_ search: LearningRateSearch, title: String = "Loss by learning rate") {
        self.search = search
        self.title = title
    }

    public func drawing(width: Double) -> Drawing {
        let layout = LearningRateLayout(self, width: Measure.bounded(width))
        return Drawing(
            width: layout.width, height: layout.height, title: title, summary: summary, elements: layout.elements)
    }

    private var summary: String {
        guard let first = search.rates.first, let last = search.rates.last else { return "A chart without steps." }
        let range = "from \(NumberText.short(first)) to \(NumberText.short(last))"
        let suggestion = search.suggestion.map { "falls fastest at \(NumberText.short($0))" } ?? "never falls"
        return "The loss while the learning rate grows \(range): it \(suggestion)."
    }
}

/// A ``LearningRateChart`` laid out for a width.
private struct LearningRateLayout {
    let chart: LearningRateChart
    let width: Double
    let height: Double
    private let legend: Legend
    private let rates: Scale
    private let losses: Scale
    private let plot: PlotArea

    init(_ chart: LearningRateChart, width: Double) {
        self.chart = chart
        self.width = width
        let search = chart.search
        legend = Legend(search.rates.isEmpty ? [] : ["smoothed", "loss"], top: Measure.underTitle - 4, width: width)
        rates = .logarithmic(covering: search.rates, count: Int(width / 80))
        losses = .linear(covering: search.losses + search.smoothedLosses, count: 5)
        let labels = losses.ticks.map { textWidth($0.label, size: Measure.smallSize) }.max() ?? 0
        let top = Measure.underTitle + legend.height + 22
        plot = PlotArea(
            left: Measure.margin + labels + 8, right: width - Measure.margin - 6, top: top,
            bottom: top + min(max(width * 0.4, 150), 220))
        height = plot.bottom + 44
    }

    var elements: [SVGElement] {
        let curves = [chart.search.smoothedLosses, chart.search.losses].enumerated().flatMap { curve($1, $0) }
        let notice = chart.search.rates.isEmpty ? [plot.notice("no steps yet")] : []
        return [heading(chart.title, width: width)] + legend.elements + axes + curves + marker + notice
    }

    private var axes: [SVGElement] {
        let horizontal = plot.grid(losses)
        let vertical = rates.ticks.flatMap { tick -> [SVGElement] in
            rates.position(tick.value).map { plot.mark(tick.label, at: plot.x($0)) } ?? []
        }
        let base = SVGElement.line(plot.left, plot.bottom, plot.right, plot.bottom).stroked(.axis, width: 1)
        return horizontal + [base] + vertical + [plot.name("learning rate")]
    }

    private func curve(_ values: [Double], _ place: Int) -> [SVGElement] {
        let points = zip(chart.search.rates, values).compactMap { rate, value -> (x: Double, y: Double)? in
            guard let x = rates.position(rate), let y = losses.position(value) else { return nil }
            return (plot.x(x), plot.y(y))
        }
        guard points.count > 1 else {
            return points.map { .circle(x: $0.x, y: $0.y, radius: 3).filled(CurveLook(place).paint) }
        }
        return [CurveLook(place).applied(to: .path(through: points))]
    }

    /// A line at the suggested rate, and the rate in words.
    private var marker: [SVGElement] {
        guard let rate = chart.search.suggestion, let x = rates.position(rate).map(plot.x) else { return [] }
        let label = "falls fastest at \(NumberText.short(rate))"
        let half = textWidth(label, size: Measure.smallSize) / 2
        let centre = min(max(x, plot.left + half), max(plot.left + half, width - Measure.margin - half))
        return [
            SVGElement.line(x, plot.top - 4, x, plot.bottom).stroked(.muted, width: 1, dashes: "2 3"),
            SVGElement.text(label, x: centre, y: plot.top - 11, size: Measure.smallSize, anchor: .middle).filled(.ink),
        ]
    }
}
