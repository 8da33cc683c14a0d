/// A picture of numbers, drawn as SVG for any width.
///
/// ```swift
/// let curves = LineChart(title: "Loss", series: [.init("training", [1.8, 1.2, 0.9]), .init("validation", [1.6, 1.3, 1.2])])
/// try curves.write(to: "loss.svg")
/// ```
///
/// Any input draws something sensible: values that are not finite are left out, an empty chart says that it is.
public protocol Chart: Sendable {
    /// The heading.
    var title: String { get }

    /// Draws the chart.
    ///
    /// - Parameter width: the width to draw for, in CSS pixels: text keeps its size, the rest adapts. Held within
    ///   240…4,000.
    func drawing(width: Double) -> Drawing
}

extension Chart {
    /// The chart as an SVG file that needs nothing else.
    ///
    /// - Parameter width: the width to draw for, in CSS pixels.
    public func svg(width: Double = 640) -> String {
        drawing(width: width).svg
    }

    /// Writes the chart as an SVG file: beside it first, then renamed, so that the file is never there in part.
    ///
    /// - Parameters:
    ///   - path: the file; an older one is replaced, its folder has to exist.
    ///   - width: the width to draw for, in CSS pixels.
    /// - Throws: ``ChartError/cannotWrite(file:reason:)``.
    public func write(to path: String, width: Double = 640) throws(ChartError) {
        try writeWhole(svg(width: width), to: path)
    }
}

/// The measures that the charts share, in CSS pixels.
enum Measure {
    static let titleSize = 15.0
    static let labelSize = 12.0
    static let smallSize = 11.0
    /// Between the drawing's edge and its content.
    static let margin = 12.0
    /// From the upper edge to the title's baseline.
    static let titleBaseline = 24.0
    /// From the upper edge to the first thing under the title.
    static let underTitle = 40.0

    /// `width` within what a chart can be laid out in.
    static func bounded(_ width: Double) -> Double {
        width.isFinite ? min(max(width, 240), 4000) : 640
    }
}

/// The chart's heading, cut to the drawing's width.
func heading(_ title: String, width: Double) -> SVGElement {
    let room = width - 2 * Measure.margin
    return .text(
        truncated(title, to: room, size: Measure.titleSize * 1.05), x: Measure.margin, y: Measure.titleBaseline,
        size: Measure.titleSize, bold: true
    ).filled(.ink)
}
