/// Where NaN or an infinite number first arose in a step of a training.
public struct NonFiniteOrigin: Sendable, Equatable {
    /// The part of a step in which it arose.
    public enum Place: Sendable, Equatable {
        /// In the model's input already.
        case input
        /// In a parameter or statistic, by its name, before the step.
        case parameter(String)
        /// In a layer's forward computation.
        case forward
        /// In the loss.
        case loss
        /// On the way back through an operation, by its name.
        case backward(operation: String)
    }

    /// The layer's key path and type, such as `features.3 (BatchNorm)`; of the model itself its type alone. Nil outside of
    /// all layers.
    public let layer: String?
    public let place: Place

    package init(layer: String?, place: Place) {
        (self.layer, self.place) = (layer, place)
    }
}

extension NonFiniteOrigin: CustomStringConvertible {
    public var description: String {
        let layer = layer.map { " of \($0)" } ?? ""
        return switch place {
        case .input: "the input\(layer) is NaN or infinite"
        case .parameter(let name): "\(name) is NaN or infinite before the step"
        case .forward: "the output\(layer) is the first that is NaN or infinite"
        case .loss: "the loss is NaN or infinite while the model's output is finite"
        case .backward(let operation):
            "the gradient that flows back through \(operation)\(layer.isEmpty ? " of the loss" : layer) is the first that "
                + "is NaN or infinite"
        }
    }
}

/// Computes the value and gradients of `function` once more and looks at every number on the way.
///
/// For a step whose loss or gradients turned out to be NaN or infinite: it takes several times as long as a step.
///
/// ```swift
/// if !loss.item.isFinite, let origin = firstNonFinite(of: model, { crossEntropy($0(images), labels) }) { print(origin) }
/// // the output of features.3 (BatchNorm) is the first that is NaN or infinite
/// ```
///
/// - Parameters:
///   - model: is left as it was; for the same dropout masks its buffers must be those before the step.
///   - function: as for ``valueAndGradients(of:_:)``.
/// - Returns: where it first arose; nil if all is finite.
public func firstNonFinite<Model: Module>(
    of model: Model, _ function: (Model) throws -> Tensor
) rethrows -> NonFiniteOrigin? {
    let state = model.stateDictionary(includingState: true)
    for (name, tensor) in state.sorted(by: { $0.key < $1.key }) where tensor.hasNonFinite {
        return NonFiniteOrigin(layer: nil, place: .parameter(name))
    }
    let buffers = model.buffers.map { ($0.value, $0.value.value) }
    defer { for (buffer, value) in buffers { buffer.value = value } }
    let search = NonFiniteSearch(model)
    try CallObservation.$current.withValue(search) {
        _ = try valueAndGradients(of: model) { model in
            let value = try function(model)
            search.lookAtLoss(value)
            return value
        }
    }
    return search.origin
}

/// Looks at what goes into modules, comes out of them, and flows back.
private final class NonFiniteSearch: CallObserver, @unchecked Sendable {
    private(set) var origin: NonFiniteOrigin?
    private let model: Module
    /// The modules whose calls are going on, the innermost last, and the next node's number when each began.
    private var calls: [(module: Module, firstNode: Int)] = []

    init(_ model: Module) { self.model = model }

    func willCall(_ module: Module, _ inputs: [Tensor]) {
        // Between two layers it can only arise in what the outer one computes itself.
        if origin == nil && inputs.contains(where: \.hasNonFinite) {
            origin = NonFiniteOrigin(
                layer: name(calls.last?.module ?? module), place: calls.isEmpty ? .input : .forward)
        }
        calls.append((module, Node.nextNumber))
    }

    func didCall(_ module: Module, _ output: Tensor) {
        CallObservation.assign(module, to: output, since: calls.removeLast().firstNode)
        if origin == nil && output.hasNonFinite { origin = NonFiniteOrigin(layer: name(module), place: .forward) }
    }

    func lookAtLoss(_ loss: Tensor) {
        if origin == nil && loss.hasNonFinite { origin = NonFiniteOrigin(layer: nil, place: .loss) }
    }

    func didPullBack(
        _ node: Node, _ gradient: Tensor, _ contributions: [Tensor?], since start: ContinuousClock.Instant
    ) {
        guard origin == nil, gradient.hasNonFinite || contributions.contains(where: { $0?.hasNonFinite == true })
        else { return }
        origin = NonFiniteOrigin(
            layer: node.owner.map(name), place: .backward(operation: "\(node.operation)"))
    }

    private func name(_ module: Module) -> String {
        let path = model.modules.first { $0.value === module }?.name ?? ""
        return path.isEmpty ? "\(type(of: module))" : "\(path) (\(type(of: module)))"
    }
}
