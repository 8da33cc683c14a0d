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
    /// What the values are, below the axis; nothing if empty.
    public var measure: String
    /// A value to compare all bars with.
    public var reference: Reference?

    public init(
        title: String, labels: [String], values: [Double], style: NumberStyle = .number, measure: String = "",
        reference: Reference? = nil
    ) {
        self.title = title
        self.labels = labels
        self.values = values
        self.style = style
        self.measure = measure
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

// MARK: - Order

extension BarChart {
    /// Draws how often each of `names` occurs, the most frequent first, of equally frequent ones the one that came first.
    public init(title: String, countsOf names: [String]) {
        let groups = placesByName(names)
        let counts = groups.map { Double($0.places.count) }
        self = BarChart(title: title, labels: groups.map(\.name), values: counts, style: .count, measure: "count")
            .largestFirst()
    }

    /// The same bars in falling order, equal ones as they were, those that are no number last.
    ///
    /// - Parameter count: how many to keep.
    public func largestFirst(_ count: Int = .max) -> BarChart {
        let bars = bars
        let places = bars.indices
        let numbers = places.filter { !bars[$0].value.isNaN }
            .sorted { (bars[$1].value, $0) < (bars[$0].value, $1) }
        let order = (numbers + places.filter { bars[$0].value.isNaN }).prefix(max(0, count))
        var chart = self
        chart.labels = order.map { bars[$0].label }
        chart.values = order.map { bars[$0].value }
        return chart
    }
}

/// A ``BarChart`` laid out for a width.
private struct BarChartLayout {
    let chart: BarChart
    let width: Double
    private let bars: [(label: String, value: Double)]
    private let scale: Scale
    private let rows: RowPlot

    private static let barHeight = 14.0

    init(_ chart: BarChart, width: Double) {
        self.chart = chart
        self.width = width
        bars = chart.bars
        let least: [Double] = chart.style == .percent ? [0, 1] : [0]
        let covered = least + bars.map(\.value) + [chart.reference?.value ?? 0]
        scale = .linear(covering: covered, count: Int(width / 100), style: chart.style)
        let numbers = bars.map { textWidth(chart.style.text($0.value), size: Measure.labelSize) }.max() ?? 0
        rows = RowPlot(
            names: bars.map(\.label), measure: chart.measure,
            top: Measure.underTitle + (chart.reference == nil ? 0 : 16), width: width, values: numbers + 12)
    }

    var height: Double { rows.height }

    var elements: [SVGElement] {
        let notice = bars.isEmpty ? [rows.area.notice("no values")] : []
        let drawn = bars.indices.flatMap { bar($0) }
        return [heading(chart.title, width: width)] + rows.axis(scale) + rows.labels + drawn + reference + notice
    }

    private func x(_ value: Double) -> Double? {
        scale.position(value).map(rows.area.x)
    }

    /// The bar, where there is one, and the number.
    private func bar(_ index: Int) -> [SVGElement] {
        let (label, value) = bars[index]
        let middle = rows.middle(of: index)
        var elements: [SVGElement] = []
        let zero = x(0) ?? rows.area.left
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
        let area = rows.area
        return [
            SVGElement.line(x, area.top - 4, x, area.bottom).stroked(.series2, width: 1.5, dashes: "4 3"),
            SVGElement.text(label, x: centre, y: area.top - 9, size: Measure.smallSize, anchor: .middle).filled(.ink),
        ]
    }
}
