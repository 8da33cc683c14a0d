/// A ``HeatMapChart`` laid out for a width.
struct HeatMapLayout {
    let chart: HeatMapChart
    let width: Double
    let height: Double
    private let grid: HeatMapGrid
    private let palette: HeatMapPalette
    private let texts: CellText
    private let bar: ColorBar
    private let numberSize: Double

    /// Where numbers would be smaller they are left to the tooltips.
    private static let smallestNumber = 9.0

    init(_ chart: HeatMapChart, width asked: Double) {
        self.chart = chart
        palette = HeatMapPalette(chart)
        texts = CellText(chart, palette)
        let barWidth = ColorBar.width(palette, texts)
        grid = HeatMapGrid(chart, width: asked, barWidth: barWidth)
        width = max(asked, grid.right + barWidth + Measure.margin)
        let bottom = max(grid.bottom, HeatMapGrid.top + 60)
        bar = ColorBar(
            palette, texts, left: grid.right + ColorBar.gap, top: HeatMapGrid.top,
            height: min(bottom - HeatMapGrid.top, 240))
        height = bottom + grid.nameHeight + Measure.margin
        let texts = texts
        let widest = chart.cells.map { textWidth(texts.text($0.value), size: 1) }.max() ?? 1
        numberSize = min(Measure.smallSize, (grid.cell - 5) / widest)
    }

    var elements: [SVGElement] {
        guard !grid.rows.isEmpty, !grid.columns.isEmpty else {
            let area = PlotArea(left: 0, right: width, top: HeatMapGrid.top, bottom: HeatMapGrid.top + 60)
            return [heading(chart.title, width: width), area.notice("no values")]
        }
        return [heading(chart.title, width: width)] + grid.names + cells + bar.elements
    }

    private var cells: [SVGElement] {
        let gap = grid.cell >= 24 ? 2.0 : 1
        let side = grid.cell - gap
        var (shaded, numbers) = ([(shape: SVGElement, share: Double)](), [SVGElement]())
        var (empty, strokes) = ([SVGElement](), "")
        for row in grid.rows {
            for column in grid.columns where chart.isShown(row, column) {
                let value = chart.value(row, column)
                let (x, y) = (grid.x(column) + gap / 2, grid.y(row) + gap / 2)
                let tooltip = "\(chart.rowName(row)), \(chart.columnName(column)): \(chart.style.text(value))"
                let square = SVGElement.rectangle(x: x, y: y, width: side, height: side).titled(tooltip)
                guard let share = palette.share(value) else {
                    empty.append(square.filled(.grid))
                    strokes += "M\(coordinate(x)) \(coordinate(y + side))L\(coordinate(x + side)) \(coordinate(y))"
                    continue
                }
                shaded.append((square, share))
                numbers += number(value, share, x: x + side / 2, y: y + side / 2)
            }
        }
        let struck = strokes.isEmpty ? [] : [SVGElement("path", [("d", strokes)]).stroked(.muted, width: 1)]
        return HeatMapPalette.shaded(shaded) + empty + struck + numbers
    }

    /// The number in a cell, where it has room.
    private func number(_ value: Double, _ share: Double, x: Double, y: Double) -> [SVGElement] {
        guard numberSize >= HeatMapLayout.smallestNumber else { return [] }
        let text = SVGElement.text(
            texts.text(value), x: x, y: y + numberSize * 0.36, size: numberSize, anchor: .middle)
        // Under the pointer the cell answers, not what is written on it.
        return [text.filled(CellShade.ink(share: abs(share))).with("pointer-events", "none")]
    }
}
