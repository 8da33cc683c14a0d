// The state's way into the gates, and the gates' gradients' way back: one product a step, with a weight that was packed
// once for all steps. And the way of an input of few features.

import MienKernels

extension VectorKernels {
    package func recurrentWeightCount(_ shape: RecurrentShape, gates: Int, _ direction: RecurrentDirection) -> Int {
        shape.panels(gates: gates, direction).count
    }

    package func packRecurrentWeight(
        _ shape: RecurrentShape, gates: Int, _ direction: RecurrentDirection, _ weight: UnsafePointer<Float>,
        into packed: UnsafeMutablePointer<Float>
    ) {
        let matrix = StridedMatrix(weight, stride: shape.units)
        shape.panels(gates: gates, direction).pack(direction == .forward ? matrix.transposed : matrix, into: packed)
    }
}

extension RecurrentShape {
    fileprivate func panels(gates: Int, _ direction: RecurrentDirection) -> Panels {
        let width = gates * units
        return direction == .forward
            ? Panels(inner: units, columns: width) : Panels(inner: width, columns: units)
    }

    /// Begins the gates of some examples at one step with the input's part: `x · Wᵀ`.
    ///
    /// - Parameters:
    ///   - gates: their number.
    ///   - target: `[rows, gates · units]`, overwritten.
    func startGates(
        _ input: NarrowInput<Float>, gates: Int, step: Int, _ rows: Range<Int>, into target: UnsafeMutablePointer<Float>
    ) {
        let width = gates * units
        for example in rows {
            let x = input.x + (step * batch + example) * input.features
            let row = target + (example - rows.lowerBound) * width
            for feature in 0..<input.features {
                let (factor, weight) = (x[feature], input.weight + feature * width)
                if feature == 0 {
                    for v in 0..<width { row[v] = factor * weight[v] }
                } else {
                    for v in 0..<width { row[v] += factor * weight[v] }
                }
            }
        }
    }

    /// The state's part of the gates of some examples: `states · weightᵀ`, after dropout if there is any.
    ///
    /// - Parameters:
    ///   - gates: their number.
    ///   - states: of the first of the examples.
    ///   - target: `[rows, gates · units]`, overwritten unless `accumulating`.
    func multiplyStates(
        _ states: UnsafePointer<Float>, gates: Int, _ weight: UnsafePointer<Float>, _ dropout: UnsafePointer<Float>?,
        _ rows: Range<Int>, into target: UnsafeMutablePointer<Float>, accumulating: Bool,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        var source = states
        if let dropout {
            let factors = dropout + rows.lowerBound * units
            for i in 0..<rows.count * units { scratch[i] = states[i] * factors[i] }
            source = UnsafePointer(scratch)
        }
        panels(gates: gates, .forward).multiply(
            StridedMatrix(source, stride: units), weight, into: target, stride: gates * units, rows: rows.count,
            accumulating: accumulating)
    }

    /// Adds to the gradients by a block's states what comes through the gates: `∂gates · weight`, after dropout.
    ///
    /// - Parameter gates: their number.
    func addRecurrentGradient(
        _ gateGradients: UnsafePointer<Float>, gates: Int, _ weight: UnsafePointer<Float>,
        _ dropout: UnsafePointer<Float>?, _ rows: Range<Int>, into gradient: UnsafeMutablePointer<Float>,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        let source = StridedMatrix(gateGradients, stride: gates * units)
        guard let dropout else {
            return panels(gates: gates, .backward).multiply(
                source, weight, into: gradient, stride: units, rows: rows.count, accumulating: true)
        }
        panels(gates: gates, .backward).multiply(
            source, weight, into: scratch, stride: units, rows: rows.count, accumulating: false)
        let factors = dropout + rows.lowerBound * units
        for i in 0..<rows.count * units { gradient[i] += scratch[i] * factors[i] }
    }
}
