/// The gradients of `output`, a scalar, by the tensors that `leaves` stand for; zeros are nil.
func backward(from output: Tensor, to leaves: [Node]) -> [Tensor?] {
    require(
        output.count == 1,
        "valueAndGradients: the function must return one number, its shape is \(output.shape); use `mean()` or `sum()`")
    guard let root = output.node else { return leaves.map { _ in nil } }
    var gradients = [ObjectIdentifier(root): Tensor.ones(output.shape, output.elementType)]
    let wanted = Set(leaves.map(ObjectIdentifier.init))
    var order = topologicalOrder(from: root)
    while let node = order.popLast() {
        let isLeaf = wanted.contains(ObjectIdentifier(node))
        guard !isLeaf, let gradient = gradients.removeValue(forKey: ObjectIdentifier(node)),
            let pullback = node.takePullback()
        else { continue }
        for (input, contribution) in zip(node.inputs, node.contributions(of: gradient, through: pullback)) {
            guard let input, let contribution else { continue }
            let key = ObjectIdentifier(input)
            gradients[key] = gradients[key].map { $0 + contribution } ?? contribution
        }
    }
    return leaves.map { gradients[ObjectIdentifier($0)] }
}

extension Node {
    /// The gradients that flow to the inputs, summed to the inputs' shapes; nil where none is wanted.
    fileprivate func contributions(of gradient: Tensor, through pullback: Pullback) -> [Tensor?] {
        let results: [Tensor?] =
            switch pullback {
            case .each(let functions):
                zip(inputs, functions).map { input, function in input == nil ? nil : function(gradient) }
            case .joint(let function): function(gradient, inputs.map { $0 != nil })
            }
        return zip(results, inputShapes).map { result, shape in result?.summed(to: shape) }
    }
}

/// All nodes from which `root` was computed, each after the nodes it depends on; `root` is the last.
private func topologicalOrder(from root: Node) -> [Node] {
    var order: [Node] = []
    var visited: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
    // Each entry: a node, and how many of its inputs were looked at.
    var path: [(node: Node, next: Int)] = [(root, 0)]
    while let (node, next) = path.last {
        if next == node.inputs.count {
            order.append(node)
            path.removeLast()
        } else {
            path[path.count - 1].next += 1
            if let input = node.inputs[next], visited.insert(ObjectIdentifier(input)).inserted {
                path.append((input, 0))
            }
        }
    }
    return order
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
