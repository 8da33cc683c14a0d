extension Tensor: CustomStringConvertible {
    /// The elements row by row, with four decimals, long axes cut in their middle, then shape and type.
    ///
    /// ```
    /// [[ 1.0000,  2.0000],
    ///  [-3.0000,  4.0000]]
    /// Tensor [2, 2] float32
    /// ```
    public var description: String {
        let kind = "Tensor \(shape) \(elementType.rawValue)"
        if isEmpty { return "[] \(kind)" }
        let printer = TensorPrinter(self)
        return rank == 0 ? "\(printer.text) \(kind)" : "\(printer.text)\n\(kind)"
    }
}

/// Lays out the elements of a tensor.
private struct TensorPrinter {
    /// Places shown at each end of an axis that is cut.
    private static let edge = 3
    private static let longestWhole = 10

    private let shape: [Int]
    private let cells: [String]
    private let width: Int
    /// The places that are shown along each axis; nil stands for the ellipsis.
    private let shown: [[Int?]]

    init(_ tensor: Tensor) {
        shape = tensor.shape
        shown = tensor.shape.map { length in
            length <= Self.longestWhole
                ? (0..<length).map { $0 }
                : (0..<Self.edge).map { $0 } + [nil] + ((length - Self.edge)..<length).map { $0 }
        }
        // Only what is shown is copied: a large tensor is printed as fast as a small one.
        var visible = tensor.untracked
        for (axis, places) in shown.enumerated() {
            visible = visible.gathered(Tensor(int32: places.compactMap { $0 }.map(Int32.init)), axis: axis)
        }
        cells = Self.texts(visible)
        width = cells.map(\.count).max() ?? 0
    }

    private static func texts(_ tensor: Tensor) -> [String] {
        if tensor.elementType == .int32 { return tensor.int32Scalars.map(String.init) }
        let values = tensor.doubleScalars
        let finite = values.filter(\.isFinite).map(abs)
        // In single precision: 0.0001 as a Float is a little less than in Double.
        let isWide = (finite.max() ?? 0) >= 1e5 || Float(finite.filter { $0 > 0 }.min() ?? 1) < 1e-4
        return values.map { $0.isFinite ? (isWide ? scientific($0) : fixed($0, decimals: 4)) : "\($0)" }
    }

    var text: String {
        if shape.isEmpty { return cells[0] }
        var place = 0
        return block(axis: 0, place: &place)
    }

    private func block(axis: Int, place: inout Int) -> String {
        let isLast = axis == shape.count - 1
        var parts: [String] = []
        for index in shown[axis] {
            guard index != nil else {
                parts.append("…")
                continue
            }
            if isLast {
                let cell = cells[place]
                parts.append(String(repeating: " ", count: width - cell.count) + cell)
                place += 1
            } else {
                parts.append(block(axis: axis + 1, place: &place))
            }
        }
        let depth = shape.count - 1 - axis
        let separator =
            isLast ? ", " : "," + String(repeating: "\n", count: depth) + String(repeating: " ", count: axis + 1)
        return "[" + parts.joined(separator: separator) + "]"
    }
}

/// `value` with `decimals` digits behind the point, rounded to nearest.
func fixed(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let scaled = (abs(value) * scale).rounded()
    let whole = Int(scaled / scale)
    let fraction = String(Int(scaled - Double(whole) * scale))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if decimals == 0 { return "\(sign)\(whole)" }
    return "\(sign)\(whole)." + String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
}

/// `value` as digits times a power of ten, such as `1.2346e-05`.
private func scientific(_ value: Double) -> String {
    if value == 0 { return "0.0000e+00" }
    var exponent = 0
    var digits = abs(value)
    while digits >= 10 { (digits, exponent) = (digits / 10, exponent + 1) }
    while digits < 1 { (digits, exponent) = (digits * 10, exponent - 1) }
    if (digits * 1e4).rounded() >= 1e5 { (digits, exponent) = (digits / 10, exponent + 1) }
    let power = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
    return (value < 0 ? "-" : "") + fixed(digits, decimals: 4) + "e" + (exponent < 0 ? "-" : "+") + power
}
