/// How the numbers of a heat map are written: short, and all with the same digits.
struct CellText {
    private let style: NumberStyle
    private let largest: Double

    init(_ chart: HeatMapChart, _ palette: HeatMapPalette) {
        style = chart.style
        largest = max(palette.lower.magnitude, palette.upper.magnitude)
    }

    func text(_ value: Double) -> String {
        guard style == .number, largest > 0 else { return style.text(value) }
        let exponent = decimalExponent(largest)
        guard (-3..<6).contains(exponent) else { return style.text(value) }
        return NumberText.fixed(value, digits: exponent >= 0 ? max(0, 2 - exponent) : 1 - exponent)
    }
}

/// What the colours of a heat map mean: a bar from the lower to the upper limit with labels at its right.
struct ColorBar {
    private let palette: HeatMapPalette
    private let texts: CellText
    private let area: PlotArea

    /// Between the matrix and the bar.
    static let gap = 18.0
    private static let thickness = 12.0
    private static let steps = 48

    init(_ palette: HeatMapPalette, _ texts: CellText, left: Double, top: Double, height: Double) {
        self.palette = palette
        self.texts = texts
        area = PlotArea(left: left, right: left + ColorBar.thickness, top: top + 4, bottom: top + height - 4)
    }

    /// What it takes of a drawing's width, with the gap before it.
    static func width(_ palette: HeatMapPalette, _ texts: CellText) -> Double {
        let bar = ColorBar(palette, texts, left: 0, top: 0, height: 100)
        return gap + thickness + 6 + (bar.labels.map { textWidth($0.text, size: Measure.smallSize) }.max() ?? 0)
    }

    var elements: [SVGElement] {
        let step = (area.bottom - area.top) / Double(ColorBar.steps)
        let shades = (0..<ColorBar.steps).compactMap { index -> (shape: SVGElement, share: Double)? in
            let position = (Double(index) + 0.5) / Double(ColorBar.steps)
            let value = palette.lower + (palette.upper - palette.lower) * position
            let shape = SVGElement.rectangle(
                x: area.left, y: area.bottom - Double(index + 1) * step, width: ColorBar.thickness, height: step)
            return palette.share(value).map { (shape, $0) }
        }
        // Without crisp edges the ground would shine through between the steps.
        let steps = HeatMapPalette.shaded(shades).map { $0.with("shape-rendering", "crispEdges") }
        return steps
            + labels.map { label in
                SVGElement.text(label.text, x: area.right + 6, y: area.y(label.position) + 4, size: Measure.smallSize)
                    .filled(.muted)
            }
    }

    /// The limits, and the round numbers between that keep their distance from them.
    private var labels: [(text: String, position: Double)] {
        let (lower, upper) = (palette.lower, palette.upper)
        let low = (palette.isExceededBelow ? "≤ " : "") + texts.text(lower)
        guard upper > lower else { return [(low, 0.5)] }
        let high = (palette.isExceededAbove ? "≥ " : "") + texts.text(upper)
        let between = Scale.linear(covering: [lower, upper], count: 4).ticks.map { tick in
            (text: texts.text(tick.value), position: (tick.value - lower) / (upper - lower))
        }
        return [(low, 0)] + between.filter { $0.position > 0.12 && $0.position < 0.88 } + [(high, 1)]
    }
}
