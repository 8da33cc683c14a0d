// A long short-term memory over a whole sequence (Hochreiter & Schmidhuber 1997; with a forget gate, Gers et al. 1999).
// The input's part of all steps comes from one matrix product beforehand; here each step adds the state's part by one more
// and applies the gates. Going back, each step leaves the gradients of its gates where their values were: the gradients of
// the weights are matrix products over all steps afterwards.

/// The memory of a pass of an LSTM.
///
/// The gates' order is PyTorch's: input, forget, cell, output.
package struct LSTMMemory<T: RealScalar> {
    /// `[steps, batch, 4 · units]`: first `x · Wᵀ`, after the way forward the gates' values, after the way back the gradients
    /// by what went into the gates.
    package let gates: UnsafeMutablePointer<T>
    /// `[steps + 1, batch, units]`: the hidden state before each step, and after the last one.
    package let hidden: UnsafeMutablePointer<T>
    /// `[steps + 1, batch, units]`: the cell state likewise.
    package let cells: UnsafeMutablePointer<T>
    /// The recurrent weight, `[4 · units, units]`.
    package let weight: UnsafePointer<T>
    /// `[4 · units]`.
    package let bias: UnsafePointer<T>
    /// `[steps, batch]`: zero where an example has no step; its states stay as they are.
    package let mask: UnsafePointer<T>
    /// `[batch, units]`: factors of the hidden state on its way into the gates; nil where nothing is dropped.
    package let dropout: UnsafePointer<T>?

    package init(
        gates: UnsafeMutablePointer<T>, hidden: UnsafeMutablePointer<T>, cells: UnsafeMutablePointer<T>,
        weight: UnsafePointer<T>, bias: UnsafePointer<T>, mask: UnsafePointer<T>, dropout: UnsafePointer<T>?
    ) {
        (self.gates, self.hidden, self.cells) = (gates, hidden, cells)
        (self.weight, self.bias, self.mask, self.dropout) = (weight, bias, mask, dropout)
    }
}

extension RecurrentShape {
    // MARK: - Forward

    /// Takes the examples of a block through all steps.
    ///
    /// - Parameter scratch: ``scratch`` numbers.
    package func lstmForward(block: Int, _ memory: LSTMMemory<Float>, scratch: UnsafeMutablePointer<Float>) {
        let rows = rows(of: block)
        for step in 0..<steps {
            let first = step * batch + rows.lowerBound
            let width = 4 * units
            let previous = UnsafePointer(memory.hidden + first * units)
            let state = dropped(previous, memory.dropout, rows, scratch)
            let gates = memory.gates + first * width
            matrixProduct(
                state, stride: units, transposed: false, memory.weight, stride: units, transposed: true, into: gates,
                stride: width,
                rows: rows.count, columns: width, inner: units, accumulating: true)
            for row in first..<first + rows.count { lstmStep(memory, row: row, isMasked: memory.mask[row] == 0) }
        }
    }

    /// One step of one example, whose gates have got both their parts but the bias. `row` counts steps and examples.
    @inline(__always)
    private func lstmStep(_ memory: LSTMMemory<Float>, row: Int, isMasked: Bool) {
        let gates = memory.gates + row * 4 * units
        let (hidden, cell) = (memory.hidden + row * units, memory.cells + row * units)
        let (nextHidden, nextCell) = (hidden + batch * units, cell + batch * units)
        if isMasked {
            for u in 0..<units { (nextHidden[u], nextCell[u]) = (hidden[u], cell[u]) }
            return
        }
        let (inputs, forgets, candidates, outputs) = (gates, gates + units, gates + 2 * units, gates + 3 * units)
        let bias = memory.bias
        for u in 0..<units {
            let input = sigmoid(inputs[u] + bias[u])
            let forget = sigmoid(forgets[u] + bias[units &+ u])
            let candidate = Float.tanh(candidates[u] + bias[2 &* units &+ u])
            let output = sigmoid(outputs[u] + bias[3 &* units &+ u])
            (inputs[u], forgets[u], candidates[u], outputs[u]) = (input, forget, candidate, output)
            nextCell[u] = forget * cell[u] + input * candidate
            nextHidden[u] = output * Float.tanh(nextCell[u])
        }
    }

    // MARK: - Backward

