import MienKernels

/// A gated recurrent unit over a whole sequence.
///
/// With `[r, z, n] = x_t · Wᵀ + b` and `[r', z', n'] = h_{t−1} · Uᵀ + b'`: `r ← σ(r + r')`, `z ← σ(z + z')`,
/// `n ← tanh(n + r · n')` and `h_t = (1 − z) · n + z · h_{t−1}`. With `∂a_t` the gradient by the input's part and `∂a'_t` that
/// by the state's: `∂x = ∂a · W`, `∂W = ∂aᵀ · x`, `∂b = Σ ∂a`, `∂U = Σ_t ∂a'_tᵀ · h_{t−1}`, `∂b' = Σ ∂a'`.
///
/// - Returns: all hidden states `[steps, batch, units]` or the last one `[batch, units]`, and the final state.
func gru(_ recurrence: Recurrence) -> (output: Tensor, states: [Tensor]) {
    let weights = recurrence.weights
    let recurrentBias = weights.recurrentBias ?? .zeros(weights.inputBias.shape, weights.inputBias.elementType)
    let inputs = [recurrence.x, weights.input, weights.recurrent, weights.inputBias, recurrentBias] + recurrence.states
    let isRecorded = inputs.contains { $0.node != nil }
    let states = record("gru", inputs: inputs) { inputs in
        let pass = GRUPass(recurrence, inputs, keepsGates: isRecorded)
        return (pass.states, .joint { g, isWanted in pass.gradients(by: g.contiguous, isWanted) })
    }
    let final = states[states.shape[0] - 1]
    return (recurrence.returnsSequences ? states : final, [final])
}

/// One way forward, and what it keeps for the way back.
private struct GRUPass {
    private let shape: RecurrentShape
    private let returnsSequences: Bool
    private let x, inputWeight, weight, inputBias, recurrentBias: Tensor
    private let mask: Tensor
    private let dropout: Tensor?
    /// Its memory holds the gates' values; the gradients by the input's part after the way back.
    private let input: InputPart
    /// The state's part of the gates; the gradients by it after the way back.
    private let recurrent: Tensor
    /// The hidden states, the initial one first.
    private let hidden: Tensor

    init(_ recurrence: Recurrence, _ inputs: [Tensor], keepsGates: Bool) {
        shape = recurrence.shape
        returnsSequences = recurrence.returnsSequences
        (x, inputWeight) = (inputs[0].contiguous, inputs[1])
        (weight, inputBias, recurrentBias) = (inputs[2].contiguous, inputs[3].contiguous, inputs[4].contiguous)
        (mask, dropout) = (recurrence.factors, recurrence.dropout?.contiguous)
        input = InputPart(x, inputWeight, keepsAll: keepsGates)
        recurrent = Tensor(uninitialized: input.gates.shape, x.elementType)
        hidden = stateMemory(shape, initial: inputs[5])
        runForward()
    }

    /// The hidden states that are asked for.
    var states: Tensor { hidden[(returnsSequences ? 1 : shape.steps)...] }

    private func runForward() {
        if x.elementType == .float64 {
            withMemory(Double.self, .forward) { shape.referenceGRUForward($0) }
        } else {
            withMemory(Float.self, .forward) { memory in
                shape.forEachBlock { kernels.gruForward(shape, block: $0, memory, scratch: $1) }
            }
        }
    }

    /// The gradients by input, weights, biases and initial state; `g` is the gradient by ``states``. To be called once.
    func gradients(by g: Tensor, _ isWanted: [Bool]) -> [Tensor?] {
        let hiddenGradient = returnsSequences ? .zeros([shape.batch, shape.units], g.elementType) : g[0].copied()
        runBackward(g, hiddenGradient)
        let states = hidden[0..<shape.steps]
        let sums = gateGradients(
            input.gates, recurrent: recurrent, x: x, states: dropout.map { states * $0 } ?? states,
            inputWeight: inputWeight, isWanted)
        return [
            sums.x, sums.inputWeight, sums.recurrentWeight, sums.bias, isWanted[4] ? recurrent.sum(axes: 0) : nil,
            hiddenGradient,
        ]
    }

    private func runBackward(_ g: Tensor, _ hiddenGradient: Tensor) {
        func run<T: RealScalar>(
            _: T.Type, _ body: (GRUMemory<T>, UnsafePointer<T>?, UnsafeMutablePointer<T>) -> Void
        ) {
            withMemory(T.self, .backward) { memory in
                withOptionalPointer(T.self, returnsSequences ? g : nil) { g in
                    hiddenGradient.withMutablePointer(T.self) { body(memory, g, $0) }
                }
            }
        }
        if x.elementType == .float64 {
            run(Double.self) { shape.referenceGRUBackward($0, upstream: $1, hiddenGradient: $2) }
        } else {
            run(Float.self) { memory, g, hidden in
                shape.forEachBlock { block, scratch in
                    kernels.gruBackward(
                        shape, block: block, memory, upstream: g, hiddenGradient: hidden, scratch: scratch)
                }
            }
        }
    }

    private func withMemory<T: RealScalar>(
        _: T.Type, _ direction: RecurrentDirection, _ body: (GRUMemory<T>) -> Void
    ) {
        let weight = packed(weight, shape, gates: 3, direction)
        Tensor.withPointers(T.self, inputBias, recurrentBias, into: input.gates) { inputBias, recurrentBias, gates in
            Tensor.withPointers(T.self, weight, mask, into: recurrent) { weight, mask, recurrent in
                hidden.withMutablePointer(T.self) { hidden in
                    withOptionalPointer(T.self, dropout) { dropout in
                        input.withNarrowInput(T.self) { narrow in
                            body(
                                GRUMemory(
                                    gates: gates, gateStride: input.stride, input: narrow, recurrent: recurrent,
                                    hidden: hidden, weight: weight, inputBias: inputBias,
                                    recurrentBias: recurrentBias, mask: mask, dropout: dropout))
                        }
                    }
                }
            }
        }
    }
}
