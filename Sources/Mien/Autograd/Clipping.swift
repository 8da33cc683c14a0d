/// How gradients are kept from growing too large before a step.
///
/// A number is a limit of the global norm: `clipping: 1`.
public enum Clipping: Sendable, Hashable, Codable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// All gradients are scaled together so that their Euclidean norm, as one vector, is at most this: PyTorch's
    /// `clip_grad_norm_`, Keras's `global_clipnorm`.
    case globalNorm(Float)
    /// Each parameter's gradient is scaled so that its own norm is at most this: Keras's `clipnorm`.
    case norm(Float)
    /// Each element is held within ± this: PyTorch's `clip_grad_value_`, Keras's `clipvalue`.
    case value(Float)

    public init(floatLiteral value: Float) { self = .globalNorm(value) }
    public init(integerLiteral value: Int) { self = .globalNorm(Float(value)) }
}

extension Gradients {
    /// Keeps the gradients small.
    public mutating func clip(_ clipping: Clipping) {
        switch clipping {
        case .globalNorm(let limit): clip(globalNorm: limit)
        case .norm(let limit): clip(norm: limit)
        case .value(let limit): clip(value: limit)
        }
    }

    /// Scales all gradients so that their global norm is at most `limit`, as PyTorch's `clip_grad_norm_`.
    ///
    /// - Returns: the norm before.
    @discardableResult
    public mutating func clip(globalNorm limit: Float) -> Float {
        require(limit > 0, "clip(globalNorm:): the limit must be above zero, found \(limit)")
        let norm = globalNorm
        if norm > limit { mapInPlace { $0 * (limit / norm) } }
        return norm
    }

    /// Scales each gradient whose own norm is above `limit` down to it, as Keras's `clipnorm`.
    public mutating func clip(norm limit: Float) {
        require(limit > 0, "clip(norm:): the limit must be above zero, found \(limit)")
        mapInPlace { gradient in
            let norm = Float(gradient.squared().sum().doubleScalars[0].squareRoot())
            return norm > limit ? gradient * (limit / norm) : gradient
        }
    }

    /// Holds each element within ± `limit`, as PyTorch's `clip_grad_value_`. NaN stays NaN.
    public mutating func clip(value limit: Float) {
        require(limit > 0, "clip(value:): the limit must be above zero, found \(limit)")
        mapInPlace { $0.minimum(limit).maximum(-limit) }
    }
}
