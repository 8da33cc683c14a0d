import MienKernels

/// A long short-term memory over a whole sequence.
///
/// With `[i, f, g, o] = x_t · Wᵀ + h_{t−1} · Uᵀ + b`, through σ, but g through tanh: `c_t = f · c_{t−1} + i · g` and
/// `h_t = o · tanh(c_t)`. With `∂a_t` the gradient by what goes into the gates: `∂x = ∂a · W`, `∂W = ∂aᵀ · x`,
/// `∂U = Σ_t ∂a_tᵀ · h_{t−1}`, `∂b = Σ ∂a`.
///
/// - Returns: all hidden states `[steps, batch, units]` or the last one `[batch, units]`, and both final states.
func lstm(_ recurrence: Recurrence) -> (output: Tensor, states: [Tensor]) {
    let weights = recurrence.weights
    let bias = weights.recurrentBias.map { weights.inputBias + $0 } ?? weights.inputBias
    let inputs = [recurrence.x, weights.input, weights.recurrent, bias] + recurrence.states
    let isRecorded = inputs.contains { $0.node != nil }
    let states = record("lstm", inputs: inputs) { inputs in
        let pass = LSTMPass(recurrence, inputs, keepsGates: isRecorded)
        return (pass.states, .joint { g, isWanted in pass.gradients(by: g.contiguous, isWanted) })
    }
    // The last rows are the final states.
    let rows = states.shape[0]
    let final = [states[rows - 2], states[rows - 1]]
    return (recurrence.returnsSequences ? states[0..<(rows - 1)] : final[0], final)
}

/// One way forward, and what it keeps for the way back.
private struct LSTMPass {
    private let shape: RecurrentShape
    private let returnsSequences: Bool
    private let x, inputWeight, weight, bias: Tensor
    private let mask: Tensor
    private let dropout: Tensor?
    /// Its memory holds the gates' values; their gradients after the way back.
    private let input: InputPart
    /// The hidden states, the initial one first; below them the final cell state.
    private let hidden: Tensor
    private let cells: Tensor

    init(_ recurrence: Recurrence, _ inputs: [Tensor], keepsGates: Bool) {
        shape = recurrence.shape
        returnsSequences = recurrence.returnsSequences
        (x, inputWeight) = (inputs[0].contiguous, inputs[1])
        (weight, bias) = (inputs[2].contiguous, inputs[3].contiguous)
        (mask, dropout) = (recurrence.factors, recurrence.dropout?.contiguous)
        input = InputPart(x, inputWeight, keepsAll: keepsGates)
        hidden = stateMemory(shape, initial: inputs[4], extra: 1)
        cells = stateMemory(shape, initial: inputs[5])
        runForward()
        hidden[shape.steps + 1].assign(cells[shape.steps])
    }

    /// The hidden states that are asked for, and below them the final cell state.
    var states: Tensor { hidden[(returnsSequences ? 1 : shape.steps)...] }

    private func runForward() {
        if x.elementType == .float64 {
            withMemory(Double.self, .forward) { shape.referenceLSTMForward($0) }
        } else {
            withMemory(Float.self, .forward) { memory in
                shape.forEachBlock { kernels.lstmForward(shape, block: $0, memory, scratch: $1) }
            }
        }
    }

    /// The gradients by input, weights, bias and initial states; `g` is the gradient by ``states``. To be called once.
    func gradients(by g: Tensor, _ isWanted: [Bool]) -> [Tensor?] {
        let last = g.shape[0] - 1
        let hiddenGradient = returnsSequences ? .zeros([shape.batch, shape.units], g.elementType) : g[0].copied()
        let cellGradient = g[last].copied()
        runBackward(g, hiddenGradient, cellGradient)
        let states = hidden[0..<shape.steps]
        let sums = gateGradients(
            input.gates, x: x, states: dropout.map { states * $0 } ?? states, inputWeight: inputWeight, isWanted)
        return [sums.x, sums.inputWeight, sums.recurrentWeight, sums.bias, hiddenGradient, cellGradient]
    }

    private func runBackward(_ g: Tensor, _ hiddenGradient: Tensor, _ cellGradient: Tensor) {
        func run<T: RealScalar>(
            _: T.Type,
            _ body: (LSTMMemory<T>, UnsafePointer<T>?, UnsafeMutablePointer<T>, UnsafeMutablePointer<T>) -> Void
        ) {
            withMemory(T.self, .backward) { memory in
                withOptionalPointer(T.self, returnsSequences ? g : nil) { g in
                    hiddenGradient.withMutablePointer(T.self) { hidden in
                        cellGradient.withMutablePointer(T.self) { cell in body(memory, g, hidden, cell) }
                    }
                }
            }
        }
        if x.elementType == .float64 {
            run(Double.self) { memory, g, hidden, cell in
                shape.referenceLSTMBackward(memory, upstream: g, hiddenGradient: hidden, cellGradient: cell)
            }
        } else {
            run(Float.self) { memory, g, hidden, cell in
                shape.forEachBlock { block, scratch in
                    kernels.lstmBackward(
                        shape, block: block, memory, upstream: g, hiddenGradient: hidden, cellGradient: cell,
                        scratch: scratch)
                }
            }
        }
    }

    private func withMemory<T: RealScalar>(
        _: T.Type, _ direction: RecurrentDirection, _ body: (LSTMMemory<T>) -> Void
    ) {
        let weight = packed(weight, shape, gates: 4, direction)
        Tensor.withPointers(T.self, weight, bias, into: input.gates) { weight, bias, gates in
            Tensor.withPointers(T.self, mask, into: hidden) { mask, hidden in
                cells.withMutablePointer(T.self) { cells in
                    withOptionalPointer(T.self, dropout) { dropout in
                        input.withNarrowInput(T.self) { narrow in
                            body(
                                LSTMMemory(
                                    gates: gates, gateStride: input.stride, input: narrow, hidden: hidden,
                                    cells: cells, weight: weight, bias: bias, mask: mask, dropout: dropout))
                        }
                    }
                }
            }
        }
    }
}
