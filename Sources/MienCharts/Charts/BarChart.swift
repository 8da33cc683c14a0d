/// Horizontal bars with their names at the left and their values at the right: a measure of each class.
///
/// ```swift
/// BarChart(title: "Recall", labels: classNames, values: recall, style: .percent, reference: .init("accuracy", accuracy))
/// ```
public struct BarChart: Chart {
    /// A value to compare all bars with, drawn as a line across them.
    public struct Reference: Sendable {
        public var name: String
        public var value: Double

        public init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    public var title: String
    /// A name a bar; one without a value has an empty bar, a value without a name is numbered from 1.
    public var labels: [String]
    /// A value a bar, from top to bottom. One that is not finite is shown as such, without a bar.
    public var values: [Double]
    /// How the values are written. With ``NumberStyle/percent`` the axis reaches from 0 to 100% at least.
    public var style: NumberStyle
    /// A value to compare all bars with.
    public var reference: Reference?

    public init(
        title: String, labels: [String], values: [Double], style: NumberStyle = .number, reference: Reference? = nil
    ) {
        self.title = title
        self.labels = labels
        self.values = values
        self.style = style
        self.reference = reference
    }

    public func drawing(width: Double) -> Drawing {
        let layout = BarChartLayout(self, width: Measure.bounded(width))
        return Drawing(
            width: layout.width, height: layout.height, title: title, summary: summary, elements: layout.elements)
    }

    /// The bars as drawn: names and values brought to the same number.
    var bars: [(label: String, value: Double)] {
        (0..<max(labels.count, values.count)).map { index in
            (index < labels.count ? labels[index] : String(index + 1), index < values.count ? values[index] : .nan)
        }
    }

    /// The bars in words.
    private var summary: String {
        let parts = bars.map { "\($0.label) \(style.text($0.value))" }
        let line = reference.map { " \($0.name): \(style.text($0.value))." } ?? ""
        return parts.isEmpty ? "A bar chart without bars." : "Bars: \(parts.joined(separator: ", ")).\(line)"
    }
}

/// A ``BarChart`` laid out for a width.
struct BarChartLayout {
    let chart: BarChart
    let width: Double
    private(set) var height = 0.0
    private let bars: [(label: String, value: Double)]
    private let scale: Scale
    private let plot: PlotArea

    private static let rowHeight = 26.0
    private static let barHeight = 14.0

    init(_ chart: BarChart, width: Double) {
        self.chart = chart
        self.width = width
        bars = chart.bars
        let least: [Double] = chart.style == .percent ? [0, 1] : [0]
        let covered = least + bars.map(\.value) + [chart.reference?.value ?? 0]
        scale = .linear(covering: covered, count: Int(width / 100), style: chart.style)
        let names = bars.map { textWidth(singleLine($0.label), size: Measure.labelSize) }.max() ?? 0
        let numbers = bars.map { textWidth(chart.style.text($0.value), size: Measure.labelSize) }.max() ?? 0
        let top = Measure.underTitle + (chart.reference == nil ? 0 : 16)
        plot = PlotArea(
            left: Measure.margin + min(names, width * 0.35) + 10,
            right: width - Measure.margin - numbers - 12, top: top,
            bottom: top + Double(max(bars.count, 2)) * BarChartLayout.rowHeight + 4)
        height = plot.bottom + 30
    }

    var elements: [SVGElement] {
        let notice = bars.isEmpty ? [plot.notice("no values")] : []
        let rows = bars.indices.flatMap { row($0) }
        return [heading(chart.title, width: width)] + axis + rows + reference + notice
    }

    private func x(_ value: Double) -> Double? {
        scale.position(value).map(plot.x)
    }

    private var axis: [SVGElement] {
        scale.ticks.flatMap { tick -> [SVGElement] in
            guard let x = x(tick.value) else { return [] }
            return [
                SVGElement.line(x, plot.top, x, plot.bottom).stroked(tick.value == 0 ? .axis : .grid, width: 1),
                SVGElement.text(tick.label, x: x, y: plot.bottom + 16, size: Measure.smallSize, anchor: .middle)
                    .filled(.muted),
            ]
        }
    }

    private func row(_ index: Int) -> [SVGElement] {
        let (label, value) = bars[index]
        let middle = plot.top + 2 + (Double(index) + 0.5) * BarChartLayout.rowHeight
        let name = truncated(label, to: plot.left - Measure.margin - 9, size: Measure.labelSize)
        var elements = [
            SVGElement.text(name, x: plot.left - 10, y: middle + 4, size: Measure.labelSize, anchor: .end)
                .filled(.ink).titled(label)
        ]
        let zero = x(0) ?? plot.left
        let end = x(value) ?? zero
        if end != zero {
            elements.append(
                SVGElement.rectangle(
                    x: min(zero, end), y: middle - BarChartLayout.barHeight / 2, width: abs(end - zero),
                    height: BarChartLayout.barHeight, radius: 2
                ).filled(.series1).titled("\(label): \(chart.style.text(value))"))
        }
        elements.append(
            SVGElement.text(
                chart.style.text(value), x: width - Measure.margin, y: middle + 4, size: Measure.labelSize,
                anchor: .end
            ).filled(value.isFinite ? .ink : .muted))
        return elements
    }

    private var reference: [SVGElement] {
        guard let reference = chart.reference, let x = x(reference.value) else { return [] }
        let label = truncated(
            "\(reference.name) \(chart.style.text(reference.value))", to: width - 2 * Measure.margin,
            size: Measure.smallSize)
        let half = textWidth(label, size: Measure.smallSize) / 2
        let centre = min(max(x, Measure.margin + half), width - Measure.margin - half)
        return [
            SVGElement.line(x, plot.top - 4, x, plot.bottom).stroked(.series2, width: 1.5, dashes: "4 3"),
            SVGElement.text(label, x: centre, y: plot.top - 9, size: Measure.smallSize, anchor: .middle).filled(.ink),
        ]
    }
}
