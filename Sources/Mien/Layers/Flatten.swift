/// Joins all axes but the first.
///
/// - Shape: input `[batch, …]`, output `[batch, features]`, in row-major order of the input: channels last.
public final class Flatten: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.flattened(from: 1) }
}