    /// Takes the gradients of a block's examples back through all steps.
    ///
    /// - Parameters:
    ///   - upstream: `[steps, batch, units]`, the gradients by each step's hidden state; nil where only the last one counts.
    ///   - hiddenGradient: `[batch, units]`, by the last hidden state; becomes the gradient by the first one.
    ///   - cellGradient: `[batch, units]`, by the last cell state; becomes the gradient by the first one.
    ///   - scratch: ``scratch`` numbers.
    package func lstmBackward(
        block: Int, _ memory: LSTMMemory<Float>, upstream: UnsafePointer<Float>?,
        hiddenGradient: UnsafeMutablePointer<Float>, cellGradient: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let rows = rows(of: block)
        for step in (0..<steps).reversed() {
            for example in rows {
                let row = step * batch + example
                let start = example * units
                lstmStepBack(
                    memory, row: row, isMasked: memory.mask[row] == 0, upstream.map { $0 + row * units },
                    hiddenGradient + start, cellGradient + start)
            }
            let gates = memory.gates + (step * batch + rows.lowerBound) * 4 * units
            addRecurrentGradient(
                gates, gates: 4, memory.weight, memory.dropout, rows, into: hiddenGradient + rows.lowerBound * units,
                scratch)
        }
    }

    /// One step of one example: the gates' values give way to the gradients by what went into them.
    ///
    /// `hidden` takes along what does not pass through the gates: nothing, unless the step is masked.
    @inline(__always)
    private func lstmStepBack(
        _ memory: LSTMMemory<Float>, row: Int, isMasked: Bool, _ upstream: UnsafePointer<Float>?,
        _ hidden: UnsafeMutablePointer<Float>, _ cell: UnsafeMutablePointer<Float>
    ) {
        let gates = memory.gates + row * 4 * units
        if let upstream { for u in 0..<units { hidden[u] += upstream[u] } }
        if isMasked {
            for u in 0..<4 * units { gates[u] = 0 }
            return
        }
        let (inputs, forgets, candidates, outputs) = (gates, gates + units, gates + 2 * units, gates + 3 * units)
        let previousCell = memory.cells + row * units
        let nextCell = previousCell + batch * units
        for u in 0..<units {
            let (input, forget, candidate, output) = (inputs[u], forgets[u], candidates[u], outputs[u])
            let squashed = Float.tanh(nextCell[u])
            let byHidden = hidden[u]
            let byCell: Float = cell[u] + byHidden * output * tanhSlope(squashed)
            inputs[u] = byCell * candidate * sigmoidSlope(input)
            forgets[u] = byCell * previousCell[u] * sigmoidSlope(forget)
            candidates[u] = byCell * input * tanhSlope(candidate)
            outputs[u] = byHidden * squashed * sigmoidSlope(output)
            cell[u] = byCell * forget
            hidden[u] = 0
        }
    }
}

// MARK: - The state's way into the gates

extension RecurrentShape {
    /// The states of a block's examples, after dropout if there is any.
    @inline(__always)
    func dropped(
        _ states: UnsafePointer<Float>, _ dropout: UnsafePointer<Float>?, _ rows: Range<Int>,
        _ scratch: UnsafeMutablePointer<Float>
    ) -> UnsafePointer<Float> {
        guard let dropout else { return states }
        let factors = dropout + rows.lowerBound * units
        let count = rows.count * units
        for i in 0..<count { scratch[i] = states[i] * factors[i] }
        return UnsafePointer(scratch)
    }

    /// Adds to the gradients by a block's states what comes through the gates: `∂gates · weight`, after dropout.
    ///
    /// - Parameter gates: their number.
    @inline(__always)
    func addRecurrentGradient(
        _ gateGradients: UnsafePointer<Float>, gates: Int, _ weight: UnsafePointer<Float>,
        _ dropout: UnsafePointer<Float>?, _ rows: Range<Int>, into gradient: UnsafeMutablePointer<Float>,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        let width = gates * units
        let isDirect = dropout == nil
        matrixProduct(
            gateGradients, stride: width, weight, stride: units, into: isDirect ? gradient : scratch, stride: units,
            rows: rows.count, columns: units, inner: width, accumulating: isDirect)
        guard let dropout else { return }
        let factors = dropout + rows.lowerBound * units
        let count = rows.count * units
        for i in 0..<count { gradient[i] += scratch[i] * factors[i] }
    }
}
