/// Points of several groups in a plane, each group with a colour and a shape of its own.
///
/// ```swift
/// ScatterChart(
///     title: "Principal components", x: components.column(0), y: components.column(1), by: genres,
///     xName: "first component", yName: "second component")
/// ```
public struct ScatterChart: Chart {
    /// The points of one colour and shape.
    public struct Group: Sendable {
        /// The name in the legend.
        public var name: String
        /// A place a point. A point with one that is not finite, or with one only, is left out.
        public var x: [Double]
        public var y: [Double]

        public init(_ name: String, x: [Double], y: [Double]) {
            self.name = name
            self.x = x
            self.y = y
        }
    }

    public var title: String
    /// The groups, in the order of the legend. From the eleventh on colours and shapes come again.
    public var groups: [Group]
    /// The names of the axes; none if empty.
    public var xName: String
    public var yName: String

    public init(title: String, groups: [Group], xName: String = "", yName: String = "") {
        self.title = title
        self.groups = groups
        self.xName = xName
        self.yName = yName
    }

    /// Groups points by what they are called, in the order in which the names come first.
    ///
    /// - Parameters:
    ///   - title: the heading.
    ///   - x: a place a point.
    ///   - y: a place a point.
    ///   - names: the group of each point; a point without one is left out.
    ///   - xName: the name of the horizontal axis.
    ///   - yName: the name of the vertical axis.
    public init(
        title: String, x: [Double], y: [Double], by names: [String], xName: String = "", yName: String = ""
    ) {
        let groups = placesByName(names.prefix(min(x.count, y.count))).map { name, places in
            Group(name, x: places.map { x[$0] }, y: places.map { y[$0] })
        }
        self.init(title: title, groups: groups, xName: xName, yName: yName)
    }

    public func drawing(width: Double) -> Drawing {
        let layout = ScatterChartLayout(self, width: Measure.bounded(width))
        return Drawing(
            width: layout.width, height: layout.height, title: title, summary: summary, elements: layout.elements)
    }

    /// The points that have a place, group by group.
    var points: [[(x: Double, y: Double)]] {
        groups.map { group in
            zip(group.x, group.y).filter { $0.isFinite && $1.isFinite }.map { (x: $0, y: $1) }
        }
    }

    /// The groups in words: how many points each has, and about where.
    private var summary: String {
        let parts = zip(groups, points).map { "\($0.name): \(words($1))" }
        guard !parts.isEmpty else { return "A scatter plot without points." }
        let (x, y) = (xName.isEmpty ? "x" : xName, yName.isEmpty ? "y" : yName)
        return "Points of \(y) over \(x). \(parts.joined(separator: "; "))."
    }

    private func words(_ points: [(x: Double, y: Double)]) -> String {
        let count = points.count == 1 ? "one point" : "\(NumberText.grouped(points.count)) points"
        guard !points.isEmpty else { return count }
        let middle = [points.map(\.x), points.map(\.y)].map { values in
            NumberText.short(values.reduce(0) { $0 + $1 / Double(values.count) })
        }
        return "\(count) around \(middle.joined(separator: ", "))"
    }
}

/// A ``ScatterChart`` laid out for a width.
private struct ScatterChartLayout {
    let chart: ScatterChart
    let width: Double
    let height: Double
    private let points: [[(x: Double, y: Double)]]
    private let legend: Legend
    private let horizontal: Scale
    private let vertical: Scale
    private let plot: PlotArea
    private let radius: Double

    init(_ chart: ScatterChart, width: Double) {
        self.chart = chart
        self.width = width
        points = chart.points
        let count = points.reduce(0) { $0 + $1.count }
        radius = count <= 150 ? 4 : count <= 2000 ? 3.25 : 2.25
        // A single group is named by the chart's title.
        let names = chart.groups.count > 1 ? chart.groups.map(\.name) : []
        legend = Legend(names, top: Measure.underTitle - 4, width: width, sampleWidth: 10) { index, x, y in
            Marker(index).drawn(at: [(x + 5, y)], radius: 4)
        }
        vertical = .linear(around: points.joined().map(\.y), count: 6)
        let labels = vertical.ticks.map { textWidth($0.label, size: Measure.smallSize) }.max() ?? 0
        let left = Measure.margin + (chart.yName.isEmpty ? 0 : 18) + labels + 8
        let right = width - Measure.margin - 6
        horizontal = .linear(around: points.joined().map(\.x), width: right - left)
        let top = Measure.underTitle + legend.height + 8
        plot = PlotArea(
            left: left, right: right, top: top, bottom: top + min(max((right - left) * 0.7, 200), 480))
        height = plot.bottom + (chart.xName.isEmpty ? 30 : 44)
    }

    var elements: [SVGElement] {
        let drawn = points.indices.filter { !points[$0].isEmpty }.map { markers($0) }
        let notice = drawn.isEmpty ? [plot.notice("no points")] : []
        return [heading(chart.title, width: width)] + legend.elements + axes + drawn + notice
    }

    private var axes: [SVGElement] {
        let columns = horizontal.ticks.flatMap { tick -> [SVGElement] in
            guard let x = horizontal.position(tick.value).map(plot.x) else { return [] }
            let line = SVGElement.line(x, plot.top, x, plot.bottom).stroked(.grid, width: 1)
            return [line] + plot.mark(tick.label, at: x)
        }
        let base = SVGElement.line(plot.left, plot.bottom, plot.right, plot.bottom).stroked(.axis, width: 1)
        return plot.grid(vertical) + columns + [base] + names
    }

    private var names: [SVGElement] {
        let (x, y) = (Measure.margin + 8, (plot.top + plot.bottom) / 2)
        let vertical = SVGElement.text(
            truncated(chart.yName, to: plot.bottom - plot.top, size: Measure.smallSize), x: x, y: y,
            size: Measure.smallSize, anchor: .middle
        ).filled(.muted).rotated(-90, x: x, y: y)
        return (chart.xName.isEmpty ? [] : [plot.name(chart.xName)]) + (chart.yName.isEmpty ? [] : [vertical])
    }

    /// One path a group: an element a point would make a page of many points slow. Of points in one pixel one is drawn.
    private func markers(_ index: Int) -> SVGElement {
        var drawn: Set<[Int]> = []
        let places = points[index].compactMap { point -> (x: Double, y: Double)? in
            guard let x = horizontal.position(point.x), let y = vertical.position(point.y) else { return nil }
            return (plot.x(x), plot.y(y))
        }.filter { drawn.insert([Int($0.x), Int($0.y)]).inserted }
        let name = "\(chart.groups[index].name): \(NumberText.grouped(points[index].count))"
        return Marker(index).drawn(at: places, radius: radius).with("fill-opacity", "0.85").titled(name)
    }
}
