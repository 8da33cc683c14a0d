/// A ``LineChart`` laid out for a width: where everything stands, and the elements that draw it.
struct LineChartLayout {
    let chart: LineChart
    let width: Double
    private(set) var height = 0.0
    private let legend: Legend
    private let places: Scale
    private let values: Scale
    private let plot: PlotArea

    init(_ chart: LineChart, width: Double) {
        self.chart = chart
        self.width = width
        // A single curve is named by the chart's title.
        let names = chart.series.count > 1 ? chart.series.map(\.name) : []
        legend = Legend(names, top: Measure.underTitle - 4, width: width)
        places = chart.course.scale(count: chart.count, room: Int(width / 80))
        let all = chart.series.flatMap(\.values)
        values =
            switch chart.division {
            case .linear: .linear(covering: all, count: 5, style: chart.style)
            case .logarithmic: .logarithmic(covering: all, count: 5)
            }
        // The marker's label stands between the legend and the plot.
        let top = Measure.underTitle + legend.height + (chart.bestEpoch == nil ? 8 : 22)
        let labels = values.ticks.map { textWidth($0.label, size: Measure.smallSize) }.max() ?? 0
        // Over the whole width of a page a low strip reads better than a poster.
        let plotHeight = width > 800 ? 180 : min(max(width * 0.4, 150), 220)
        plot = PlotArea(
            left: Measure.margin + labels + 8, right: width - Measure.margin - 6, top: top,
            bottom: top + plotHeight)
        height = plot.bottom + 44
    }

    var elements: [SVGElement] {
        [heading(chart.title, width: width)] + legend.elements + axes + curves + marker + notice
    }
}

// MARK: - Positions

extension LineChartLayout {
    private func x(_ index: Int) -> Double? {
        chart.course.place(index).flatMap(places.position).map(plot.x)
    }

    private func point(_ index: Int, _ value: Double) -> (x: Double, y: Double)? {
        guard let x = x(index), let y = values.position(value) else { return nil }
        return (x, plot.y(y))
    }

    /// The unbroken pieces of a series.
    private func runs(of series: LineChart.Series) -> [[(x: Double, y: Double)]] {
        var runs: [[(x: Double, y: Double)]] = [[]]
        for (index, value) in series.values.enumerated() {
            if let point = point(index, value) {
                runs[runs.count - 1].append(point)
            } else if !runs[runs.count - 1].isEmpty {
                runs.append([])
            }
        }
        return runs.filter { !$0.isEmpty }
    }
}

// MARK: - Elements

extension LineChartLayout {
    private var axes: [SVGElement] {
        let horizontal = plot.grid(values)
        let vertical = places.ticks.flatMap { plot.mark($0.label, at: plot.x(places.position($0.value) ?? 0)) }
        let base = SVGElement.line(plot.left, plot.bottom, plot.right, plot.bottom).stroked(.axis, width: 1)
        return horizontal + [base] + vertical + [plot.name(chart.course.name)]
    }

    private var curves: [SVGElement] {
        chart.series.enumerated().flatMap { index, series in
            let look = CurveLook(index)
            let lines = runs(of: series).map { run in
                // A line needs two points: a single one between gaps is a dot.
                run.count == 1
                    ? SVGElement.circle(x: run[0].x, y: run[0].y, radius: 3).filled(look.paint)
                    : look.applied(to: .path(through: run))
            }
            return lines + tooltips(for: series)
        }
    }

    /// Invisible discs that name place and value under the pointer; not where they would lie on each other.
    private func tooltips(for series: LineChart.Series) -> [SVGElement] {
        guard series.values.count <= 200 else { return [] }
        return series.values.enumerated().compactMap { index, value in
            point(index, value).map { point in
                SVGElement.circle(x: point.x, y: point.y, radius: 7).with("fill", "transparent")
                    .titled("\(series.name), \(chart.course.words(index)): \(chart.style.text(value))")
            }
        }
    }

    /// A line at the best epoch, a ring at the last series' value, and both in words.
    private var marker: [SVGElement] {
        guard hasPoints, let epoch = chart.bestEpoch, epoch >= 1, epoch <= chart.count, let x = x(epoch - 1)
        else { return [] }
        let line = SVGElement.line(x, plot.top - 4, x, plot.bottom).stroked(.muted, width: 1, dashes: "2 3")
        var label = "best \(chart.course.words(epoch - 1))"
        var ring: [SVGElement] = []
        if let last = chart.series.last, epoch <= last.values.count,
            let point = point(epoch - 1, last.values[epoch - 1])
        {
            label += ": \(chart.style.text(last.values[epoch - 1]))"
            let paint = CurveLook(chart.series.count - 1).paint
            ring = [
                SVGElement.circle(x: point.x, y: point.y, radius: 4.5).filled(.surface).stroked(paint, width: 2.5)
            ]
        }
        let half = textWidth(label, size: Measure.smallSize) / 2
        let centre = min(max(x, plot.left + half), max(plot.left + half, width - Measure.margin - half))
        let text = SVGElement.text(label, x: centre, y: plot.top - 11, size: Measure.smallSize, anchor: .middle)
        return [line] + ring + [text.filled(.ink)]
    }

    /// Says that there is nothing to see where there is nothing.
    private var notice: [SVGElement] {
        hasPoints ? [] : [plot.notice(chart.count == 0 ? "no values yet" : "no values to draw")]
    }

    private var hasPoints: Bool {
        chart.series.contains { !runs(of: $0).isEmpty }
    }
}
