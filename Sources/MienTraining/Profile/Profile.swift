/// Where the steps of a training spent their time, and what they kept in memory.
///
/// ```
/// 200 steps of 41.3 ms                calls  forward  backward   share     memory
/// features.0 (Conv2D)                     1   2.1 ms    4.0 ms  14.8 %     9.4 MB
/// …
/// loss and what is outside of layers         0.1 ms    0.2 ms   0.7 %
/// optimizer                                  1.0 ms              2.4 %
/// waiting for data                           0.3 ms              0.7 %
/// the rest                                   0.8 ms              1.9 %
/// ```
///
/// Times are means of a step, and a layer's are without those of the layers within it. Memory is what a layer's calls of a
/// step leave behind for the way back: outputs and what their gradients need.
public struct Profile: Sendable {
    /// A layer, or the model's own part of the work.
    public struct Layer: Sendable {
        /// The key path and type, such as `features.0 (Conv2D)`; of the model its type.
        public let name: String
        /// The number of calls in all steps.
        public let calls: Int
        /// In all steps.
        public let forward: Duration
        /// In all steps.
        public let backward: Duration
        /// The mean of a step.
        public let bytes: Int
    }

    /// Those that took part, in the model's order, outer ones before inner ones.
    public let layers: [Layer]
    /// The forward time in all steps that was spent outside of all layers: in the loss.
    public let outsideForward: Duration
    /// The same on the way back.
    public let outsideBackward: Duration
    /// In all steps.
    public let optimizer: Duration
    /// What the steps waited for their batches.
    public let data: Duration
    /// From the beginning of the first epoch to the end of the last, validation and saving included.
    public let total: Duration
    public let steps: Int
    /// The most bytes that tensors have held at one time in this program.
    public let peakBytes: Int
}

extension Profile: CustomStringConvertible {
    public var description: String {
        let head = [
            "\(steps) steps of \(perStep(total).fixed(1)) ms, at most \(megabytes(peakBytes)) in tensors", "calls",
            "forward", "backward", "share", "memory",
        ]
        var rows = layers.map { layer in
            [
                layer.name, "\(layer.calls / max(1, steps))", time(layer.forward), time(layer.backward),
                share(layer.forward + layer.backward), megabytes(layer.bytes),
            ]
        }
        rows.append([
            "loss and what is outside of layers", "", time(outsideForward), time(outsideBackward),
            share(outsideForward + outsideBackward), "",
        ])
        rows.append(["optimizer", "", time(optimizer), "", share(optimizer), ""])
        rows.append(["waiting for data", "", time(data), "", share(data), ""])
        let inLayers = layers.reduce(Duration.zero) { $0 + $1.forward + $1.backward }
        let rest = total - inLayers - outsideForward - outsideBackward - optimizer - data
        rows.append(["the rest: validation, callbacks, saving", "", time(rest), "", share(rest), ""])
        return columns([head] + rows)
    }

    private func columns(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let name = row[0] + String(repeating: " ", count: widths[0] - row[0].count)
            return row.indices.dropFirst().reduce(name) { $0 + "  " + row[$1].leftPadded(to: widths[$1]) }
        }.joined(separator: "\n")
    }

    /// Milliseconds of a step.
    private func perStep(_ duration: Duration) -> Double {
        steps == 0 ? 0 : duration / .milliseconds(1) / Double(steps)
    }

    private func time(_ duration: Duration) -> String { perStep(duration).fixed(2) + " ms" }

    private func share(_ duration: Duration) -> String {
        (total == .zero ? 0 : 100 * (duration / total)).fixed(1) + " %"
    }

    private func megabytes(_ bytes: Int) -> String { (Double(bytes) / 1_048_576).fixed(1) + " MB" }
}
