import MienKernels

/// Activation functions of each element, beside ``relu()``, ``sigmoid()`` and ``tanh()``; floating-point tensors only.
extension Tensor {
    /// `x` where it is positive, elsewhere `negativeSlope · x` (Maas et al. 2013).
    ///
    /// - Parameter negativeSlope: 0.3 as in Keras's layer; PyTorch has 0.01.
    public func leakyReLU(negativeSlope: Float = 0.3) -> Tensor {
        activated("leakyReLU", .leakyReLU(slope: Double(negativeSlope)))
    }

    /// `x` where it is positive, elsewhere `slope · x` with a slope for each channel that is learnt (He et al. 2015).
    ///
    /// With upstream `g`: `∂x = g` or `g · slope`, `∂slope = Σ g · min(x, 0)`.
    ///
    /// - Parameter slope: `[channels]`, the length of the last axis; or one for all, `[1]`.
    public func parametricReLU(_ slope: Tensor) -> Tensor {
        require(
            slope.shape == [1] || rank > 0 && slope.shape[...] == shape.suffix(1),
            mismatch("parametricReLU", shape, slope.shape, "there must be one slope for each channel, or one for all"))
        return (untracked .> 0).select(self, self * slope)
    }

    /// `x` where it is positive, elsewhere `alpha · (eˣ − 1)` (Clevert et al. 2016).
    public func elu(alpha: Float = 1) -> Tensor { activated("elu", .elu(alpha: Double(alpha))) }

    /// ELU scaled so that activations keep mean zero and variance one (Klambauer et al. 2017). Draw the weights with
    /// ``Initializer/leCunNormal``.
    public func selu() -> Tensor { activated("selu", .selu) }

    /// `x · Φ(x)`, with Φ the share of the standard normal distribution below `x` (Hendrycks & Gimpel 2016).
    public func gelu(_ form: GELUForm = .exact) -> Tensor {
        switch form {
        case .exact: activated("gelu", .gelu)
        case .tanh: activated("gelu", .geluTanh)
        }
    }

    /// `x / (1 + e⁻ˣ)`, also called swish (Elfwing et al. 2018; Ramachandran et al. 2017).
    public func silu() -> Tensor { activated("silu", .silu) }

    /// `log(1 + eˣ)`, without overflow.
    public func softplus() -> Tensor { activated("softplus", .softplus) }

    /// `−log(1 + e⁻ˣ)`, the logarithm of the sigmoid without overflow.
    public func logSigmoid() -> Tensor { -(-self).softplus() }

    /// `x / (1 + |x|)`
    public func softsign() -> Tensor { activated("softsign", .softsign) }

    /// `x / 6 + 1/2`, held in 0 … 1, as in Keras 3 and PyTorch.
    public func hardSigmoid() -> Tensor { activated("hardSigmoid", .hardSigmoid) }

    /// `x` times its hard sigmoid (Howard et al. 2019).
    public func hardSwish() -> Tensor { activated("hardSwish", .hardSwish) }

    /// `x`, held in 0 … 6 (Howard et al. 2017).
    public func relu6() -> Tensor { activated("relu6", .relu6) }

    private func activated(_ name: StaticString, _ function: Activation) -> Tensor {
        record(name, self) { x in
            let x = x.contiguous
            let y = Tensor(uninitialized: x.shape, x.elementType)
            func run<T: RealScalar>(_: T.Type) {
                Tensor.withPointers(T.self, x, into: y) { x, y in
                    parallelBlocks(count, of: elementsPerBlock) { block in
                        kernels.activation(
                            function, x + block.lowerBound, into: y + block.lowerBound, count: block.count)
                    }
                }
            }
            dispatch(x.elementType, real: { run($0) })
            return (y, { g in activatedPullback(function, x, g.contiguous) })
        }
    }
}

/// How ``Tensor/gelu(_:)`` is computed.
public enum GELUForm: Sendable, Hashable, Codable {
    /// By the error function.
    case exact
    /// By `tanh`, as the networks BERT and GPT-2 were trained with: off by 5e-4 at most.
    case tanh
}

private func activatedPullback(_ function: Activation, _ x: Tensor, _ g: Tensor) -> Tensor {
    let result = Tensor(uninitialized: x.shape, x.elementType)
    func run<T: RealScalar>(_: T.Type) {
        Tensor.withPointers(T.self, x, g, into: result) { x, g, out in
            parallelBlocks(result.count, of: elementsPerBlock) { block in
                let start = block.lowerBound
                kernels.activationGradient(function, x + start, g + start, into: out + start, count: block.count)
            }
        }
    }
    dispatch(x.elementType, real: { run($0) })
    return result
}
