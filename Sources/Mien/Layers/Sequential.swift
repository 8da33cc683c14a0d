/// Layers called one after the other.
///
/// Their names in files are their places: `0.weight`, `1.weight`, ….
public final class Sequential: Module {
    public let layers: [Module]

    public init(_ layers: Module...) { self.layers = layers }

    public init(_ layers: [Module]) { self.layers = layers }

    public override var members: [(name: String, value: Any)] { layers.enumerated().map { ("\($0)", $1) } }

    public override func forward(_ x: Tensor) -> Tensor { layers.reduce(x) { $1($0) } }
}
