import Mien

// The golden values are Keras's where masks are, PyTorch's elsewhere; see `Utilities/golden_recurrent.py`.

extension Layers {
    static let recurrent = lstm + gru

    private static let shapes = [[2, 1, 3], [2, 3, 3], [1, 17, 3], [0, 2, 3]]
    private static let wide = [[2, 1, 11], [2, 3, 11], [1, 5, 11], [0, 2, 11]]
    private static let masked = [[3, 1, 3], [3, 3, 3], [3, 17, 3], [0, 2, 3]]
    private static let large = [40, 6, 3]

    private static let lstm: [LayerRow] = [
        .layer("LSTM", { LSTM(3, 4, returnSequences: true) }, inputs: shapes, large: large, golden: "lstm"),
        // From more than eight features the input's part comes from one product for all steps.
        .layer(
            "LSTM of many features", { LSTM(11, 4, returnSequences: true) }, inputs: wide, large: [40, 6, 11],
            golden: "lstm-wide"),
        .layer("LSTM last", { LSTM(3, 4) }, inputs: shapes, large: large, golden: "lstm-last"),
        .layer(
            "LSTM bidirectional", { LSTM(3, 2, returnSequences: true, bidirectional: true) }, inputs: shapes,
            large: large, golden: "lstm-bidirectional"),
        .layer(
            "LSTM stacked", { LSTM(3, 2, layers: 2, bidirectional: true, recurrentBias: true) }, inputs: shapes,
            large: large, golden: "lstm-stacked"),
        .layer(
            "LSTM with dropout", { LSTM(3, 4, returnSequences: true, dropout: 0.25, recurrentDropout: 0.5) },
            inputs: shapes, large: large, golden: "lstm-dropout"),
        .layer(
            "LSTM masked", { Calling(LSTM(3, 4, returnSequences: true)) { $0($1, mask: rule($1)) } },
            inputs: masked, large: large, golden: "lstm-masked"),
        .layer(
            "LSTM masked, last", { Calling(LSTM(3, 2, bidirectional: true)) { $0($1, mask: rule($1)) } },
            inputs: masked, large: large, golden: "lstm-masked-last"),
        .layer(
            "LSTM masked, bidirectional",
            { Calling(LSTM(3, 2, returnSequences: true, bidirectional: true)) { $0($1, mask: rule($1)) } },
            inputs: masked, large: large, golden: "lstm-masked-bidirectional"),
        .layer(
            "LSTM by lengths",
            {
                Calling(LSTM(3, 2, returnSequences: true, bidirectional: true)) { lstm, x in
                    let mask = sequenceMask(lengths(x), steps: x.shape[1])
                    let (y, state) = lstm(x, state: nil, mask: mask)
                    return joined(y, state.hidden.permuted([1, 0, 2]), state.cell.permuted([1, 0, 2]))
                }
            }, inputs: masked, large: large, golden: "lstm-lengths"),
        .layer(
            "LSTM with states",
            {
                let layer = LSTM(
                    3, 3, returnSequences: true, layers: 2, bidirectional: true, recurrentBias: true)
                return Calling(layer) { lstm, x in
                    let (hidden, cell) = (states(x, 0..<4), states(x, 4..<8))
                    let (y, state) = lstm(x[0..., 8...], state: LSTM.State(hidden: hidden, cell: cell))
                    return joined(y, state.hidden.permuted([1, 0, 2]), state.cell.permuted([1, 0, 2]))
                }
            }, inputs: [[2, 11, 3], [0, 10, 3]], large: [40, 12, 3], golden: "lstm-states"),
        .layer(
            "LSTM with states, masked",
            {
                Calling(LSTM(3, 3, returnSequences: true)) { lstm, x in
                    let former = LSTM.State(hidden: states(x, 0..<1), cell: states(x, 1..<2))
                    let sequence = x[0..., 2...]
                    let (y, state) = lstm(sequence, state: former, mask: rule(sequence))
                    return joined(y, state.hidden[0], state.cell[0])
                }
            }, inputs: [[3, 3, 3], [3, 5, 3], [0, 4, 3]], large: [40, 8, 3], golden: "lstm-masked-states"),
    ]

