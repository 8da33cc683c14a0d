// A gated recurrent unit over a whole sequence (Cho et al. 2014), the reset gate after the state's matrix product, as in
// cuDNN, PyTorch and Keras by default. Its way is that of the LSTM beside it, but the state's part of the gates is kept
// apart from the input's: the reset gate multiplies it alone.

/// The memory of a pass of a GRU.
///
/// The gates' order is PyTorch's: reset, update, new.
package struct GRUMemory<T: RealScalar> {
    /// `[steps, batch, 3 · units]`: first `x · Wᵀ`, after the way forward the gates' values, after the way back the gradients
    /// by the input's part of what went into the gates.
    package let gates: UnsafeMutablePointer<T>
    /// `[steps, batch, 3 · units]`: after the way forward the state's part of what went into the gates, after the way back
    /// the gradients by it.
    package let recurrent: UnsafeMutablePointer<T>
    /// `[steps + 1, batch, units]`: the hidden state before each step, and after the last one.
    package let hidden: UnsafeMutablePointer<T>
    /// The recurrent weight, `[3 · units, units]`.
    package let weight: UnsafePointer<T>
    /// The bias of the input's part, `[3 · units]`.
    package let inputBias: UnsafePointer<T>
    /// The bias of the state's part, `[3 · units]`.
    package let recurrentBias: UnsafePointer<T>
    /// `[steps, batch]`: zero where an example has no step; its state stays as it is.
    package let mask: UnsafePointer<T>
    /// `[batch, units]`: factors of the hidden state on its way into the gates; nil where nothing is dropped.
    package let dropout: UnsafePointer<T>?

    package init(
        gates: UnsafeMutablePointer<T>, recurrent: UnsafeMutablePointer<T>, hidden: UnsafeMutablePointer<T>,
        weight: UnsafePointer<T>, inputBias: UnsafePointer<T>, recurrentBias: UnsafePointer<T>,
        mask: UnsafePointer<T>, dropout: UnsafePointer<T>?
    ) {
        (self.gates, self.recurrent, self.hidden, self.weight) = (gates, recurrent, hidden, weight)
        (self.inputBias, self.recurrentBias, self.mask, self.dropout) = (inputBias, recurrentBias, mask, dropout)
    }
}

extension RecurrentShape {
    // MARK: - Forward

    /// Takes the examples of a block through all steps.
    ///
    /// - Parameter scratch: ``scratch`` numbers.
    package func gruForward(block: Int, _ memory: GRUMemory<Float>, scratch: UnsafeMutablePointer<Float>) {
        let rows = rows(of: block)
        for step in 0..<steps {
            let first = step * batch + rows.lowerBound
            let width = 3 * units
            let previous = UnsafePointer(memory.hidden + first * units)
            let state = dropped(previous, memory.dropout, rows, scratch)
            let recurrent = memory.recurrent + first * width
            matrixProduct(
                state, stride: units, transposed: false, memory.weight, stride: units, transposed: true,
                into: recurrent, stride: width,
                rows: rows.count, columns: width, inner: units)
            for row in first..<first + rows.count { gruStep(memory, row: row, isMasked: memory.mask[row] == 0) }
        }
    }

    /// One step of one example. `row` counts steps and examples.
    @inline(__always)
    private func gruStep(_ memory: GRUMemory<Float>, row: Int, isMasked: Bool) {
        let hidden = memory.hidden + row * units
        let nextHidden = hidden + batch * units
        if isMasked {
            for u in 0..<units { nextHidden[u] = hidden[u] }
            return
        }
        let (gates, recurrent) = (memory.gates + row * 3 * units, memory.recurrent + row * 3 * units)
        let (resets, updates, news) = (gates, gates + units, gates + 2 * units)
        let (inputBias, recurrentBias) = (memory.inputBias, memory.recurrentBias)
        for u in 0..<units {
            let (v, w) = (units &+ u, 2 &* units &+ u)
            recurrent[w] += recurrentBias[w]
            let resetInput: Float = resets[u] + inputBias[u] + recurrent[u]
            let updateInput: Float = updates[u] + inputBias[v] + recurrent[v]
            let reset = sigmoid(resetInput + recurrentBias[u])
            let update = sigmoid(updateInput + recurrentBias[v])
            let new = Float.tanh(news[u] + inputBias[w] + reset * recurrent[w])
            (resets[u], updates[u], news[u]) = (reset, update, new)
            nextHidden[u] = update * hidden[u] + (1 - update) * new
        }
    }

    // MARK: - Backward

    /// Takes the gradients of a block's examples back through all steps.
    ///
    /// - Parameters:
    ///   - upstream: `[steps, batch, units]`, the gradients by each step's hidden state; nil where only the last one counts.
    ///   - hiddenGradient: `[batch, units]`, by the last hidden state; becomes the gradient by the first one.
    ///   - scratch: ``scratch`` numbers.
    package func gruBackward(
        block: Int, _ memory: GRUMemory<Float>, upstream: UnsafePointer<Float>?,
        hiddenGradient: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let rows = rows(of: block)
        for step in (0..<steps).reversed() {
            for example in rows {
                let row = step * batch + example
                gruStepBack(
                    memory, row: row, isMasked: memory.mask[row] == 0, upstream.map { $0 + row * units },
                    hiddenGradient + example * units)
            }
            let gates = memory.recurrent + (step * batch + rows.lowerBound) * 3 * units
            addRecurrentGradient(
                gates, gates: 3, memory.weight, memory.dropout, rows, into: hiddenGradient + rows.lowerBound * units,
                scratch)
        }
    }

    /// One step of one example: the gates' values give way to the gradients by what went into them.
    ///
    /// `hidden` takes along what does not pass through the gates' state part: the share that the update gate keeps.
    @inline(__always)
    private func gruStepBack(
        _ memory: GRUMemory<Float>, row: Int, isMasked: Bool, _ upstream: UnsafePointer<Float>?,
        _ hidden: UnsafeMutablePointer<Float>
    ) {
        let (gates, recurrent) = (memory.gates + row * 3 * units, memory.recurrent + row * 3 * units)
        if let upstream { for u in 0..<units { hidden[u] += upstream[u] } }
        if isMasked {
            for u in 0..<3 * units { (gates[u], recurrent[u]) = (0, 0) }
            return
        }
        let (resets, updates, news) = (gates, gates + units, gates + 2 * units)
        let previous = memory.hidden + row * units
        for u in 0..<units {
            let (v, w) = (units &+ u, 2 &* units &+ u)
            let (reset, update, new) = (resets[u], updates[u], news[u])
            let byNew: Float = hidden[u] * (1 - update) * tanhSlope(new)
            let byUpdate: Float = hidden[u] * (previous[u] - new) * sigmoidSlope(update)
            let byReset: Float = byNew * recurrent[w] * sigmoidSlope(reset)
            (resets[u], updates[u], news[u]) = (byReset, byUpdate, byNew)
            (recurrent[u], recurrent[v], recurrent[w]) = (byReset, byUpdate, byNew * reset)
            hidden[u] *= update
        }
    }
}
