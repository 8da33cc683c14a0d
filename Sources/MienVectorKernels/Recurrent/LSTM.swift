// A long short-term memory over a whole sequence (Hochreiter & Schmidhuber 1997; with a forget gate, Gers et al. 1999).
// The input's part of all steps comes from one matrix product beforehand, if it has more than a few features; here each step
// adds the state's part by one more and applies the gates. Going back, each step leaves the gradients of its gates where their values were: the gradients of
// the weights are matrix products over all steps afterwards.
//
// The gates are taken in short loops over few arrays each, which the compiler turns into vectors.

import MienKernels

extension VectorKernels: RecurrentKernels {
    package func lstmForward(
        _ shape: RecurrentShape, block: Int, _ memory: LSTMMemory<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let rows = shape.rows(of: block)
        for step in 0..<shape.steps {
            let first = step * shape.batch + rows.lowerBound
            let gates = memory.gates + step * memory.gateStride + rows.lowerBound * 4 * shape.units
            if let input = memory.input { shape.startGates(input, gates: 4, step: step, rows, into: gates) }
            shape.multiplyStates(
                memory.hidden + first * shape.units, gates: 4, memory.weight, memory.dropout, rows, into: gates,
                accumulating: true, scratch)
            for example in 0..<rows.count {
                shape.lstmStep(memory, gates + example * 4 * shape.units, row: first + example)
            }
        }
    }

    package func lstmBackward(
        _ shape: RecurrentShape, block: Int, _ memory: LSTMMemory<Float>, upstream: UnsafePointer<Float>?,
        hiddenGradient: UnsafeMutablePointer<Float>, cellGradient: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let rows = shape.rows(of: block)
        let units = shape.units
        for step in (0..<shape.steps).reversed() {
            for example in rows {
                let row = step * shape.batch + example
                shape.lstmStepBack(
                    memory, row: row, isMasked: memory.mask[row] == 0, upstream.map { $0 + row * units },
                    hiddenGradient + example * units, cellGradient + example * units)
            }
            shape.addRecurrentGradient(
                memory.gates + (step * shape.batch + rows.lowerBound) * 4 * units, gates: 4, memory.weight,
                memory.dropout, rows, into: hiddenGradient + rows.lowerBound * units, scratch)
        }
    }
}

extension RecurrentShape {
    /// One step of one example, whose gates have got both their parts but the bias. `row` counts steps and examples.
    fileprivate func lstmStep(_ memory: LSTMMemory<Float>, _ gates: UnsafeMutablePointer<Float>, row: Int) {
        let (hidden, cell) = (memory.hidden + row * units, memory.cells + row * units)
        let (nextHidden, nextCell) = (hidden + batch * units, cell + batch * units)
        if memory.mask[row] == 0 {
            for u in 0..<units { nextHidden[u] = hidden[u] }
            for u in 0..<units { nextCell[u] = cell[u] }
            return
        }
        let (candidates, outputs) = (gates + 2 * units, gates + 3 * units)
        let bias = memory.bias
        for u in 0..<2 * units { gates[u] = sigmoid(gates[u] + bias[u]) }
        for u in 0..<units { candidates[u] = Float.tanh(candidates[u] + bias[2 &* units &+ u]) }
        for u in 0..<units { outputs[u] = sigmoid(outputs[u] + bias[3 &* units &+ u]) }
        let forgets = gates + units
        for u in 0..<units { nextCell[u] = forgets[u] * cell[u] + gates[u] * candidates[u] }
        for u in 0..<units { nextHidden[u] = outputs[u] * Float.tanh(nextCell[u]) }
    }

    /// One step of one example: the gates' values give way to the gradients by what went into them.
    ///
    /// `hidden` takes along what does not pass through the gates: nothing, unless the step is masked.
    fileprivate func lstmStepBack(
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
            let (output, byHidden) = (outputs[u], hidden[u])
            let squashed = Float.tanh(nextCell[u])
            cell[u] += byHidden * output * tanhSlope(squashed)
            outputs[u] = byHidden * squashed * sigmoidSlope(output)
            hidden[u] = 0
        }
        for u in 0..<units {
            let (input, candidate, byCell) = (inputs[u], candidates[u], cell[u])
            inputs[u] = byCell * candidate * sigmoidSlope(input)
            candidates[u] = byCell * input * tanhSlope(candidate)
        }
        for u in 0..<units {
            let (forget, byCell) = (forgets[u], cell[u])
            forgets[u] = byCell * previousCell[u] * sigmoidSlope(forget)
            cell[u] = byCell * forget
        }
    }
}