    private static let gru: [LayerRow] = [
        .layer("GRU", { GRU(3, 4, returnSequences: true) }, inputs: shapes, large: large, golden: "gru"),
        .layer(
            "GRU of many features", { GRU(11, 4, returnSequences: true) }, inputs: wide, large: [40, 6, 11],
            golden: "gru-wide"),
        .layer("GRU last", { GRU(3, 4) }, inputs: shapes, large: large, golden: "gru-last"),
        .layer(
            "GRU bidirectional", { GRU(3, 2, returnSequences: true, bidirectional: true) }, inputs: shapes,
            large: large, golden: "gru-bidirectional"),
        .layer(
            "GRU stacked", { GRU(3, 2, layers: 2, bidirectional: true) }, inputs: shapes, large: large,
            golden: "gru-stacked"),
        .layer(
            "GRU with dropout", { GRU(3, 4, returnSequences: true, dropout: 0.25, recurrentDropout: 0.5) },
            inputs: shapes, large: large, golden: "gru-dropout"),
        .layer(
            "GRU masked", { Calling(GRU(3, 4, returnSequences: true)) { $0($1, mask: rule($1)) } }, inputs: masked,
            large: large, golden: "gru-masked"),
        .layer(
            "GRU masked, last", { Calling(GRU(3, 2, bidirectional: true)) { $0($1, mask: rule($1)) } },
            inputs: masked, large: large, golden: "gru-masked-last"),
        .layer(
            "GRU masked, bidirectional",
            { Calling(GRU(3, 2, returnSequences: true, bidirectional: true)) { $0($1, mask: rule($1)) } },
            inputs: masked, large: large, golden: "gru-masked-bidirectional"),
        .layer(
            "GRU by lengths",
            {
                Calling(GRU(3, 2, returnSequences: true, bidirectional: true)) { gru, x in
                    let mask = sequenceMask(lengths(x), steps: x.shape[1])
                    let (y, state) = gru(x, state: nil, mask: mask)
                    return joined(y, state.permuted([1, 0, 2]))
                }
            }, inputs: masked, large: large, golden: "gru-lengths"),
        .layer(
            "GRU with states",
            {
                Calling(GRU(3, 3, returnSequences: true, layers: 2, bidirectional: true)) { gru, x in
                    let (y, state) = gru(x[0..., 4...], state: states(x, 0..<4))
                    return joined(y, state.permuted([1, 0, 2]))
                }
            }, inputs: [[2, 7, 3], [0, 6, 3]], large: [40, 8, 3], golden: "gru-states"),
        .layer(
            "GRU with states, masked",
            {
                Calling(GRU(3, 3, returnSequences: true)) { gru, x in
                    let sequence = x[0..., 1...]
                    let (y, state) = gru(sequence, state: states(x, 0..<1), mask: rule(sequence))
                    return joined(y, state[0])
                }
            }, inputs: [[3, 2, 3], [3, 4, 3], [0, 3, 3]], large: [40, 7, 3], golden: "gru-masked-states"),
    ]
}

/// A mask that leaves out steps at the beginning, within and at the end.
private func rule(_ x: Tensor) -> Tensor {
    let (batch, steps) = (x.shape[0], x.shape[1])
    let values = (0..<batch).flatMap { example in
        (0..<steps).map { step -> Float in (3 * example + step) % 4 == 3 ? 0 : 1 }
    }
    return Tensor(values, shape: [batch, steps])
}

/// Lengths from one to all steps, by a rule.
func lengths(_ x: Tensor) -> Tensor {
    Tensor(int32: (0..<Int32(x.shape[0])).map { 1 + (2 * $0 + 1) % Int32(x.shape[1]) })
}

/// States that lie before the sequence, in its first steps.
private func states(_ x: Tensor, _ range: Range<Int>) -> Tensor { x[0..., range].permuted([1, 0, 2]) }
