/// Values of several groups, a box a group: Tukey's box plot, as matplotlib and seaborn compute it, lying on its side.
///
/// ```swift
/// BoxChart(title: "Tempo by genre", values: tempo, by: genres, measure: "beats a minute")
/// ```
///
/// A box reaches from the lower to the upper quartile, with the median as a line in it and as a number at the right. Its
/// whiskers end at the farthest values within 1.5 times its length; each value beyond is a point.
public struct BoxChart: Chart {
    /// The values of one box.
    public struct Group: Sendable {
        public var name: String
        /// In any order. Those that are not finite do not count.
        public var values: [Double]

        public init(_ name: String, _ values: [Double]) {
            self.name = name
            self.values = values
        }
    }

    public var title: String
    /// The boxes, from top to bottom.
    public var groups: [Group]
    /// How the values are written.
    public var style: NumberStyle
    /// What the values are, below the axis; nothing if empty.
    public var measure: String

    public init(title: String, groups: [Group], style: NumberStyle = .number, measure: String = "") {
        self.title = title
        self.groups = groups
        self.style = style
        self.measure = measure
    }

    /// Groups `values` by what they are called, in the order in which the names come first.
    ///
    /// - Parameters:
    ///   - title: the heading.
    ///   - values: a value an example.
    ///   - names: the group of each example; a value without one is left out.
    ///   - style: how the values are written.
    ///   - measure: what the values are.
    public init(
        title: String, values: [Double], by names: [String], style: NumberStyle = .number, measure: String = ""
    ) {
        let groups = placesByName(names.prefix(values.count)).map { name, places in
            Group(name, places.map { values[$0] })
        }
        self.init(title: title, groups: groups, style: style, measure: measure)
    }

    public func drawing(width: Double) -> Drawing {
        let layout = BoxChartLayout(self, width: Measure.bounded(width))
        return Drawing(
            width: layout.width, height: layout.rows.height, title: title, summary: layout.summary,
            elements: layout.elements)
    }
}

/// A ``BoxChart`` laid out for a width.
private struct BoxChartLayout {
    let chart: BoxChart
    let width: Double
    let rows: RowPlot
    private let boxes: [BoxSummary?]
    private let scale: Scale

    private static let boxHeight = 14.0
    private static let capHeight = 8.0
    private static let header = "median"

    init(_ chart: BoxChart, width: Double) {
        self.chart = chart
        self.width = width
        boxes = chart.groups.map { BoxSummary($0.values) }
        let numbers = [BoxChartLayout.header] + boxes.map { chart.style.text($0?.median ?? .nan) }
        let room = numbers.map { textWidth($0, size: Measure.labelSize) }.max() ?? 0
        rows = RowPlot(
            names: chart.groups.map(\.name), measure: chart.measure, top: Measure.underTitle + 16, width: width,
            values: room + 16)
        let ends = boxes.compactMap { $0 }.flatMap { box in
            [box.lowerWhisker, box.upperWhisker] + [box.outliers.first, box.outliers.last].compactMap { $0 }
        }
        scale = .linear(around: ends, width: rows.area.right - rows.area.left, style: chart.style)
    }

    var elements: [SVGElement] {
        let drawn = boxes.indices.flatMap { box($0) }
        let notice = boxes.isEmpty ? [rows.area.notice("no values")] : [header]
        return [heading(chart.title, width: width)] + rows.axis(scale) + rows.labels + drawn + notice
    }

    /// The boxes in words.
    var summary: String {
        guard !boxes.isEmpty else { return "A box plot without boxes." }
        let parts = zip(chart.groups, boxes).map { "\($0.name) \(words($1))" }
        return "Boxes: \(parts.joined(separator: "; "))."
    }

    private func words(_ box: BoxSummary?) -> String {
        guard let box else { return "no finite value" }
        let (style, outliers) = (chart.style, box.outliers.count)
        return "median \(style.text(box.median)), "
            + "quartiles \(style.text(box.lowerQuartile)) and \(style.text(box.upperQuartile)), "
            + "whiskers from \(style.text(box.lowerWhisker)) to \(style.text(box.upperWhisker)), "
            + "\(outliers) \(outliers == 1 ? "outlier" : "outliers") among \(NumberText.grouped(box.count))"
    }

    // MARK: - Elements

    private var header: SVGElement {
        .text(
            BoxChartLayout.header, x: width - Measure.margin, y: rows.area.top - 5, size: Measure.smallSize,
            anchor: .end
        ).filled(.muted)
    }

    private func x(_ value: Double) -> Double {
        rows.area.x(scale.position(value) ?? 0)
    }

    /// The box, where there are values, and its median as a number.
    private func box(_ index: Int) -> [SVGElement] {
        let middle = rows.middle(of: index)
        let number = SVGElement.text(
            chart.style.text(boxes[index]?.median ?? .nan), x: width - Measure.margin, y: middle + 4,
            size: Measure.labelSize, anchor: .end)
        guard let box = boxes[index] else { return [number.filled(.muted)] }
        let (left, right) = (x(box.lowerQuartile), x(box.upperQuartile))
        let whiskers = [(left, x(box.lowerWhisker)), (right, x(box.upperWhisker))].flatMap { start, end in
            let half = BoxChartLayout.capHeight / 2
            return [SVGElement.line(start, middle, end, middle), .line(end, middle - half, end, middle + half)]
        }
        let top = middle - BoxChartLayout.boxHeight / 2
        let body = SVGElement.rectangle(
            x: left, y: top, width: right - left, height: BoxChartLayout.boxHeight, radius: 2)
        let median = SVGElement.line(
            x(box.median), top, x(box.median), top + BoxChartLayout.boxHeight)
        let drawing =
            whiskers.map { $0.stroked(.series1, width: 1.5) }
            + [
                body.filled(.series1).with("fill-opacity", "0.3").stroked(.series1, width: 1.5),
                median.stroked(.ink, width: 2),
            ] + points(box.outliers, middle)
        return [SVGElement.group(drawing).titled("\(chart.groups[index].name): \(words(box))"), number.filled(.ink)]
    }

    /// Those that would lie on each other, half a pixel apart, are drawn once.
    private func points(_ outliers: [Double], _ middle: Double) -> [SVGElement] {
        var drawn: Set<Int> = []
        return outliers.map(x).filter { drawn.insert(Int($0 * 2)).inserted }.map { x in
            SVGElement.circle(x: x, y: middle, radius: 2.25).filled(.surface).stroked(.series1, width: 1.25)
        }
    }
}
