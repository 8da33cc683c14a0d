/// The rectangle of a drawing in which the data lie, in CSS pixels from the upper left.
struct PlotArea {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    /// From a share of the horizontal axis, 0 at the left.
    func x(_ position: Double) -> Double {
        left + position * (right - left)
    }

    /// From a share of the vertical axis, 0 at the bottom.
    func y(_ position: Double) -> Double {
        bottom - position * (bottom - top)
    }

    /// A text in the middle, where there are no data.
    func notice(_ text: String) -> SVGElement {
        .text(text, x: (left + right) / 2, y: (top + bottom) / 2 + 4, size: Measure.labelSize, anchor: .middle)
            .filled(.muted)
    }

    // MARK: - Axes

    /// A line across for each tick of the vertical axis, with its label at the left.
    func grid(_ scale: Scale) -> [SVGElement] {
        scale.ticks.flatMap { tick -> [SVGElement] in
            guard let y = scale.position(tick.value).map(y) else { return [] }
            return [
                .line(left, y, right, y).stroked(.grid, width: 1),
                .text(tick.label, x: left - 8, y: y + 4, size: Measure.smallSize, anchor: .end).filled(.muted),
            ]
        }
    }

    /// A mark on the horizontal axis, with its label below.
    func mark(_ label: String, at x: Double) -> [SVGElement] {
        [
            .line(x, bottom, x, bottom + 4).stroked(.axis, width: 1),
            .text(label, x: x, y: bottom + 17, size: Measure.smallSize, anchor: .middle).filled(.muted),
        ]
    }

    /// The name of the horizontal axis, below its labels.
    func name(_ name: String) -> SVGElement {
        SVGElement.text(
            truncated(name, to: right - left, size: Measure.smallSize), x: (left + right) / 2, y: bottom + 34,
            size: Measure.smallSize, anchor: .middle
        ).filled(.muted)
    }
}
