/// The weights of stacked recurrences in one or both directions, and a sequence's way through them.
///
/// What LSTM and GRU share: they differ in gates and states alone. Names and axis order in files are PyTorch's:
/// `weight_ih_l0` `[gates · units, features]`, `weight_hh_l0` `[gates · units, units]`, `bias_ih_l0`, `bias_hh_l0`
/// `[gates · units]`, with `l1`, … for the layers above and `_reverse` behind the names of the second direction.
struct RecurrentStack {
    private struct Direction {
        let name: String
        let input, recurrent, inputBias: Parameter
        let recurrentBias: Parameter?

        var weights: RecurrentWeights {
            RecurrentWeights(
                input: input.value, recurrent: recurrent.value, inputBias: inputBias.value,
                recurrentBias: recurrentBias?.value)
        }
    }

    /// What a layer says of itself in messages.
    private let layer: String
    private let inputs: Int
    private let units: Int
    private let returnsSequences: Bool
    private let dropout: Float
    private let recurrentDropout: Float
    private let masks: DropoutMasks?
    /// By layer, then by direction.
    private let directions: [[Direction]]

    /// - Parameters:
    ///   - bias: the first values of the input's bias, one a gate.
    ///   - recurrentBias: whether the state's part has a bias of its own.
    init(
        _ layer: String, inputs: Int, units: Int, bias: [Float], recurrentBias: Bool, returnsSequences: Bool,
        layers: Int, bidirectional: Bool, dropout: Float, recurrentDropout: Float
    ) {
        require(
            inputs > 0 && units > 0 && layers > 0,
            "\(layer): inputs, units and layers must be above zero, found \(inputs), \(units) and \(layers)")
        for rate in [dropout, recurrentDropout] {
            require(rate >= 0 && rate < 1, "\(layer): the rates of dropout must lie in 0 ..< 1, found \(rate)")
        }
        (self.layer, self.inputs, self.units) = (layer, inputs, units)
        self.returnsSequences = returnsSequences
        (self.dropout, self.recurrentDropout) = (dropout, recurrentDropout)
        masks = dropout > 0 || recurrentDropout > 0 ? DropoutMasks() : nil
        let rows = bias.count * units
        let suffixes = bidirectional ? ["", "_reverse"] : [""]
        directions = (0..<layers).map { level in
            suffixes.map { suffix in
                Direction(
                    name: "l\(level)\(suffix)",
                    input: Parameter(shape: [rows, level == 0 ? inputs : suffixes.count * units], .glorotUniform),
                    recurrent: Parameter(shape: [rows, units], .orthogonal()),
                    inputBias: Parameter(Tensor(bias.flatMap { [Float](repeating: $0, count: units) })),
                    recurrentBias: recurrentBias ? Parameter(.zeros([rows])) : nil)
            }
        }
    }

    var members: [(name: String, value: Any)] {
        directions.joined().flatMap { direction -> [(name: String, value: Any)] in
            [
                ("weight_ih_\(direction.name)", direction.input), ("weight_hh_\(direction.name)", direction.recurrent),
                ("bias_ih_\(direction.name)", direction.inputBias),
                ("bias_hh_\(direction.name)", direction.recurrentBias as Any),
            ]
        } + (masks?.members ?? [])
    }

    /// Takes a batch of sequences through all layers.
    ///
    /// - Parameters:
    ///   - x: `[batch, steps, features]`.
    ///   - states: each `[layers · directions, batch, units]`; zeros where nil.
    ///   - stateCount: their number.
    ///   - mask: `[batch, steps]`.
    ///   - advance: takes one recurrence through its steps.
    /// - Returns: `[batch, steps, directions · units]`, or the last outputs `[batch, directions · units]`; and the final states.
    func run(
        _ x: Tensor, states: [Tensor]?, stateCount: Int, mask: Tensor?, mode: Module.Mode,
        _ advance: (Recurrence) -> (output: Tensor, states: [Tensor])
    ) -> (output: Tensor, states: [Tensor]) {
        check(x, states, mask)
        let mask = mask.map { ($0.untracked .!= 0).transposed() }
        let zeros = Tensor.zeros([x.shape[0], units], x.elementType)
        var sequence = x.permuted([1, 0, 2])
        var finalStates = [[Tensor]](repeating: [], count: stateCount)
        for (level, directions) in directions.enumerated() {
            let returnsSequences = returnsSequences || level < self.directions.count - 1
            let outputs = directions.enumerated().map { place, direction in
                let index = level * directions.count + place
                let isReversed = place == 1
                let recurrence = Recurrence(
                    x: dropped(isReversed ? sequence.reversedInTime : sequence, mode), weights: direction.weights,
                    states: states?.map { $0[index] } ?? Array(repeating: zeros, count: stateCount),
                    mask: isReversed ? mask?.reversedInTime : mask, dropout: recurrentMask(x, mode),
                    returnsSequences: returnsSequences)
                var (y, final) = advance(recurrence)
                for state in final.indices { finalStates[state].append(final[state]) }
                if let mask = recurrence.mask {
                    if returnsSequences && directions.count == 2 {
                        y = y * mask.expanded(at: -1).cast(to: y.elementType)
                    } else if states != nil {
                        // With no state given, nothing but zeros was carried before the first step.
                        y = y * started(mask, returnsSequences, y.elementType)
                    }
                }
                return isReversed && returnsSequences ? y.reversedInTime : y
            }
            sequence = outputs.count == 1 ? outputs[0] : Tensor.concatenate(outputs, axis: -1)
        }
        return (returnsSequences ? sequence.permuted([1, 0, 2]) : sequence, finalStates.map { Tensor.stack($0) })
    }

    private func check(_ x: Tensor, _ states: [Tensor]?, _ mask: Tensor?) {
        require(
            x.rank == 3 && x.shape[1] > 0 && x.shape[2] == inputs,
            "\(layer): [batch, steps, \(inputs)] with one step at least is expected, the shape is \(x.shape)")
        let expected = [directions.count * directions[0].count, x.shape[0], units]
        for state in states ?? [] {
            require(
                state.shape == expected,
                mismatch(layer, x.shape, state.shape, "a state of this input has the shape \(expected)"))
        }
        require(
            mask.map { $0.shape == Array(x.shape.prefix(2)) } ?? true,
            mismatch(layer, x.shape, mask?.shape ?? [], "the mask must be [batch, steps]"))
    }

    // MARK: - Dropout

    /// With one mask for all steps.
    private func dropped(_ sequence: Tensor, _ mode: Module.Mode) -> Tensor {
        guard mode == .training, dropout > 0, let masks else { return sequence }
        return masks.drop(sequence, sharing: Array(sequence.shape.dropFirst()), rate: dropout)
    }

    private func recurrentMask(_ x: Tensor, _ mode: Module.Mode) -> Tensor? {
        guard mode == .training, recurrentDropout > 0, let masks else { return nil }
        return masks.next([x.shape[0], units], rate: recurrentDropout).cast(to: x.elementType)
    }
}

extension Tensor {
    /// The last step first; time is the first axis.
    fileprivate var reversedInTime: Tensor { self[(0...).by(-1)] }
}

/// One where an example has had a step, zero before its first one: `[steps, batch, 1]`, or `[batch, 1]` for the last output.
private func started(_ mask: Tensor, _ returnsSequences: Bool, _ elementType: ElementType) -> Tensor {
    var seen = [mask[0]]
    for step in 1..<mask.shape[0] { seen.append(seen[step - 1].maximum(mask[step])) }
    let started = returnsSequences ? Tensor.stack(seen) : seen[seen.count - 1]
    return started.expanded(at: -1).cast(to: elementType)
}
