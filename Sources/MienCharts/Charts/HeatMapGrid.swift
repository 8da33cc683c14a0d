/// Where the cells of a ``HeatMapChart`` lie, and the names beside and below them.
struct HeatMapGrid {
    let rows: Range<Int>
    let columns: Range<Int>
    /// A cell's width and height.
    let cell: Double
    private let chart: HeatMapChart
    private let nameSize: Double
    private let rowNames: [String]
    private let columnNames: [String]
    private let left: Double

    static let top = Measure.underTitle + 4
    /// Names are readable from there on: eight pixels tall.
    private static let smallestCell = 10.0
    private static let largestCell = 56.0
    /// From there on there is room for numbers: what is left goes to long names first.
    private static let comfortableCell = 40.0
    /// Names that are turned stand in columns that are narrower, where they would touch at 45°.
    private static let narrowCell = 17.0

    /// - Parameters:
    ///   - chart: what is drawn.
    ///   - asked: the drawing's width, if the names leave enough of it.
    ///   - barWidth: what is kept free at the right.
    init(_ chart: HeatMapChart, width asked: Double, barWidth: Double) {
        self.chart = chart
        (rows, columns) = (chart.shownRows, chart.shownColumns)
        let names = (rows.map(chart.rowName), columns.map(chart.columnName))
        let longest = (names.0 + names.1).map { textWidth(singleLine($0), size: 1) }.max() ?? 0
        // Few columns leave room to the names.
        let spare = asked - barWidth - 2 * Measure.margin - 8 - Double(columns.count) * HeatMapGrid.comfortableCell
        let most = max(60, asked * 0.25, min(spare, asked * 0.4))
        // Small cells have small names, which leave more to the cells: the first size is a little below what fits.
        let first = HeatMapGrid.cell(of: columns.count, in: asked - barWidth, names: min(most, longest * 12))
        nameSize = min(Measure.labelSize, max(8, first * 0.8))
        let room = min(most, longest * nameSize)
        cell = HeatMapGrid.cell(of: columns.count, in: asked - barWidth, names: room)
        rowNames = truncated(names.0, to: room + 0.5, size: nameSize)
        columnNames = truncated(names.1, to: room + 0.5, size: nameSize)
        left = Measure.margin + room + 8
    }

    private static func cell(of count: Int, in width: Double, names: Double) -> Double {
        let room = width - 2 * Measure.margin - names - 8
        return min(max(room / Double(max(1, count)), smallestCell), largestCell)
    }

    func x(_ column: Int) -> Double { left + Double(column - columns.lowerBound) * cell }

    func y(_ row: Int) -> Double { HeatMapGrid.top + Double(row - rows.lowerBound) * cell }

    var right: Double { x(columns.upperBound) }

    var bottom: Double { y(rows.upperBound) }

    // MARK: - Names

    /// Degrees by which the columns' names are turned.
    private var turn: Double {
        widestColumnName <= cell - 4 ? 0 : cell > HeatMapGrid.narrowCell ? -45 : -90
    }

    private var widestColumnName: Double {
        columnNames.map { textWidth($0, size: nameSize) }.max() ?? 0
    }

    /// The height of the columns' names.
    var nameHeight: Double {
        switch turn {
        case 0: nameSize + 6
        case -90: widestColumnName + 8
        default: widestColumnName * 0.7072 + 14
        }
    }

    var names: [SVGElement] {
        let turn = turn
        let atLeft = zip(rows, rowNames).map { row, name in
            SVGElement.text(
                name, x: left - 8, y: y(row) + cell / 2 + nameSize * 0.35, size: nameSize, anchor: .end
            ).filled(.ink).titled(chart.rowName(row))
        }
        let below = zip(columns, columnNames).map { column, name in
            let x = x(column) + cell / 2 + (turn == 0 ? 0 : nameSize * 0.35)
            let y = bottom + (turn == -90 ? 6 : nameSize + 2)
            let text = SVGElement.text(name, x: x, y: y, size: nameSize, anchor: turn == 0 ? .middle : .end)
            return (turn == 0 ? text : text.rotated(turn, x: x, y: y)).filled(.ink).titled(chart.columnName(column))
        }
        return atLeft + below
    }
}
