/// The value of `function` at `inputs` and its gradient by each of them.
///
/// ```swift
/// let (y, gradients) = valueAndGradients(at: [Tensor(3)]) { $0[0] * $0[0] }     // 9, [6]
/// ```
///
/// - Parameters:
///   - inputs: floating-point tensors. Those that do not influence the result get a gradient of zeros.
///   - function: returns one number; called once.
public func valueAndGradients(
    at inputs: [Tensor], _ function: ([Tensor]) throws -> Tensor
) rethrows -> (value: Tensor, gradients: [Tensor]) {
    for input in inputs {
        require(
            input.elementType.isReal,
            "valueAndGradients: only floating-point tensors have gradients, found \(input.elementType)")
    }
    let leaves = inputs.map { _ in Node.leaf() }
    let value = try function(zip(inputs, leaves).map { $0.untracked.tracked(by: $1) })
    let gradients = backward(from: value, to: leaves)
    return (
        value.untracked,
        zip(inputs, gradients).map { input, gradient in gradient ?? Tensor.zeros(input.shape, input.elementType) }
    )
}

/// The value of `function`, which calls `model`, and its gradients by the model's parameters.
///
/// ```swift
/// let (loss, gradients) = valueAndGradients(of: model) { crossEntropy($0(images), labels) }
/// optimizer.update(model, along: gradients)
/// ```
///
/// The model is in training mode while `function` runs, and in its former mode afterwards. Gradients that are taken within
/// `function` are constants to it: there are no second derivatives.
///
/// - Parameters:
///   - model: the parameters by which to differentiate; frozen ones have no gradient.
///   - function: returns one number; called once.
/// - Returns: the value, and the gradients; parameters that do not influence the value have none.
public func valueAndGradients<Model: Module>(
    of model: Model, _ function: (Model) throws -> Tensor
) rethrows -> (value: Tensor, gradients: Gradients) {
    try valueAndGradients(of: model, in: .training, function)
}

/// The same with the model in a mode of the caller's choice.
package func valueAndGradients<Model: Module>(
    of model: Model, in mode: Module.Mode, _ function: (Model) throws -> Tensor
) rethrows -> (value: Tensor, gradients: Gradients) {
    let formerMode = model.mode
    model.mode = mode
    defer { model.mode = formerMode }
    let parameters = model.parameters.map(\.value).filter { $0.value.elementType.isReal && !$0.isFrozen }
    return try withLeaves(of: parameters) { leaves in
        let value = try function(model)
        let gradients = backward(from: value, to: leaves)
        return (
            value.untracked,
            Gradients(
                zip(parameters, gradients).compactMap { parameter, gradient in
                    gradient.map { (parameter, $0) }
                })
        )
    }
}

/// Runs `body` while each of `parameters` is the beginning of a tape.
func withLeaves<Result>(of parameters: [Parameter], _ body: ([Node]) throws -> Result) rethrows -> Result {
    let leaves = parameters.map { _ in Node.leaf() }
    // A model may be differentiated within itself: the outer leaves come back afterwards.
    let formerLeaves = parameters.map(\.leaf)
    for (parameter, leaf) in zip(parameters, leaves) { parameter.leaf = leaf }
    defer { for (parameter, leaf) in zip(parameters, formerLeaves) { parameter.leaf = leaf } }
    return try body(leaves)
}

/// The gradients of a loss by the parameters of a model.
public struct Gradients {
    private var tensors: [ObjectIdentifier: Tensor] = [:]
    /// The parameters that have a gradient, in the model's order, so that sums over them have the same bits each time.
    private var order: [Parameter] = []

    /// No gradients, to add others to.
    public init() {}

    init(_ pairs: [(Parameter, Tensor)]) {
        for (parameter, gradient) in pairs
        where tensors.updateValue(gradient, forKey: ObjectIdentifier(parameter)) == nil {
            order.append(parameter)
        }
    }

    /// The gradient by `parameter`, of its shape; nil if the loss does not depend on it.
    public subscript(parameter: Parameter) -> Tensor? {
        get { tensors[ObjectIdentifier(parameter)] }
        set {
            if tensors[ObjectIdentifier(parameter)] == nil && newValue != nil { order.append(parameter) }
            tensors[ObjectIdentifier(parameter)] = newValue
        }
    }

    /// The Euclidean norm of all gradients taken as one vector.
    public var globalNorm: Float {
        let squares = order.compactMap { self[$0] }.map { ($0 * $0).sum().doubleScalars[0] }
        return Float(squares.reduce(0, +).squareRoot())
    }

    /// Adds the gradients of another part of a batch, `share` times.
    ///
    /// ```swift
    /// var total = Gradients()
    /// for part in parts {
    ///     let (_, gradients) = valueAndGradients(of: model) { crossEntropy($0(part.inputs), part.targets) }
    ///     total.add(gradients, times: Float(part.count) / Float(batch.count))
    /// }
    /// optimizer.update(model, along: total)
    /// ```
    public mutating func add(_ other: Gradients, times share: Float = 1) {
        for parameter in other.order {
            guard let gradient = other[parameter] else { continue }
            let part = share == 1 ? gradient : gradient * share
            self[parameter] = self[parameter].map { $0 + part } ?? part
        }
    }

    /// Replaces each gradient.
    mutating func mapInPlace(_ change: (Tensor) -> Tensor) {
        for parameter in order {
            if let gradient = self[parameter] { tensors[ObjectIdentifier(parameter)] = change(gradient) }
        }
    }

    /// Whether a gradient is NaN or infinite.
    public var hasNonFinite: Bool { order.contains { self[$0]?.hasNonFinite == true } }
}
