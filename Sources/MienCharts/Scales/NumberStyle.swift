/// How a chart writes its values.
public enum NumberStyle: Sendable {
    /// As they are: `0.985`, `1.5e−5`.
    case number
    /// As a share of one: `66.2%`.
    case percent
    /// As whole numbers with their thousands set apart: `28,709`.
    case count

    /// A single value.
    func text(_ value: Double) -> String {
        switch self {
        case .number: NumberText.short(value)
        case .percent: NumberText.percent(value)
        case .count: value.magnitude < 1e15 ? NumberText.grouped(Int(value.rounded())) : NumberText.short(value)
        }
    }

    /// The least distance between two ticks.
    var leastStep: Double { self == .count ? 1 : 0 }

    /// The label of a tick on an axis whose ticks are `step` apart and at most `largest`: all have the same form.
    func tick(_ value: Double, step: Double, largest: Double) -> String {
        switch self {
        case .number:
            if value == 0 { return "0" }
            let exponent = decimalExponent(step)
            guard largest >= 1e7 || step < 1e-5 else {
                return NumberText.fixed(value, digits: max(0, -exponent))
            }
            return NumberText.scientific(value, digits: max(0, decimalExponent(value) - exponent))
        case .percent:
            return NumberStyle.number.tick(value * 100, step: step * 100, largest: largest * 100) + "%"
        case .count:
            return largest < 1e7 ? text(value) : NumberStyle.number.tick(value, step: step, largest: largest)
        }
    }
}
