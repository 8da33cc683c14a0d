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

/// Sees the output of every module that is called while it is current.
class ForwardObserver: @unchecked Sendable {
    @TaskLocal static var current: ForwardObserver?

    func didCall(_ module: Module, _ output: Tensor) {}
}
