extension Module {
    /// The operations of a call in the DOT language, which Graphviz draws: the shape of each result, and a frame around what
    /// belongs to each layer.
    ///
    /// ```swift
    /// print(model.graph(inputShape: [48, 48, 1]))      // dot -Tsvg model.dot > model.svg
    /// ```
    ///
    /// - Parameter inputShape: the shape of one example; the graph is that of a batch of one.
    public final func graph(inputShape: [Int]) -> String {
        let input = Node("input", inputs: [], shapes: [], pullback: nil)
        return graph { self(Tensor.zeros([1] + inputShape).tracked(by: input)) }
    }

    /// The same for a module with several inputs, or for a loss.
    ///
    /// ```swift
    /// model.graph { crossEntropy(model(images), labels) }
    /// ```
    ///
    /// What no gradient flows to, such as images and labels, is left out.
    ///
    /// - Parameter run: calls this module, in the mode in which it is.
    public final func graph(of run: () -> Tensor) -> String {
        let parameters = parameters
        return withLeaves(of: parameters.map(\.value)) { leaves in
            let output = CallObservation.$current.withValue(OwnerTrace()) { run() }
            let names = zip(leaves, parameters).map { (ObjectIdentifier($0), $1.name) }
            return GraphText(of: output, parameters: Dictionary(uniqueKeysWithValues: names))
                .text(title: "\(type(of: self))", layers: modules.filter { !$0.name.isEmpty })
        }
    }
}

/// Tells nodes which module recorded them.
private final class OwnerTrace: CallObserver, @unchecked Sendable {
    /// The next node's number when each call that is going on began.
    private var firstNodes: [Int] = []

    func willCall(_ module: Module, _ inputs: [Tensor]) { firstNodes.append(Node.nextNumber) }

    func didCall(_ module: Module, _ output: Tensor) {
        CallObservation.assign(module, to: output, since: firstNodes.removeLast())
    }

    func didPullBack(
        _ node: Node, _ gradient: Tensor, _ contributions: [Tensor?], since start: ContinuousClock.Instant
    ) {}
}

/// The nodes from which a tensor was computed, written down in DOT.
private struct GraphText {
    /// Each after those it depends on.
    private var nodes: [Node] = []
    /// The shape of what each node stands for.
    private var shapes: [ObjectIdentifier: [Int]] = [:]
    /// The names of those that are parameters.
    private let parameters: [ObjectIdentifier: String]

    init(of output: Tensor, parameters: [ObjectIdentifier: String]) {
        self.parameters = parameters
        var pending = [(output.node, output.shape)]
        while let (node, shape) = pending.popLast() {
            guard let node, shapes.updateValue(shape, forKey: ObjectIdentifier(node)) == nil else { continue }
            nodes.append(node)
            pending += zip(node.inputs, node.inputShapes)
            // A parameter belongs to the layer that uses it.
            for input in node.inputs.compactMap({ $0 }) where parameters[ObjectIdentifier(input)] != nil {
                input.owner = input.owner ?? node.owner
            }
        }
        nodes.sort { $0.number < $1.number }
    }

    func text(title: String, layers: [Named<Module>]) -> String {
        var lines = ["digraph \"\(title)\" {", "    node [shape=box]"]
        var rest = Array(nodes.enumerated())
        for (place, layer) in layers.enumerated() {
            let own = rest.filter { $0.element.owner === layer.value }
            if own.isEmpty { continue }
            rest.removeAll { $0.element.owner === layer.value }
            lines += ["    subgraph cluster_\(place) {", "        label=\"\(layer.name) (\(type(of: layer.value)))\""]
            lines += own.map { "        " + statement($0.element, at: $0.offset) }
            lines.append("    }")
        }
        lines += rest.map { "    " + statement($0.element, at: $0.offset) }
        let places = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { (ObjectIdentifier($1), $0) })
        for (place, node) in nodes.enumerated() {
            let sources = node.inputs.compactMap { $0.flatMap { places[ObjectIdentifier($0)] } }
            lines += sources.map { "    n\($0) -> n\(place)" }
        }
        return (lines + ["}"]).joined(separator: "\n")
    }

    private func statement(_ node: Node, at place: Int) -> String {
        let key = ObjectIdentifier(node)
        let shape = shapes[key] ?? []
        guard let name = parameters[key] else { return "n\(place) [label=\"\(node.operation)\\n\(shape)\"]" }
        return "n\(place) [label=\"\(name)\\n\(shape)\", shape=ellipse]"
    }
}
