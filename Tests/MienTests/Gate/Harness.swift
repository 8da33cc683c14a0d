import Mien

/// A module of the gate around a layer that is called with more than one tensor, or gives more than one.
///
/// All inputs come in one tensor and all outputs go out in one, so that the gate's checks serve such layers too.
class Harness: Module {
    /// The layer within.
    let tested: Module

    init(_ tested: Module) { self.tested = tested }

    /// The layer's own names.
    override var members: [(name: String, value: Any)] { [("", tested)] }
}

final class Calling<Layer: Module>: Harness {
    private let layer: Layer
    private let body: (Layer, Tensor) -> Tensor

    init(_ layer: Layer, _ body: @escaping (Layer, Tensor) -> Tensor) {
        (self.layer, self.body) = (layer, body)
        super.init(layer)
    }

    override func forward(_ x: Tensor) -> Tensor { body(layer, x) }
}

/// Several tensors as one: the batch first, all else behind one another.
func joined(_ tensors: Tensor...) -> Tensor { Tensor.concatenate(tensors.map { $0.flattened(from: 1) }, axis: 1) }
