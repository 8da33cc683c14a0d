/// A ``ConfusionMatrixChart`` laid out for a width.
struct ConfusionMatrixLayout {
    let chart: ConfusionMatrixChart
    let width: Double
    private(set) var height = 0.0
    private let classes: Int
    /// The longest name drawn whole.
    private let nameRoom: Double
    private let cell: Double
    private let countSize: Double
    private let left: Double
    private let top: Double
    private let columnNamesAreTurned: Bool

    private static let gap = 2.0
    private static let largestCell = 72.0
    private static let axisName = 20.0

    init(_ chart: ConfusionMatrixChart, width asked: Double) {
        self.chart = chart
        classes = chart.classCount
        let names = (0..<classes).map { textWidth(singleLine(chart.label($0)), size: Measure.labelSize) }.max() ?? 0
        nameRoom = min(names, max(60, asked * 0.25))
        left = Measure.margin + ConfusionMatrixLayout.axisName + nameRoom + 8
        top = Measure.underTitle + 22
        // Counts of five digits stay readable in small cells because the cells do not get smaller than they need.
        let widest = chart.counts.joined().map { textWidth(NumberText.compact(max(0, $0)), size: 1) }.max() ?? 1
        let room = (asked - left - Measure.margin) / Double(max(1, classes))
        cell = max(min(room, ConfusionMatrixLayout.largestCell), 22, widest * 8 + 5)
        countSize = min(cell >= 50 ? 14 : 12, (cell - 5) / widest)
        width = max(asked, left + Double(classes) * cell + Measure.margin)
        columnNamesAreTurned = nameRoom > cell - 4
        let columnNames = columnNamesAreTurned ? nameRoom * 0.7072 + 18 : 20
        height = top + Double(max(2, classes)) * cell + columnNames + ConfusionMatrixLayout.axisName + Measure.margin
    }

    var elements: [SVGElement] {
        let subtitle = SVGElement.text(
            truncated(chart.subtitle, to: width - 2 * Measure.margin, size: Measure.labelSize), x: Measure.margin,
            y: Measure.underTitle + 2, size: Measure.labelSize)
        let cells = (0..<classes).flatMap { row in (0..<classes).map { cell(row, $0) } }
        return [heading(chart.title, width: width), subtitle.filled(.muted)] + names + cells
    }
}

// MARK: - Names

extension ConfusionMatrixLayout {
    private func centre(_ index: Int) -> Double {
        (Double(index) + 0.5) * cell
    }

    private var names: [SVGElement] {
        guard classes > 0 else {
            return [PlotArea(left: 0, right: width, top: top, bottom: top + 2 * cell).notice("no classes")]
        }
        let size = Double(classes) * cell
        let axes = [
            SVGElement.text(
                "true class", x: Measure.margin + 10, y: top + size / 2, size: Measure.smallSize, anchor: .middle
            ).rotated(-90, x: Measure.margin + 10, y: top + size / 2),
            SVGElement.text(
                "predicted class", x: left + size / 2, y: height - Measure.margin, size: Measure.smallSize,
                anchor: .middle),
        ]
        return axes.map { $0.filled(.muted) } + (0..<classes).flatMap { [rowName($0), columnName($0)] }
    }

    private func name(_ index: Int) -> String {
        truncated(chart.label(index), to: nameRoom + 0.5, size: Measure.labelSize)
    }

    private func rowName(_ index: Int) -> SVGElement {
        SVGElement.text(
            name(index), x: left - 8, y: top + centre(index) + 4, size: Measure.labelSize, anchor: .end
        ).filled(.ink).titled(chart.label(index))
    }

    private func columnName(_ index: Int) -> SVGElement {
        let x = left + centre(index)
        let y = top + Double(classes) * cell + 16
        let text = SVGElement.text(
            name(index), x: x + (columnNamesAreTurned ? 4 : 0), y: y, size: Measure.labelSize,
            anchor: columnNamesAreTurned ? .end : .middle)
        let placed = columnNamesAreTurned ? text.rotated(-45, x: x + 4, y: y) : text
        return placed.filled(.ink).titled(chart.label(index))
    }
}

// MARK: - Cells

extension ConfusionMatrixLayout {
    private func cell(_ row: Int, _ column: Int) -> SVGElement {
        let count = chart.count(row, column)
        let share = chart.share(row, column)
        let side = cell - ConfusionMatrixLayout.gap
        let x = left + Double(column) * cell + ConfusionMatrixLayout.gap / 2
        let y = top + Double(row) * cell + ConfusionMatrixLayout.gap / 2
        let shade = SVGElement.rectangle(x: x, y: y, width: side, height: side, radius: min(4, cell / 8))
            .filled(.cell).with("fill-opacity", coordinate(CellShade.opacity(share: share ?? 0)))
        let tooltip =
            "true \(chart.label(row)), predicted \(chart.label(column)): \(NumberText.grouped(count))"
            + (share.map { " (\(NumberText.percent($0)))" } ?? "")
        return SVGElement.group([shade] + numbers(count, share ?? 0, x: x + side / 2, y: y + side / 2))
            .titled(tooltip)
    }

    /// The count and, where there is room, its share of the row below.
    private func numbers(_ count: Int, _ share: Double, x: Double, y: Double) -> [SVGElement] {
        let text = NumberText.compact(count)
        let ink = count == 0 ? .muted : CellShade.ink(share: share)
        guard cell >= 31, count > 0 else {
            return [.text(text, x: x, y: y + countSize * 0.36, size: countSize, anchor: .middle).filled(ink)]
        }
        let percent = NumberText.percent(share, digits: 0)
        return [
            .text(text, x: x, y: y - 1, size: countSize, anchor: .middle, bold: true).filled(ink),
            .text(percent, x: x, y: y + countSize * 0.8 + 2, size: countSize * 0.8, anchor: .middle).filled(ink),
        ]
    }
}
