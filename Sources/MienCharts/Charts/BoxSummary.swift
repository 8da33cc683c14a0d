/// What a box stands for: quartiles, whiskers and outliers of values, by the rules of matplotlib and seaborn.
package struct BoxSummary: Sendable, Equatable {
    /// The number of values.
    package let count: Int
    /// Quartiles, interpolated between the two values beside them: NumPy's `percentile`.
    package let lowerQuartile: Double
    package let median: Double
    package let upperQuartile: Double
    /// The farthest values that lie no farther from the box than 1.5 times its length.
    package let lowerWhisker: Double
    package let upperWhisker: Double
    /// The values beyond the whiskers, ascending.
    package let outliers: [Double]

    /// `nil` where no value is finite; those that are not do not count.
    package init?(_ values: [Double]) {
        let sorted = values.compactMap(Scale.Kind.linear.drawable).sorted()
        guard !sorted.isEmpty else { return nil }
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let (low, high) = (sorted[Int(place)], sorted[min(Int(place) + 1, sorted.count - 1)])
            return low + (high - low) * (place - place.rounded(.down))
        }
        count = sorted.count
        let (low, high) = (quantile(0.25), quantile(0.75))
        let reach = 1.5 * (high - low)
        let near = sorted.filter { $0 >= low - reach && $0 <= high + reach }
        // An interpolated quartile may lie beyond all values that are near: then its whisker has no length.
        let (lowest, highest) = (min(near.first ?? low, low), max(near.last ?? high, high))
        (lowerQuartile, median, upperQuartile) = (low, quantile(0.5), high)
        (lowerWhisker, upperWhisker) = (lowest, highest)
        outliers = sorted.filter { $0 < lowest || $0 > highest }
    }
}
