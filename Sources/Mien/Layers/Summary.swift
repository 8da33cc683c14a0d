/// Notes the output shape of each module.
private final class ShapeTrace: CallObserver, @unchecked Sendable {
    private(set) var shapes: [ObjectIdentifier: [Int]] = [:]

    func willCall(_ module: Module, _ inputs: [Tensor]) {}

    func didCall(_ module: Module, _ output: Tensor) {
        shapes[ObjectIdentifier(module)] = output.shape
    }

    func didPullBack(
        _ node: Node, _ gradient: Tensor, _ contributions: [Tensor?], since start: ContinuousClock.Instant
    ) {}
}

extension Module {
    /// Keras's table of layers, output shapes and parameter counts.
    ///
    /// The shapes come from a batch without examples: nothing is computed.
    ///
    /// - Parameter inputShape: the shape of one example, such as `[48, 48, 1]`.
    public final func summary(inputShape: [Int]) -> String {
        summary { _ = self(Tensor.zeros([0] + inputShape)) }
    }

    /// The same for a module with several inputs.
    ///
    /// ```swift
    /// decoder.summary { _ = decoder(Tensor.zeros([0, 10, 64]), memory: Tensor.zeros([0, 20, 64])) }
    /// ```
    ///
    /// - Parameter run: calls this module with batches without examples.
    public final func summary(of run: () -> Void) -> String {
        let trace = ShapeTrace()
        CallObservation.$current.withValue(trace) { run() }
        let rows = modules.compactMap { named -> [String]? in
            let (name, module) = (named.name, named.value)
            guard let shape = trace.shapes[ObjectIdentifier(module)], module.isLeaf || module.ownCount > 0 else {
                return nil
            }
            let type = "\(type(of: module))"
            return [name.isEmpty ? type : "\(name) (\(type))", shapeText(shape), grouped(module.ownCount)]
        }
        let trainable = parameterCount
        let total = totalCount
        return """
            Model: "\(type(of: self))"
            \(table(["Layer (type)", "Output Shape", "Param #"], rows))
             Total params: \(grouped(total)) (\(sizeText(total)))
             Trainable params: \(grouped(trainable)) (\(sizeText(trainable)))
             Non-trainable params: \(grouped(total - trainable)) (\(sizeText(total - trainable)))
            """
    }

    /// Whether there are no modules within this one.
    private var isLeaf: Bool { modules.count == 1 }

    /// Parameters and statistics together, as Keras counts them.
    private var totalCount: Int { counts.values.reduce(0, +) }

    /// What this module holds itself, beside the modules within it.
    private var ownCount: Int {
        let inner = Set(modules.dropFirst().flatMap { $0.value.counts.keys })
        return counts.reduce(0) { inner.contains($1.key) ? $0 : $0 + $1.value }
    }

    /// The size of each parameter and statistic.
    private var counts: [ObjectIdentifier: Int] {
        var counts: [ObjectIdentifier: Int] = [:]
        for parameter in parameters { counts[ObjectIdentifier(parameter.value)] = parameter.value.value.count }
        for buffer in buffers where buffer.value.kind == .statistics {
            counts[ObjectIdentifier(buffer.value)] = buffer.value.value.count
        }
        return counts
    }
}

/// `(None, 48, 48, 32)`: the batch is not known.
private func shapeText(_ shape: [Int]) -> String {
    "(" + (["None"] + shape.dropFirst().map(String.init)).joined(separator: ", ") + ")"
}

/// With a comma before each group of three digits.
private func grouped(_ count: Int) -> String {
    var groups: [String] = []
    var rest = count
    while rest >= 1000 {
        let group = String(rest % 1000)
        groups.insert(String(repeating: "0", count: 3 - group.count) + group, at: 0)
        rest /= 1000
    }
    return ([String(rest)] + groups).joined(separator: ",")
}

/// The memory that `count` single-precision numbers take.
private func sizeText(_ count: Int) -> String {
    let bytes = Double(4 * count)
    if bytes < 1024 { return "\(4 * count).00 B" }
    return bytes < 1_048_576 ? "\(fixed(bytes / 1024, decimals: 2)) KB" : "\(fixed(bytes / 1_048_576, decimals: 2)) MB"
}

/// Rows between ruled lines, numbers to the right.
private func table(_ head: [String], _ rows: [[String]]) -> String {
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String], _ bar: String) -> String {
        let padded = cells.indices.map { column in
            let space = String(repeating: " ", count: widths[column] - cells[column].count)
            return column == cells.count - 1 ? " \(space)\(cells[column]) " : " \(cells[column])\(space) "
        }
        return bar + padded.joined(separator: bar) + bar
    }
    func rule(_ left: String, _ fill: String, _ middle: String, _ right: String) -> String {
        left + widths.map { String(repeating: fill, count: $0 + 2) }.joined(separator: middle) + right
    }
    let body = rows.map { line($0, "│") }.joined(separator: "\n" + rule("├", "─", "┼", "┤") + "\n")
    return [
        rule("┏", "━", "┳", "┓"), line(head, "┃"), rule("┡", "━", "╇", "┩"), body, rule("└", "─", "┴", "┘"),
    ].joined(separator: "\n")
}
