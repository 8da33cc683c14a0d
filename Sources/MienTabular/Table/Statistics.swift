/// Numbers that say something of many: pandas's, to the last digits.
enum Statistics {
    /// Halves are added by themselves, so that rounding errors grow with the logarithm of the count.
    static func sum(_ values: ArraySlice<Double>) -> Double {
        if values.count <= 128 { return values.reduce(0, +) }
        let middle = values.startIndex + values.count / 2
        return sum(values[..<middle]) + sum(values[middle...])
    }

    /// NaN for none.
    static func mean(_ values: [Double]) -> Double { sum(values[...]) / Double(values.count) }

    /// The standard deviation, the squares divided by the count less one; NaN for fewer than two.
    static func deviation(_ values: [Double]) -> Double {
        guard values.count > 1 else { return .nan }
        let mean = mean(values)
        return (sum(values.map { ($0 - mean) * ($0 - mean) }[...]) / Double(values.count - 1)).squareRoot()
    }

    /// The value below which `share` of the values lie, on the line between its neighbours; NaN for none.
    static func quantile(sorted values: [Double], _ share: Double) -> Double {
        guard let last = values.last else { return .nan }
        let place = Double(values.count - 1) * share
        let lower = Int(place)
        if lower + 1 >= values.count { return last }
        let (fraction, step) = (place - Double(lower), values[lower + 1] - values[lower])
        if step == 0 || fraction == 0 { return values[lower] }
        // Numpy counts from the nearer neighbour.
        return fraction < 0.5 ? values[lower] + step * fraction : values[lower + 1] - step * (1 - fraction)
    }

    static func median(_ values: [Double]) -> Double { quantile(sorted: values.sorted(), 0.5) }
}
