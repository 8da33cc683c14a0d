// Recurrences in double precision, one example and one unit at a time: the definitions with which the fast kernels are
// compared. Arguments are those of the fast kernels.

extension RecurrentShape {
    // MARK: - LSTM

    package func referenceLSTMForward(_ memory: LSTMMemory<Double>) {
        for row in 0..<steps * batch {
            let (previous, next) = (row * units, (row + batch) * units)
            for u in 0..<units {
                func gate(_ index: Int) -> Double {
                    let column = index * units + u
                    let state = recurrentPart(memory.hidden, memory.weight, memory.dropout, row, column)
                    return memory.gates[row * 4 * units + column] + memory.bias[column] + state
                }
                let values = [sigmoid(gate(0)), sigmoid(gate(1)), Double.tanh(gate(2)), sigmoid(gate(3))]
                let isMasked = memory.mask[row] == 0
                let cell = values[1] * memory.cells[previous + u] + values[0] * values[2]
                memory.cells[next + u] = isMasked ? memory.cells[previous + u] : cell
                memory.hidden[next + u] = isMasked ? memory.hidden[previous + u] : values[3] * Double.tanh(cell)
                for (index, value) in values.enumerated() {
                    memory.gates[(row * 4 + index) * units + u] = value
                }
            }
        }
    }

    package func referenceLSTMBackward(
        _ memory: LSTMMemory<Double>, upstream: UnsafePointer<Double>?, hiddenGradient: UnsafeMutablePointer<Double>,
        cellGradient: UnsafeMutablePointer<Double>
    ) {
        for row in (0..<steps * batch).reversed() {
            let example = row % batch
            let (hidden, cell) = (hiddenGradient + example * units, cellGradient + example * units)
            let gates = memory.gates + row * 4 * units
            for u in 0..<units {
                hidden[u] += upstream?[row * units + u] ?? 0
                let (input, forget) = (gates[u], gates[units + u])
                let (candidate, output) = (gates[2 * units + u], gates[3 * units + u])
                var gradients = [0.0, 0, 0, 0]
                if memory.mask[row] != 0 {
                    let squashed = Double.tanh(memory.cells[(row + batch) * units + u])
                    let previousCell = memory.cells[row * units + u]
                    cell[u] += hidden[u] * output * tanhSlope(squashed)
                    gradients[0] = cell[u] * candidate * sigmoidSlope(input)
                    gradients[1] = cell[u] * previousCell * sigmoidSlope(forget)
                    gradients[2] = cell[u] * input * tanhSlope(candidate)
                    gradients[3] = hidden[u] * squashed * sigmoidSlope(output)
                    cell[u] *= forget
                    hidden[u] = 0
                }
                for (index, gradient) in gradients.enumerated() { gates[index * units + u] = gradient }
            }
            addRecurrentGradient(gates, gates: 4, memory.weight, memory.dropout, example, into: hidden)
        }
    }

    // MARK: - GRU

    package func referenceGRUForward(_ memory: GRUMemory<Double>) {
        for row in 0..<steps * batch {
            let (gates, recurrent) = (memory.gates + row * 3 * units, memory.recurrent + row * 3 * units)
            for u in 0..<units {
                for column in [u, units + u, 2 * units + u] {
                    let state = recurrentPart(memory.hidden, memory.weight, memory.dropout, row, column)
                    gates[column] += memory.inputBias[column]
                    recurrent[column] = memory.recurrentBias[column] + state
                }
                let reset = sigmoid(gates[u] + recurrent[u])
                let update = sigmoid(gates[units + u] + recurrent[units + u])
                let new = Double.tanh(gates[2 * units + u] + reset * recurrent[2 * units + u])
                (gates[u], gates[units + u], gates[2 * units + u]) = (reset, update, new)
                let previous = memory.hidden[row * units + u]
                memory.hidden[(row + batch) * units + u] =
                    memory.mask[row] == 0 ? previous : update * previous + (1 - update) * new
            }
        }
    }

    package func referenceGRUBackward(
        _ memory: GRUMemory<Double>, upstream: UnsafePointer<Double>?, hiddenGradient: UnsafeMutablePointer<Double>
    ) {
        for row in (0..<steps * batch).reversed() {
            let example = row % batch
            let hidden = hiddenGradient + example * units
            let (gates, recurrent) = (memory.gates + row * 3 * units, memory.recurrent + row * 3 * units)
            for u in 0..<units {
                hidden[u] += upstream?[row * units + u] ?? 0
                let (reset, update, new) = (gates[u], gates[units + u], gates[2 * units + u])
                var (byReset, byUpdate, byNew) = (0.0, 0.0, 0.0)
                if memory.mask[row] != 0 {
                    let previous = memory.hidden[row * units + u]
                    byNew = hidden[u] * (1 - update) * tanhSlope(new)
                    byUpdate = hidden[u] * (previous - new) * sigmoidSlope(update)
                    byReset = byNew * recurrent[2 * units + u] * sigmoidSlope(reset)
                    hidden[u] *= update
                }
                (gates[u], gates[units + u], gates[2 * units + u]) = (byReset, byUpdate, byNew)
                (recurrent[u], recurrent[units + u], recurrent[2 * units + u]) = (byReset, byUpdate, byNew * reset)
            }
            addRecurrentGradient(recurrent, gates: 3, memory.weight, memory.dropout, example, into: hidden)
        }
    }

    // MARK: - The state's way into the gates

    /// What the state before step and example `row` adds to a gate: a row of the weight times the state.
    private func recurrentPart(
        _ hidden: UnsafePointer<Double>, _ weight: UnsafePointer<Double>, _ dropout: UnsafePointer<Double>?,
        _ row: Int, _ column: Int
    ) -> Double {
        var sum = 0.0
        for unit in 0..<units {
            let factor = dropout?[row % batch * units + unit] ?? 1
            sum += hidden[row * units + unit] * factor * weight[column * units + unit]
        }
        return sum
    }

    private func addRecurrentGradient(
        _ gateGradients: UnsafePointer<Double>, gates: Int, _ weight: UnsafePointer<Double>,
        _ dropout: UnsafePointer<Double>?, _ example: Int, into gradient: UnsafeMutablePointer<Double>
    ) {
        for unit in 0..<units {
            var sum = 0.0
            for column in 0..<gates * units { sum += gateGradients[column] * weight[column * units + unit] }
            gradient[unit] += sum * (dropout?[example * units + unit] ?? 1)
        }
    }
}
