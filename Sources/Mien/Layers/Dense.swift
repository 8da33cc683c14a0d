/// A fully connected layer: `y = x · Wᵀ + b`.
///
/// - Shape: input `[…, inputs]`, output `[…, outputs]`.
/// - Parameters: `weight` `[outputs, inputs]`, Glorot uniform; `bias` `[outputs]`, zero. As in Keras's `Dense`;
///   the weight lies as in PyTorch's `Linear`, so files are exchanged without transposing.
public final class Dense: Module {
    public let weight: Parameter
    public let bias: Parameter?

    /// - Parameters:
    ///   - inputs: size of the last axis of the input.
    ///   - outputs: size of the last axis of the output.
    ///   - bias: whether to add a bias. The batch norm that follows makes it useless: pass `false` there.
    ///   - initializer: draws the weight from the model's initialisation stream.
    public init(_ inputs: Int, _ outputs: Int, bias: Bool = true, initializer: Initializer = .glorotUniform) {
        weight = Parameter(shape: [outputs, inputs], initializer)
        self.bias = bias ? Parameter(shape: [outputs], .zeros) : nil
    }

    public override func forward(_ x: Tensor) -> Tensor { linear(x, weight.value, bias?.value) }
}
