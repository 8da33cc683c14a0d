/// Names beside a sample of what each stands for, in rows of a drawing's width.
struct Legend {
    private(set) var elements: [SVGElement] = []
    /// The height of all rows, 0 without names.
    private(set) var height = 0.0

    private static let rowHeight = 20.0
    private static let gap = 18.0

    /// Of curves.
    ///
    /// - Parameters:
    ///   - names: the curves' names, in the order of their looks.
    ///   - top: the upper edge of the first row.
    ///   - width: the drawing's width.
    init(_ names: [String], top: Double, width: Double) {
        self.init(names, top: top, width: width, sampleWidth: 22) { index, x, y in
            CurveLook(index).applied(to: .line(x, y, x + 22, y))
        }
    }

    /// - Parameters:
    ///   - names: what is named.
    ///   - top: the upper edge of the first row.
    ///   - width: the drawing's width.
    ///   - sampleWidth: the width of a sample.
    ///   - sample: draws what stands at a place among the names, from the left end of the sample's middle.
    init(
        _ names: [String], top: Double, width: Double, sampleWidth: Double,
        sample: (_ index: Int, _ x: Double, _ y: Double) -> SVGElement
    ) {
        guard !names.isEmpty else { return }
        let room = width - 2 * Measure.margin
        var x = Measure.margin
        var row = 0.0
        for (index, name) in names.enumerated() {
            let name = truncated(name, to: room - sampleWidth - 6, size: Measure.labelSize)
            let needed = sampleWidth + 6 + textWidth(name, size: Measure.labelSize)
            if x > Measure.margin, x + needed > width - Measure.margin {
                row += 1
                x = Measure.margin
            }
            let middle = top + row * Legend.rowHeight + Legend.rowHeight / 2
            elements.append(sample(index, x, middle))
            elements.append(
                .text(name, x: x + sampleWidth + 6, y: middle + 4, size: Measure.labelSize).filled(.muted))
            x += needed + Legend.gap
        }
        height = (row + 1) * Legend.rowHeight
    }
}

/// The colour and dashes of a curve, by its place among the series.
struct CurveLook {
    let paint: Paint
    private let dashes: String?

    private static let dashes: [String?] = [nil, "7 4", "1.5 4", "9 4 1.5 4"]

    init(_ index: Int) {
        paint = Paint.series[index % Paint.series.count]
        dashes = CurveLook.dashes[index % CurveLook.dashes.count]
    }

    func applied(to element: SVGElement) -> SVGElement {
        element.stroked(paint, width: 2, dashes: dashes).with("stroke-linecap", "round")
            .with("stroke-linejoin", "round")
    }
}
