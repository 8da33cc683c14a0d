/// The gradients of `output`, a scalar, by the tensors that `leaves` stand for; zeros are nil.
func backward(from output: Tensor, to leaves: [Node]) -> [Tensor?] {
    require(
        output.count == 1,
        "valueAndGradients: the function must return one number, its shape is \(output.shape); use `mean()` or `sum()`")
    guard let root = output.node else { return leaves.map { _ in nil } }
    var gradients = [ObjectIdentifier(root): Tensor.ones(output.shape, output.elementType)]
    var walk = Walk(from: root, to: leaves)
    let observer = CallObservation.current
    while let node = walk.order.popLast() {
        guard let gradient = gradients.removeValue(forKey: ObjectIdentifier(node)),
            let pullback = node.takePullback()
        else { continue }
        let isWanted = node.inputs.map { $0.map(walk.reachesLeaf) ?? false }
        let start = observer == nil ? nil : ContinuousClock.now
        let contributions = node.contributions(of: gradient, through: pullback, isWanted)
        if let observer, let start { observer.didPullBack(node, gradient, contributions, since: start) }
        for (input, contribution) in zip(node.inputs, contributions) {
            guard let input, let contribution else { continue }
            let key = ObjectIdentifier(input)
            gradients[key] = gradients[key].map { $0 + contribution } ?? contribution
        }
    }
    return leaves.map { gradients[ObjectIdentifier($0)] }
}

extension Node {
    /// The gradients that flow to the inputs, summed to the inputs' shapes; nil where none is wanted.
    fileprivate func contributions(
        of gradient: Tensor, through pullback: Pullback, _ isWanted: [Bool]
    ) -> [Tensor?] {
        let results: [Tensor?] =
            switch pullback {
            case .each(let functions):
                zip(functions, isWanted).map { function, isWanted in
                    isWanted ? function(gradient) : nil
                }
            case .joint(let function): zip(function(gradient, isWanted), isWanted).map { $1 ? $0 : nil }
            }
        return zip(results, inputShapes).map { result, shape in result?.summed(to: shape) }
    }
}

/// The way back from a node to leaves.
///
/// Only what lies between is walked: a function that is differentiated within another one may use tensors of the outer
/// tape, which must stay as it is.
private struct Walk {
    /// The nodes that were computed from a leaf, each after the nodes it depends on; without the leaves.
    var order: [Node] = []
    private var reaching: Set<ObjectIdentifier>

    init(from root: Node, to leaves: [Node]) {
        reaching = Set(leaves.map(ObjectIdentifier.init))
        var visited = reaching
        // Each entry: a node, and how many of its inputs were looked at.
        var path: [(node: Node, next: Int)] = visited.insert(ObjectIdentifier(root)).inserted ? [(root, 0)] : []
        while let (node, next) = path.last {
            if next == node.inputs.count {
                if node.inputs.contains(where: { $0.map(reachesLeaf) ?? false }) {
                    reaching.insert(ObjectIdentifier(node))
                    order.append(node)
                }
                path.removeLast()
            } else {
                path[path.count - 1].next += 1
                if let input = node.inputs[next], visited.insert(ObjectIdentifier(input)).inserted {
                    path.append((input, 0))
                }
            }
        }
    }

    /// Whether `node` is a leaf, or was computed from one.
    func reachesLeaf(_ node: Node) -> Bool { reaching.contains(ObjectIdentifier(node)) }
}

extension Tensor {
    /// The sum over all axes along which a tensor of `target`'s shape is repeated to give this one.
    func summed(to target: [Int]) -> Tensor {
        if shape == target { return self }
        let added = rank - target.count
        let axes = shape.indices.filter { $0 < added || (target[$0 - added] == 1 && shape[$0] != 1) }
        return sum(axes: axes).reshaped(target)
    }

    /// The same value, through which no gradient flows.
    public func stopGradient() -> Tensor { untracked }
}
