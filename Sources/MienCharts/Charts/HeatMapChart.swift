/// A matrix of numbers as colours, on both sides of a centre: correlations, scores of a grid search.
///
/// ```swift
/// HeatMapChart(title: "Correlation", rows: names, values: correlations, lowest: -1, highest: 1)
/// ```
///
/// The colours follow seaborn's rules: a value's strength is its distance from the centre, as a share of the farther of
/// the two limits, so that equal distances on both sides are equally strong. Numbers stand in the cells where they have
/// room. Where the width asked for is too small for the names, the drawing is wider.
public struct HeatMapChart: Chart {
    public var title: String
    /// The rows' names, from top to bottom; one without a name is numbered from 1.
    public var rows: [String]
    /// The columns' names, from left to right.
    public var columns: [String]
    /// The numbers, row by row. A missing one, or one that is not finite, is an empty cell, struck through.
    public var values: [[Double]]
    /// Where the colours end; `nil` for the least of the numbers shown.
    public var lowest: Double?
    /// Where the colours end; `nil` for the greatest of the numbers shown.
    public var highest: Double?
    /// The number without a colour.
    public var centre: Double
    /// Whether the diagonal and all above it are left out: in a symmetric matrix they say nothing new.
    public var hidesUpperTriangle: Bool
    /// How the numbers are written.
    public var style: NumberStyle

    /// - Parameters:
    ///   - title: the heading.
    ///   - rows: the rows' names.
    ///   - columns: the columns' names; `nil` for the rows'.
    ///   - values: the numbers, row by row.
    ///   - lowest: where the colours end below.
    ///   - highest: where the colours end above.
    ///   - centre: the number without a colour.
    ///   - hidesUpperTriangle: whether only what lies below the diagonal is shown.
    ///   - style: how the numbers are written.
    public init(
        title: String, rows: [String], columns: [String]? = nil, values: [[Double]], lowest: Double? = nil,
        highest: Double? = nil, centre: Double = 0, hidesUpperTriangle: Bool = false, style: NumberStyle = .number
    ) {
        self.title = title
        self.rows = rows
        self.columns = columns ?? rows
        self.values = values
        self.lowest = lowest
        self.highest = highest
        self.centre = centre
        self.hidesUpperTriangle = hidesUpperTriangle
        self.style = style
    }

    public func drawing(width: Double) -> Drawing {
        let layout = HeatMapLayout(self, width: Measure.bounded(width))
        return Drawing(
            width: layout.width, height: layout.height, title: title, summary: summary, elements: layout.elements)
    }
}

// MARK: - The numbers

extension HeatMapChart {
    /// The rows and columns that have cells. Under the diagonal the first row and the last column have none.
    var shownRows: Range<Int> {
        let count = max(rows.count, values.count)
        return hidesUpperTriangle ? min(1, count)..<count : 0..<count
    }

    var shownColumns: Range<Int> {
        let count = max(columns.count, values.map(\.count).max() ?? 0)
        return 0..<(hidesUpperTriangle ? max(0, min(count, shownRows.upperBound - 1)) : count)
    }

    func isShown(_ row: Int, _ column: Int) -> Bool { !hidesUpperTriangle || column < row }

    func rowName(_ index: Int) -> String { index < rows.count ? rows[index] : String(index + 1) }

    func columnName(_ index: Int) -> String { index < columns.count ? columns[index] : String(index + 1) }

    /// The number of a cell; NaN where there is none.
    func value(_ row: Int, _ column: Int) -> Double {
        row < values.count && column < values[row].count ? values[row][column] : .nan
    }

    /// The finite numbers shown, with their places.
    var cells: [(row: Int, column: Int, value: Double)] {
        shownRows.flatMap { row in
            shownColumns.compactMap { column in
                let value = value(row, column)
                return isShown(row, column) && value.isFinite ? (row, column, value) : nil
            }
        }
    }

    /// The matrix in words: its size, its range, and the cells farthest from the centre.
    private var summary: String {
        let cells = cells
        guard let least = cells.map(\.value).min(), let greatest = cells.map(\.value).max() else {
            return "A heat map without numbers."
        }
        let size =
            "\(shownRows.count) \(shownRows.count == 1 ? "row" : "rows") and "
            + "\(shownColumns.count) \(shownColumns.count == 1 ? "column" : "columns")"
        let strongest = cells.filter { !isTwin($0.row, $0.column) }
            .sorted { abs($0.value - centre) > abs($1.value - centre) }.prefix(5)
            .map { "\(rowName($0.row)) and \(columnName($0.column)) \(style.text($0.value))" }
        return "A heat map of \(size), from \(style.text(least)) to \(style.text(greatest))."
            + (strongest.isEmpty ? "" : " Farthest from \(style.text(centre)): \(strongest.joined(separator: "; ")).")
    }

    /// Whether a cell of a square matrix of like names only repeats the one across the diagonal, or compares a row with
    /// itself.
    private func isTwin(_ row: Int, _ column: Int) -> Bool {
        guard rows == columns, column >= row else { return false }
        return column == row || style.text(value(row, column)) == style.text(value(column, row))
    }
}

/// From numbers to colours.
struct HeatMapPalette {
    let lower: Double
    let upper: Double
    /// Whether there are numbers beyond the limits.
    let isExceededBelow: Bool
    let isExceededAbove: Bool
    private let centre: Double
    private let span: Double

    init(_ chart: HeatMapChart) {
        let drawable = Scale.Kind.linear.drawable
        let numbers = chart.cells.compactMap { drawable($0.value) }
        let (least, greatest) = (numbers.min() ?? -1, numbers.max() ?? 1)
        let ends = [chart.lowest.flatMap(drawable) ?? least, chart.highest.flatMap(drawable) ?? greatest]
        lower = min(ends[0], ends[1])
        upper = max(ends[0], ends[1])
        centre = drawable(chart.centre) ?? 0
        isExceededBelow = least < lower
        isExceededAbove = greatest > upper
        let farthest = max(abs(upper - centre), abs(lower - centre))
        span = farthest > 0 ? farthest : 1
    }

    /// How far `value`, or the limit that it is beyond, lies from the centre: 1 at full strength above it, −1 below;
    /// `nil` for no number.
    func share(_ value: Double) -> Double? {
        value.isFinite ? (min(max(value, lower), upper) - centre) / span : nil
    }

    /// Rectangles in the two colours, each as strong as its share says.
    static func shaded(_ cells: [(shape: SVGElement, share: Double)]) -> [SVGElement] {
        [(Paint.oppositeCell, cells.filter { $0.share >= 0 }), (.cell, cells.filter { $0.share < 0 })].compactMap {
            paint, cells in
            guard !cells.isEmpty else { return nil }
            let shapes = cells.map { cell in
                cell.shape.with("fill-opacity", coordinate(CellShade.opacity(share: abs(cell.share))))
            }
            return SVGElement.group(shapes).filled(paint)
        }
    }
}
