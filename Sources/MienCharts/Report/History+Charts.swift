import MienTraining

extension LineChart {
    /// Draws a measure over the epochs of a training, and the same on validation data where there is one.
    ///
    /// - Parameters:
    ///   - title: the heading.
    ///   - history: the training's logs.
    ///   - measure: the name in the logs without `val_`. An epoch that lacks it leaves a gap.
    ///   - style: how the values are written.
    ///   - division: how the values' axis is divided.
    ///   - bestEpoch: an epoch to mark, counted from 1.
    public init(
        title: String, _ history: History, measure: String, style: NumberStyle = .number, division: Division = .linear,
        bestEpoch: Int? = nil
    ) {
        let names = [("training", measure), ("validation", "val_" + measure)]
        let series = names.compactMap { name, key -> Series? in
            let values = history[key]
            return values.contains { $0 != nil } ? Series(name, values.map { $0 ?? .nan }) : nil
        }
        self.init(title: title, series: series, style: style, division: division, bestEpoch: bestEpoch)
    }
}

extension RunReport.Section {
    /// How a training went: a chart a measure, the learning rate last.
    ///
    /// - Parameters:
    ///   - title: the heading.
    ///   - history: the training's logs; every name in them has its chart, together with its `val_` twin.
    ///   - bestEpoch: the epoch whose weights were kept, counted from 1.
    public static func training(
        title: String = "Training", _ history: History, bestEpoch: Int? = nil
    ) -> RunReport.Section {
        let rate = "learning_rate"
        var measures: [String] = []
        for name in history.names {
            let measure = name.hasPrefix("val_") ? String(name.dropFirst(4)) : name
            if measure != rate, !measures.contains(measure) { measures.append(measure) }
        }
        var charts = measures.map { measure in
            LineChart(
                title: heading(of: measure), history, measure: measure,
                style: measure.hasSuffix("accuracy") ? .percent : .number, bestEpoch: bestEpoch)
        }
        if history.names.contains(rate) { charts.append(LineChart(title: heading(of: rate), history, measure: rate)) }
        return .init(title, charts.map { .chart($0) })
    }

    /// A name of the logs as a heading: `learning_rate` is `Learning rate`.
    private static func heading(of measure: String) -> String {
        let words = measure.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
