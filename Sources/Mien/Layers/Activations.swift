/// `max(x, 0)`
///
/// - Shape: any.
public final class ReLU: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.relu() }
}

/// `x` where it is positive, elsewhere a share of it, so that no unit stays dead (Maas et al. 2013).
///
/// - Shape: any.
public final class LeakyReLU: Module {
    private let negativeSlope: Float

    /// - Parameter negativeSlope: the share of negative inputs that is passed on. Keras's; PyTorch has 0.01.
    public init(negativeSlope: Float = 0.3) { self.negativeSlope = negativeSlope }

    public override func forward(_ x: Tensor) -> Tensor { x.leakyReLU(negativeSlope: negativeSlope) }
}

/// A leaky ReLU that learns its slope for each channel (He et al. 2015).
///
/// - Shape: any with channels last, `[…, channels]`.
/// - Parameters: `weight` `[channels]`, zero as in Keras, which has a slope for each place too unless told to share them.
public final class PReLU: Module {
    public let weight: Parameter

    /// - Parameters:
    ///   - channels: size of the last axis, or one to share the slope among all.
    ///   - initializer: the first slopes; PyTorch begins with `.constant(0.25)`.
    public init(_ channels: Int, initializer: Initializer = .zeros) {
        weight = Parameter(shape: [channels], initializer)
    }

    public override func forward(_ x: Tensor) -> Tensor { x.parametricReLU(weight.value) }
}

/// `x` where it is positive, elsewhere `alpha · (eˣ − 1)` (Clevert et al. 2016).
///
/// - Shape: any.
public final class ELU: Module {
    private let alpha: Float

    /// - Parameter alpha: what large negative inputs tend to, with a minus sign.
    public init(alpha: Float = 1) { self.alpha = alpha }

    public override func forward(_ x: Tensor) -> Tensor { x.elu(alpha: alpha) }
}

/// ELU scaled so that activations keep mean zero and variance one (Klambauer et al. 2017). Draw the weights of the layer
/// before it with ``Initializer/leCunNormal``.
///
/// - Shape: any.
public final class SELU: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.selu() }
}

/// `x · Φ(x)`, with Φ the share of the standard normal distribution below `x` (Hendrycks & Gimpel 2016).
///
/// - Shape: any.
public final class GELU: Module {
    private let form: GELUForm

    /// - Parameter form: exact, or by `tanh` for networks that were trained so.
    public init(_ form: GELUForm = .exact) { self.form = form }

    public override func forward(_ x: Tensor) -> Tensor { x.gelu(form) }
}

/// `x / (1 + e⁻ˣ)`, also called swish.
///
/// - Shape: any.
public final class SiLU: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.silu() }
}

/// `1 / (1 + e⁻ˣ)`
///
/// - Shape: any.
public final class Sigmoid: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.sigmoid() }
}

/// The hyperbolic tangent.
///
/// - Shape: any.
public final class Tanh: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.tanh() }
}

/// `log(1 + eˣ)`, a smooth ReLU.
///
/// - Shape: any.
public final class Softplus: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.softplus() }
}

/// `−log(1 + e⁻ˣ)`, the logarithm of the sigmoid.
///
/// - Shape: any.
public final class LogSigmoid: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.logSigmoid() }
}

/// `x / (1 + |x|)`
///
/// - Shape: any.
public final class Softsign: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.softsign() }
}

/// `x / 6 + 1/2`, held in 0 … 1, as in Keras 3 and PyTorch.
///
/// - Shape: any.
public final class HardSigmoid: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.hardSigmoid() }
}

/// `x` times its hard sigmoid (Howard et al. 2019).
///
/// - Shape: any.
public final class HardSwish: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.hardSwish() }
}

/// `x`, held in 0 … 6 (Howard et al. 2017).
///
/// - Shape: any.
public final class ReLU6: Module {
    public override func forward(_ x: Tensor) -> Tensor { x.relu6() }
}

/// `eˣ / Σ eˣ`: shares that add up to one. Losses take what comes before it: ``crossEntropy(_:_:)`` wants logits.
///
/// - Shape: any.
public final class Softmax: Module {
    private let axis: Int

    /// - Parameter axis: the axis over which the shares add up.
    public init(axis: Int = -1) { self.axis = axis }

    public override func forward(_ x: Tensor) -> Tensor { x.softmax(axis: axis) }
}

/// The logarithm of the softmax, without overflow.
///
/// - Shape: any.
public final class LogSoftmax: Module {
    private let axis: Int

    /// - Parameter axis: the axis over which the shares add up.
    public init(axis: Int = -1) { self.axis = axis }

    public override func forward(_ x: Tensor) -> Tensor { x.logSoftmax(axis: axis) }
}
