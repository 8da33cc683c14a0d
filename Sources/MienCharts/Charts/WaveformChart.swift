/// The course of a sound: for each moment from its least to its greatest sample.
///
/// ```swift
/// WaveformChart(title: "Before trimming", samples: recording.samples, sampleRate: 48_000, kept: 0.9...2.4)
/// ```
public struct WaveformChart: Chart {
    public var title: String
    public var samples: [Float]
    /// Samples in a second.
    public var sampleRate: Int
    /// A part to set apart from the rest, in seconds; nil for none.
    public var kept: ClosedRange<Double>?

    public init(title: String, samples: [Float], sampleRate: Int, kept: ClosedRange<Double>? = nil) {
        self.title = title
        self.samples = samples
        self.sampleRate = sampleRate
        self.kept = kept
    }

    public func drawing(width: Double) -> Drawing {
        let plot = TimePlot(width: Measure.bounded(width), duration: duration, labels: values.ticks.map(\.label))
        return Drawing(
            width: plot.width, height: plot.height, title: title, summary: summary,
            elements: [heading(title, width: plot.width)] + plot.area.grid(values) + kept(in: plot) + curve(in: plot)
                + plot.axis)
    }

    private var duration: Double { Double(samples.count) / Double(max(1, sampleRate)) }

    /// The same up as down.
    private var values: Scale {
        let peak = samples.lazy.filter(\.isFinite).map { Double($0.magnitude) }.max() ?? 0
        return .linear(covering: [-peak, peak], count: 4)
    }

    private var summary: String {
        samples.isEmpty ? "no sound" : "\(NumberText.short(duration)) seconds, peak \(NumberText.short(values.upper))"
    }

    /// Up along the greatest samples, back along the least ones.
    private func curve(in plot: TimePlot) -> [SVGElement] {
        guard !samples.isEmpty else { return [plot.area.notice("no sound")] }
        let count = min(samples.count, max(1, Int(plot.area.right - plot.area.left)))
        func point(_ moment: Int, _ value: Float) -> (x: Double, y: Double) {
            let seconds = (Double(moment) + 0.5) / Double(count) * duration
            return (plot.x(seconds), plot.area.y(values.position(Double(value)) ?? 0.5))
        }
        var (upper, lower) = ([(x: Double, y: Double)](), [(x: Double, y: Double)]())
        for moment in 0..<count {
            let part = samples[moment * samples.count / count..<(moment + 1) * samples.count / count].filter(\.isFinite)
            upper.append(point(moment, part.max() ?? 0))
            lower.append(point(moment, part.min() ?? 0))
        }
        var outline = SVGElement.path(through: upper + lower.reversed())
        outline.attributes.removeAll { $0.name == "fill" }
        return [outline.filled(.series1).stroked(.series1, width: 0.75)]
    }

    private func kept(in plot: TimePlot) -> [SVGElement] {
        guard let kept else { return [] }
        let (left, right) = (plot.x(kept.lowerBound), plot.x(kept.upperBound))
        let band = SVGElement.rectangle(
            x: left, y: plot.area.top, width: right - left, height: plot.area.bottom - plot.area.top)
        return [band.filled(.series2).with("fill-opacity", "0.15")]
            + [left, right].map { .line($0, plot.area.top, $0, plot.area.bottom).stroked(.series2, width: 1) }
    }
}

/// A plot whose horizontal axis is time in seconds, without room after the end.
struct TimePlot {
    let width: Double
    let height: Double
    let area: PlotArea
    private let duration: Double

    /// - Parameter labels: of the vertical axis.
    init(width: Double, duration: Double, labels: [String]) {
        self.width = width
        self.duration = duration
        // Whatever the labels are, most of the width is the data's.
        let room = min(width / 4, labels.map { textWidth($0, size: Measure.smallSize) }.max() ?? 0)
        let top = Measure.underTitle + 8
        area = PlotArea(
            left: Measure.margin + room + 8, right: width - Measure.margin - 6, top: top, bottom: top + 160)
        height = area.bottom + 44
    }

    func x(_ seconds: Double) -> Double { area.x(duration > 0 ? seconds / duration : 0) }

    /// The axis of time with its name.
    var axis: [SVGElement] {
        let ticks = Scale.linear(covering: [0, duration], count: max(1, Int(width / 80))).ticks
        let marks = ticks.filter { $0.value <= duration * 1.0001 }.flatMap { area.mark($0.label, at: x($0.value)) }
        let base = SVGElement.line(area.left, area.bottom, area.right, area.bottom).stroked(.axis, width: 1)
        return [base] + marks + [area.name("seconds")]
    }
}
