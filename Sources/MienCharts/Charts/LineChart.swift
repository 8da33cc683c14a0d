/// Curves over the epochs of a training, or over growing sizes.
///
/// ```swift
/// LineChart(
///     title: "Accuracy", series: [.init("training", history.accuracy), .init("validation", history.validationAccuracy)],
///     style: .percent, bestEpoch: 14)
/// ```
public struct LineChart: Chart {
    /// One curve: a value an epoch, from epoch 1; or a value a size.
    public struct Series: Sendable {
        /// The name in the legend.
        public var name: String
        /// A value an epoch, or a size. One that is not finite (on a logarithmic scale: not positive) leaves a gap.
        public var values: [Double]

        public init(_ name: String, _ values: [Double]) {
            self.name = name
            self.values = values
        }
    }

    /// How the values' axis is divided.
    public enum Division: Sendable {
        /// Equal distances are equal differences.
        case linear
        /// Equal distances are equal ratios: for learning rates that fall over powers of ten.
        case logarithmic
    }

    public var title: String
    /// The curves, in the order of the legend. From the second on they are dashed too, each in its own way, so that
    /// they are told apart without colours.
    public var series: [Series]
    /// What the curves run over.
    public var course: Course
    /// How the values are written.
    public var style: NumberStyle
    /// How the values' axis is divided.
    public var division: Division
    /// An epoch to mark, counted from 1, with the value that the last series has there. One that no series reaches is
    /// not drawn.
    public var bestEpoch: Int?

    public init(
        title: String, series: [Series], over course: Course = .epochs, style: NumberStyle = .number,
        division: Division = .linear, bestEpoch: Int? = nil
    ) {
        self.title = title
        self.series = series
        self.course = course
        self.style = style
        self.division = division
        self.bestEpoch = bestEpoch
    }

    public func drawing(width: Double) -> Drawing {
        let layout = LineChartLayout(self, width: Measure.bounded(width))
        return Drawing(
            width: layout.width, height: layout.height, title: title, summary: summary, elements: layout.elements)
    }

    /// The number of epochs, or sizes, that any series reaches.
    var count: Int {
        series.map(\.values.count).max() ?? 0
    }

    /// The curves in words.
    var summary: String {
        guard count > 0 else { return "A line chart without values." }
        let parts = series.map { series in
            let finite = series.values.enumerated().filter { $0.element.isFinite }
            guard let low = finite.min(by: { $0.element < $1.element }),
                let high = finite.max(by: { $0.element < $1.element }), let end = finite.last
            else { return "\(series.name): no finite value." }
            return "\(series.name): lowest \(style.text(low.element)) at \(course.words(low.offset)), "
                + "highest \(style.text(high.element)) at \(course.words(high.offset)), "
                + "\(style.text(end.element)) at \(course.words(end.offset))."
        }
        let best = bestEpoch.map { " Best epoch: \($0)." } ?? ""
        return "Curves over \(course.words(count: count)). \(parts.joined(separator: " "))\(best)"
    }
}
