// A gated recurrent unit over a whole sequence (Cho et al. 2014), the reset gate after the state's matrix product, as in
// cuDNN, PyTorch and Keras by default. Its way is that of the LSTM beside it, but the state's part of the gates is kept
// apart from the input's: the reset gate multiplies it alone.

import MienKernels

extension VectorKernels {
    package func gruForward(
        _ shape: RecurrentShape, block: Int, _ memory: GRUMemory<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let rows = shape.rows(of: block)
        for step in 0..<shape.steps {
            let first = step * shape.batch + rows.lowerBound
            let offset = step * memory.gateStride + rows.lowerBound * 3 * shape.units
            let (gates, recurrent) = (memory.gates + offset, memory.recurrent + offset)
            if let input = memory.input { shape.startGates(input, gates: 3, step: step, rows, into: gates) }
            shape.multiplyStates(
                memory.hidden + first * shape.units, gates: 3, memory.weight, memory.dropout, rows, into: recurrent,
                accumulating: false, scratch)
            for example in 0..<rows.count {
                let place = example * 3 * shape.units
                shape.gruStep(memory, gates + place, recurrent + place, row: first + example)
            }
        }
    }

    package func gruBackward(
        _ shape: RecurrentShape, block: Int, _ memory: GRUMemory<Float>, upstream: UnsafePointer<Float>?,
        hiddenGradient: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let rows = shape.rows(of: block)
        let units = shape.units
        for step in (0..<shape.steps).reversed() {
            for example in rows {
                let row = step * shape.batch + example
                shape.gruStepBack(
                    memory, row: row, isMasked: memory.mask[row] == 0, upstream.map { $0 + row * units },
                    hiddenGradient + example * units)
            }
            shape.addRecurrentGradient(
                memory.recurrent + (step * shape.batch + rows.lowerBound) * 3 * units, gates: 3, memory.weight,
                memory.dropout, rows, into: hiddenGradient + rows.lowerBound * units, scratch)
        }
    }
}

extension RecurrentShape {
    /// One step of one example. `row` counts steps and examples.
    fileprivate func gruStep(
        _ memory: GRUMemory<Float>, _ gates: UnsafeMutablePointer<Float>, _ recurrent: UnsafeMutablePointer<Float>,
        row: Int
    ) {
        let hidden = memory.hidden + row * units
        let nextHidden = hidden + batch * units
        if memory.mask[row] == 0 {
            for u in 0..<units { nextHidden[u] = hidden[u] }
            return
        }
        let (inputBias, recurrentBias) = (memory.inputBias, memory.recurrentBias)
        for v in 0..<3 * units { recurrent[v] += recurrentBias[v] }
        for v in 0..<2 * units { gates[v] = sigmoid(gates[v] + inputBias[v] + recurrent[v]) }
        for u in 0..<units {
            let w = 2 &* units &+ u
            gates[w] = Float.tanh(gates[w] + inputBias[w] + gates[u] * recurrent[w])
        }
        let (updates, news) = (gates + units, gates + 2 * units)
        for u in 0..<units { nextHidden[u] = updates[u] * hidden[u] + (1 - updates[u]) * news[u] }
    }

    /// One step of one example: the gates' values give way to the gradients by what went into them.
    ///
    /// `hidden` takes along what does not pass through the gates' state part: the share that the update gate keeps.
    fileprivate func gruStepBack(
        _ memory: GRUMemory<Float>, row: Int, isMasked: Bool, _ upstream: UnsafePointer<Float>?,
        _ hidden: UnsafeMutablePointer<Float>
    ) {
        let (gates, recurrent) = (memory.gates + row * 3 * units, memory.recurrent + row * 3 * units)
        if let upstream { for u in 0..<units { hidden[u] += upstream[u] } }
        if isMasked {
            for v in 0..<3 * units { gates[v] = 0 }
            for v in 0..<3 * units { recurrent[v] = 0 }
            return
        }
        let (resets, updates, news) = (gates, gates + units, gates + 2 * units)
        let previous = memory.hidden + row * units
        for u in 0..<units {
            let (update, new) = (updates[u], news[u])
            updates[u] = hidden[u] * (previous[u] - new) * sigmoidSlope(update)
            news[u] = hidden[u] * (1 - update) * tanhSlope(new)
            hidden[u] *= update
        }
        for u in 0..<units {
            let (w, reset, byNew) = (2 &* units &+ u, resets[u], news[u])
            resets[u] = byNew * recurrent[w] * sigmoidSlope(reset)
            recurrent[w] = byNew * reset
        }
        for v in 0..<2 * units { recurrent[v] = gates[v] }
    }
}
