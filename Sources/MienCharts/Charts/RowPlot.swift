/// Rows with a name at the left of each, over one horizontal axis: where bars and boxes lie.
struct RowPlot {
    let area: PlotArea
    /// Where a drawing of the rows ends, with what is below the axis.
    let height: Double
    private let names: [String]
    private let measure: String

    private static let rowHeight = 26.0

    /// - Parameters:
    ///   - names: one a row. Long ones are cut, most of the width is the data's.
    ///   - measure: what stands below the axis; nothing if empty.
    ///   - top: the upper edge of the first row.
    ///   - width: the drawing's width.
    ///   - values: what is kept free for numbers at the right.
    init(names: [String], measure: String, top: Double, width: Double, values: Double) {
        self.names = names
        self.measure = measure
        let widest = names.map { textWidth(singleLine($0), size: Measure.labelSize) }.max() ?? 0
        area = PlotArea(
            left: Measure.margin + min(widest, width * 0.35) + 10, right: width - Measure.margin - values, top: top,
            bottom: top + Double(max(names.count, 2)) * RowPlot.rowHeight + 4)
        height = area.bottom + (measure.isEmpty ? 30 : 44)
    }

    /// The height in the middle of a row.
    func middle(of row: Int) -> Double {
        area.top + 2 + (Double(row) + 0.5) * RowPlot.rowHeight
    }

    /// The rows' names.
    var labels: [SVGElement] {
        let room = area.left - Measure.margin - 9
        return truncated(names, to: room, size: Measure.labelSize).enumerated().map { row, name in
            SVGElement.text(name, x: area.left - 10, y: middle(of: row) + 4, size: Measure.labelSize, anchor: .end)
                .filled(.ink).titled(names[row])
        }
    }

    /// A line down for each tick, with its label below, and the axis' name.
    func axis(_ scale: Scale) -> [SVGElement] {
        let ticks = scale.ticks.flatMap { tick -> [SVGElement] in
            guard let x = scale.position(tick.value).map(area.x) else { return [] }
            return [
                SVGElement.line(x, area.top, x, area.bottom).stroked(tick.value == 0 ? .axis : .grid, width: 1),
                SVGElement.text(tick.label, x: x, y: area.bottom + 16, size: Measure.smallSize, anchor: .middle)
                    .filled(.muted),
            ]
        }
        return ticks + (measure.isEmpty ? [] : [area.name(measure)])
    }
}
