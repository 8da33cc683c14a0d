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
}
