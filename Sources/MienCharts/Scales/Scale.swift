#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One axis: the range it covers and its ticks, at round numbers.
///
/// A scale is made from any values: those that it has no place for (not finite; on a logarithmic scale not positive) do
/// not count. Without any other, or with equal ones, it covers a small range about them.
package struct Scale: Sendable {
    package struct Tick: Sendable, Equatable {
        package var value: Double
        package var label: String
    }

    enum Kind: Sendable {
        case linear, logarithmic

        /// `value` within what double precision can divide and take the logarithm of without overflow; `nil` where
        /// the axis has no place for it.
        func drawable(_ value: Double) -> Double? {
            switch self {
            case .linear: value.isFinite ? min(max(value, -1e300), 1e300) : nil
            case .logarithmic: value.isFinite && value >= 1e-100 ? min(value, 1e100) : nil
            }
        }
    }

    package let lower: Double
    package let upper: Double
    package let ticks: [Tick]
    let kind: Kind

    /// Where `value` lies between the ends: 0 at the lower, 1 at the upper and beyond; `nil` where the axis has no
    /// place for it.
    package func position(_ value: Double) -> Double? {
        guard kind.drawable(value) != nil else { return nil }
        let value = min(max(value, lower), upper)
        switch kind {
        case .linear: return (value - lower) / (upper - lower)
        case .logarithmic: return (log10(value) - log10(lower)) / (log10(upper) - log10(lower))
        }
    }
}

// MARK: - Linear

extension Scale {
    /// An axis whose ticks are 1, 2 or 5 times a power of ten apart and whose ends are ticks.
    ///
    /// - Parameters:
    ///   - values: what the axis has to cover.
    ///   - count: the number of steps to aim for, at least 1.
    ///   - style: how the ticks are written.
    package static func linear(covering values: [Double], count: Int, style: NumberStyle = .number) -> Scale {
        let (low, high) = range(of: values.compactMap(Kind.linear.drawable))
        let step = max(niceStep((high - low) / Double(max(1, count))), style.leastStep)
        // The tolerance keeps an end that is a tick but for rounding from adding a step.
        let first = (low / step + 1e-6).rounded(.down)
        let last = max((high / step - 1e-6).rounded(.up), first + 1)
        let lower = first * step
        let upper = last * step
        let largest = max(lower.magnitude, upper.magnitude)
        let ticks = (0...Int(last - first)).map { index in
            let value = (first + Double(index)) * step
            return Tick(value: value, label: style.tick(value, step: step, largest: largest))
        }
        return Scale(lower: lower, upper: upper, ticks: ticks, kind: .linear)
    }

    /// An axis that ends a little beyond the values, so that marks at its ends are seen whole, with ticks at round numbers
    /// between.
    package static func linear(around values: [Double], count: Int, style: NumberStyle = .number) -> Scale {
        let covering = Scale.linear(covering: values, count: count, style: style)
        let (low, high) = range(of: values.compactMap(Kind.linear.drawable))
        let margin = (high - low) * 0.04
        let ticks = covering.ticks.filter { $0.value >= low - margin && $0.value <= high + margin }
        guard ticks.count > 1 else { return covering }
        return Scale(lower: low - margin, upper: high + margin, ticks: ticks, kind: .linear)
    }

    /// The same for a horizontal axis: as many ticks as have room for their labels side by side, ten steps at most.
    static func linear(around values: [Double], width: Double, style: NumberStyle = .number) -> Scale {
        for count in stride(from: min(10, Int(width / 50)), to: 1, by: -1) {
            let scale = Scale.linear(around: values, count: count, style: style)
            let widest = scale.ticks.map { textWidth($0.label, size: Measure.smallSize) }.max() ?? 0
            let step = (scale.ticks[1].value - scale.ticks[0].value) / (scale.upper - scale.lower) * width
            if widest + 14 <= step { return scale }
        }
        return .linear(around: values, count: 1, style: style)
    }

    /// The range of `values`, widened to something that can be divided where they are (nearly) equal.
    private static func range(of values: [Double]) -> (low: Double, high: Double) {
        guard let low = values.min(), let high = values.max() else { return (0, 1) }
        let size = max(low.magnitude, high.magnitude)
        if size < 1e-100 { return (0, 1) }
        if high - low > size * 1e-9 { return (low, high) }
        return (low - size * 0.1, high + size * 0.1)
    }

    /// The smallest of 1, 2, 5, 10 times a power of ten that is not below `step`.
    private static func niceStep(_ step: Double) -> Double {
        let power = powerOfTen(decimalExponent(step))
        let factor = [1, 2, 5].first { $0 * power >= step * (1 - 1e-9) } ?? 10
        return factor * power
    }

    /// An axis for the epochs `1…last`, with half a step of room where there is only one.
    package static func epochs(_ last: Int, count: Int) -> Scale {
        guard last > 1 else {
            return Scale(lower: 0.5, upper: 1.5, ticks: [Tick(value: 1, label: "1")], kind: .linear)
        }
        let step = Int(max(1, niceStep(Double(last - 1) / Double(max(1, count)))))
        // The first epoch is where every curve starts: it is named where there is room.
        let start = step >= 5 ? [1] : []
        let ticks = (start + Array(stride(from: step, through: last, by: step))).map {
            Tick(value: Double($0), label: String($0))
        }
        return Scale(lower: 1, upper: Double(last), ticks: ticks, kind: .linear)
    }
}

// MARK: - Logarithmic

extension Scale {
    /// An axis from the least of `values` to the greatest, with a tick at each, if these are no more than `count`.
    package static func logarithmic(at values: [Double], count: Int) -> Scale {
        let values = values.compactMap(Kind.logarithmic.drawable)
        guard let low = values.min(), let high = values.max(), high / low >= 1.001, values.count <= count else {
            return .logarithmic(covering: values, count: count)
        }
        let ticks = values.map { Tick(value: $0, label: NumberText.short($0)) }
        return Scale(lower: low, upper: high, ticks: ticks, kind: .logarithmic)
    }

    /// An axis with a tick at every power of ten, or at 1, 2 and 5 times it where the values span less than two.
    ///
    /// Without a positive value it reaches from 0.1 to 1.
    package static func logarithmic(covering values: [Double], count: Int) -> Scale {
        let values = values.compactMap(Kind.logarithmic.drawable)
        var low = values.min() ?? 0.1
        var high = values.max() ?? 1
        if high / low < 1.001 {
            low /= 1.5
            high *= 1.5
        }
        let lowest = decimalExponent(low)
        let highest = decimalExponent(high) + 1
        let factors: [Double] = high / low < 100 ? [1, 2, 5] : [1]
        let exponentStep = max(1, (highest - lowest) / max(1, count))
        let exponents = stride(from: lowest - 1, through: highest + exponentStep, by: exponentStep)
        let candidates = exponents.flatMap { exponent in factors.map { $0 * powerOfTen(exponent) } }
        // An end that is a tick but for rounding (a rate in single precision) needs no further one.
        let first = candidates.lastIndex { $0 <= low * (1 + 1e-6) } ?? 0
        let last = candidates.firstIndex { $0 >= high * (1 - 1e-6) } ?? candidates.count - 1
        let ticks = candidates[first...max(first, last)].map { Tick(value: $0, label: NumberText.short($0)) }
        return Scale(lower: candidates[first], upper: candidates[last], ticks: ticks, kind: .logarithmic)
    }
}
