/// How well gradients that were computed agree with those measured by finite differences.
///
/// ```swift
/// let check = checkGradients(at: [x]) { $0[0].tanh() }
/// check.worstError            // 4e-12
/// check.passes()              // true
/// print(check)                // says where the worst error is, and both values there
/// ```
///
/// An error is relative to the greater of both values, and at least to a ten-thousandth of the greatest derivative of all,
/// below which the measurement itself has no digits left. NaN counts as an infinite error.
public struct GradientCheck: Sendable, CustomStringConvertible {
    /// One derivative: by one element of an input or a parameter.
    public struct Derivative: Sendable {
        /// `input 0`, or the parameter's name.
        public let variable: String
        /// The element's place along each axis.
        public let element: [Int]
        /// As the tape computes it.
        public let analytic: Double
        /// As measured.
        public let numeric: Double
        /// The relative error.
        public let error: Double
    }

    /// The derivative with the greatest error; nil where there is nothing to differentiate by.
    public let worst: Derivative?
    /// The number of derivatives that were compared.
    public let count: Int

    /// The greatest relative error; zero where there is nothing to differentiate by.
    public var worstError: Double { worst?.error ?? 0 }

    /// Whether all errors are at most `tolerance`.
    public func passes(_ tolerance: Double = 1e-6) -> Bool { worstError <= tolerance }

    public var description: String {
        guard let worst else { return "nothing to differentiate by" }
        return
            "worst of \(count) derivatives: by \(worst.variable) at \(worst.element) the tape gives \(worst.analytic), "
            + "differences give \(worst.numeric); relative error \(worst.error)"
    }
}

/// Compares the gradients of `function` by all its inputs with central differences over five points.
///
/// The result may have any shape: it is contracted with fixed random weights, so that no element's error cancels another's.
///
/// - Parameters:
///   - inputs: floating-point tensors; computed in float64.
///   - step: the distance between the points. Where a kink (of ReLU or of a maximum) lies between them, a finer step decides.
///   - function: a differentiable function that keeps to float64 and gives the same for the same inputs.
public func checkGradients(
    at inputs: [Tensor], step: Double = 1e-3, _ function: ([Tensor]) -> Tensor
) -> GradientCheck {
    let point = inputs.map { $0.untracked.cast(to: .float64) }
    let weighting = Weighting()
    let gradients = valueAndGradients(at: point) { weighting.contract(function($0)) }.gradients
    let variables = zip(point, gradients).enumerated().map { index, pair in
        Variable(name: "input \(index)", value: pair.0, gradient: pair.1)
    }
    return compare(variables, step: step) { weighting.values(of: function($0)) }
}

/// Compares the gradients of a function that calls `model`, by all inputs and all parameters, with central differences.
///
/// ```swift
/// checkGradients(of: model, at: [images]) { model, inputs in crossEntropy(model(inputs[0]), labels) }
/// ```
///
/// The model computes in float64 meanwhile. Buffers (running statistics, the count of dropout's calls) begin each
/// evaluation with the same values, so dropout repeats its mask; the model is left as it was.
///
/// - Parameters:
///   - inputs: floating-point tensors; computed in float64.
///   - mode: the mode in which the model is checked.
///   - step: as for ``checkGradients(at:step:_:)``.
///   - function: a differentiable function of the model and the inputs, of any shape.
public func checkGradients<Model: Module>(
    of model: Model, at inputs: [Tensor], mode: Module.Mode = .training, step: Double = 1e-3,
    _ function: (Model, [Tensor]) -> Tensor
) -> GradientCheck {
    let (original, formerMode) = (Snapshot(model), model.mode)
    defer {
        original.restore()
        model.mode = formerMode
    }
    model.cast(to: .float64)
    let probe = Probe(model, inputs.map { $0.untracked.cast(to: .float64) })
    probe.mode = mode
    let start = Snapshot(probe)
    let weighting = Weighting()
    func output(_ probe: Probe<Model>) -> Tensor { function(probe.model, probe.inputs.map(\.value)) }

    let gradients = valueAndGradients(of: probe, in: mode) { weighting.contract(output($0)) }.gradients
    let variables = probe.parameters.map { parameter in
        let value = parameter.value.value
        let gradient = gradients[parameter.value] ?? .zeros(value.shape, value.elementType)
        return Variable(name: parameter.name, value: value, gradient: gradient)
    }
    let parameters = probe.parameters.map(\.value)
    return compare(variables, step: step) { values in
        start.restore()
        for (parameter, value) in zip(parameters, values) { parameter.value = value }
        return weighting.values(of: output(probe))
    }
}

/// Compares the gradients of `model` itself, by its input and all parameters, with central differences.
///
/// - Parameters: as for ``checkGradients(of:at:mode:step:_:)``.
public func checkGradients(
    of model: Module, at input: Tensor, mode: Module.Mode = .training, step: Double = 1e-3
) -> GradientCheck {
    checkGradients(of: model, at: [input], mode: mode, step: step) { $0($1[0]) }
}

