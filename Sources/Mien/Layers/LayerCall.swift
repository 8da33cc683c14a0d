/// A call of a module that is going on: which, and from which.
///
/// It serves messages only: a programmer error names the layer in which it arose.
final class LayerCall: @unchecked Sendable {
    @TaskLocal static var current: LayerCall?

    private let module: Module
    private let outer: LayerCall?

    init(_ module: Module, within outer: LayerCall?) {
        self.module = module
        self.outer = outer
    }

    /// The layer's key path within the outermost module, and its type.
    var path: String {
        var root = self
        while let outer = root.outer { root = outer }
        let name = root.module.modules.first { $0.value === module }?.name ?? ""
        return "\(type(of: root.module))\(name.isEmpty ? "" : ".\(name)") (\(type(of: module)))"
    }
}

/// Sees the modules that are called, and the way back through what they recorded; see ``CallObservation``.
package protocol CallObserver: AnyObject, Sendable {
    /// Before a module's forward computation.
    ///
    /// - Parameter inputs: as far as they are known; a module with several of them may not tell.
    func willCall(_ module: Module, _ inputs: [Tensor])

    /// After it; what is called within a module comes first.
    func didCall(_ module: Module, _ output: Tensor)

    /// After a node's gradient was turned into those of its inputs, which began at `start`.
    func didPullBack(
        _ node: Node, _ gradient: Tensor, _ contributions: [Tensor?], since start: ContinuousClock.Instant)
}

package enum CallObservation {
    /// Who observes the calls of modules now.
    @TaskLocal package static var current: (any CallObserver)?

    /// Tells the nodes from which `output` was computed that `module` recorded them: those that are not older than `first`,
    /// the number of the next node when the call began, and that no module within it recorded.
    package static func assign(_ module: Module, to output: Tensor, since first: Int) {
        var pending = [output.node].compactMap { $0 }
        var seen: Set<ObjectIdentifier> = []
        while let node = pending.popLast() {
            guard node.number >= first, seen.insert(ObjectIdentifier(node)).inserted else { continue }
            if node.owner == nil { node.owner = module }
            pending += node.inputs.compactMap { $0 }
        }
    }
}
