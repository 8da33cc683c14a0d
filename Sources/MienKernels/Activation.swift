/// A function of one element that networks put between their layers.
///
/// Value and derivative of each stand side by side below; none overflows, and NaN stays NaN.
public enum Activation: Sendable {
    case leakyReLU(slope: Double)
    case elu(alpha: Double)
    case selu, gelu, geluTanh, silu, softplus, softsign, hardSigmoid, hardSwish, relu6
}

/// What networks put between their layers.
package protocol ActivationKernels {
    /// `out[i] = f(x[i])`.
    func activation<T: RealScalar>(
        _ function: Activation, _ x: UnsafePointer<T>, into out: UnsafeMutablePointer<T>, count: Int
    )

    /// `out[i] = g[i] · f′(x[i])`; at a corner the derivative is PyTorch's.
    func activationGradient<T: RealScalar>(
        _ function: Activation, _ x: UnsafePointer<T>, _ g: UnsafePointer<T>, into out: UnsafeMutablePointer<T>,
        count: Int
    )
}