// MARK: - Comparing

/// A tensor by which a function is differentiated.
private struct Variable {
    let name: String
    let value: Tensor
    let gradient: Tensor
}

/// The weights with which an output of any shape becomes one number. None is near zero, so no element goes unseen.
private final class Weighting {
    private var weights = Tensor.zeros([], .float64)
    private(set) var scalars: [Double] = []

    /// The weighted sum of `output`, whose shape decides how many weights there are.
    func contract(_ output: Tensor) -> Tensor {
        require(
            output.elementType == .float64,
            "checkGradients: the function must keep to float64, its result is \(output.elementType)")
        var random = RandomStream(seed: 0, purpose: .other)
        scalars = (0..<output.count).map { _ in
            let magnitude = Double(0.5 + random.nextUniform())
            return random.nextUniform() < 0.5 ? -magnitude : magnitude
        }
        weights = Tensor(float64: scalars, shape: output.shape)
        return (output * weights).sum()
    }

    /// Each element of `output` with its weight: differences are taken before the sum, in which digits would be lost.
    func values(of output: Tensor) -> [Double] {
        require(
            output.shape == weights.shape,
            mismatch("checkGradients", weights.shape, output.shape, "the function's result must keep its shape"))
        return (output.untracked * weights).doubleScalars
    }
}

private func compare(
    _ variables: [Variable], step: Double, evaluate: ([Tensor]) -> [Double]
) -> GradientCheck {
    let analytic = variables.map(\.gradient.doubleScalars)
    let largest = analytic.joined().reduce(0) { max($0, abs($1)) }
    let scale = max(largest * 1e-4, 1e-8)
    func error(_ a: Double, _ b: Double) -> Double {
        let error = abs(a - b) / max(abs(a), abs(b), scale)
        return error.isNaN ? .infinity : error
    }

    var worst: GradientCheck.Derivative?
    var count = 0
    var values = variables.map(\.value)
    for (place, variable) in variables.enumerated() {
        let shape = variable.value.shape
        var scalars = variable.value.doubleScalars
        for element in scalars.indices {
            func measured(_ step: Double) -> Double {
                let center = scalars[element]
                defer { scalars[element] = center }
                return slope(step) { distance in
                    scalars[element] = center + distance
                    values[place] = Tensor(float64: scalars, shape: shape)
                    return evaluate(values)
                }
            }
            let computed = analytic[place][element]
            var numeric = measured(step)
            if error(computed, numeric) > 1e-8 {
                let finer = measured(step / 32)
                if error(computed, finer) < error(computed, numeric) { numeric = finer }
            }
            let found = error(computed, numeric)
            if found > worst?.error ?? -1 {
                worst = GradientCheck.Derivative(
                    variable: variable.name, element: position(of: element, in: shape), analytic: computed,
                    numeric: numeric, error: found)
            }
            count += 1
        }
        values[place] = variable.value
    }
    return GradientCheck(worst: worst, count: count)
}

/// The derivative at zero of the sum of `function`'s values, by central differences over five points: the error falls
/// with the fourth power of the step.
private func slope(_ step: Double, _ function: (Double) -> [Double]) -> Double {
    let near = (function(step), function(-step))
    let far = (function(2 * step), function(-2 * step))
    var sum = 0.0
    for index in near.0.indices {
        sum += 8 * (near.0[index] - near.1[index]) - (far.0[index] - far.1[index])
    }
    return sum / (12 * step)
}

/// The place along each axis of the element that lies at `index` in row-major order.
private func position(of index: Int, in shape: [Int]) -> [Int] {
    var remainder = index
    return Array(
        shape.reversed().map { length in
            defer { remainder /= length }
            return remainder % length
        }.reversed())
}

// MARK: - Models

/// A model whose inputs are parameters too, so that one walk of the tape gives all gradients.
private final class Probe<Model: Module>: Module {
    let inputs: [Parameter]
    let model: Model

    init(_ model: Model, _ inputs: [Tensor]) {
        self.inputs = inputs.map { Parameter($0) }
        self.model = model
    }

    override var members: [(name: String, value: Any)] {
        inputs.enumerated().map { ("input \($0)", $1) } + [("", model)]
    }
}

/// The values of all parameters and buffers of a model at one moment.
private struct Snapshot {
    private let parameters: [(Parameter, Tensor)]
    private let buffers: [(Buffer, Tensor)]

    init(_ model: Module) {
        parameters = model.parameters.map { ($0.value, $0.value.value) }
        buffers = model.buffers.map { ($0.value, $0.value.value) }
    }

    func restore() {
        for (parameter, value) in parameters { parameter.value = value }
        for (buffer, value) in buffers { buffer.value = value }
    }
}
