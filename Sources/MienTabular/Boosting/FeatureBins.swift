import MienKernels

/// Where one feature is cut into bins.
struct FeatureBins: Sendable {
    /// With cuts: the bound above each bin, which is itself in the next one; the last is above all values. Without: the
    /// values themselves, ascending.
    let values: [Float]
    /// A bound below all values.
    let minimum: Float
    let hasMissing: Bool
    /// Each value has a bin of its own, as the exact method wants it.
    let isExact: Bool

    /// - Parameters:
    ///   - column: the values; NaN is missing.
    ///   - maximumBins: the greatest number of bins, or nil for one a value.
    init(_ column: [Float], maximumBins: Int?) {
        let present = column.filter { !$0.isNaN }
        hasMissing = present.count < column.count
        isExact = maximumBins == nil
        guard let maximumBins else {
            values = present.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
            minimum = Self.below(values.first ?? 0)
            return
        }
        var sketch = QuantileSketch(count: present.count, bins: maximumBins)
        for value in present { sketch.add(value) }
        let entries = sketch.entries()
        minimum = Self.below(entries.first?.value ?? 0)
        let inner = entries.prefix(maximumBins).dropFirst().map(\.value)
        let greatest = entries.last?.value ?? minimum
        values = inner + [min(greatest + (abs(greatest) + 1e-5), .greatestFiniteMagnitude)]
    }

    private static func below(_ value: Float) -> Float {
        max(value - abs(value) - 1e-5, -.greatestFiniteMagnitude)
    }

    /// The bins of eight values of the training data; of missing ones nonsense.
    func bins(_ eight: SIMD8<Float>) -> SIMD8<Int32> {
        values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return .zero }
            let bins = placesOfBins(base, count: values.count, of: eight, countsEqual: !isExact)
            return isExact ? bins : pointwiseMin(bins, SIMD8(repeating: Int32(values.count - 1)))
        }
    }

    /// The threshold of a split between the bins `lower` and `upper`, and the greatest bin that goes left.
    func threshold(lower: Int, upper: Int, missingGoesLeft: Bool) -> (value: Float, lower: Int) {
        guard isExact else {
            guard missingGoesLeft else { return (values[lower], lower) }
            return (upper == 0 ? minimum : values[upper - 1], upper - 1)
        }
        let value: Float
        if lower < 0 {
            value = values[upper] - (abs(values[upper]) + 1e-6)
        } else if upper < 0 {
            value = values[lower] + (abs(values[lower]) + 1e-6)
        } else {
            let middle = (values[lower] + values[upper]) * 0.5
            value = middle > values[lower] ? middle : values[upper]
        }
        return (value, places(below: value) - 1)
    }

    /// The number of values below this one.
    private func places(below value: Float) -> Int {
        values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return 0 }
            return Int(placesOfBins(base, count: values.count, of: SIMD8(repeating: value), countsEqual: false)[0])
        }
    }
}
