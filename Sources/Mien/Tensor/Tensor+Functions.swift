import MienKernels

/// Applies `operation` to each element. Not recorded.
func elementwise(_ operation: UnaryOperation, _ x: Tensor) -> Tensor {
    let x = x.contiguous
    let result = Tensor(uninitialized: x.shape, x.elementType)
    func run<T: RealScalar>(_: T.Type) {
        Tensor.withPointers(T.self, x, into: result) { x, out in
            parallelBlocks(result.count, of: elementsPerBlock) { block in
                kernels.elementwise(operation, x + block.lowerBound, into: out + block.lowerBound, count: block.count)
            }
        }
    }
    dispatch(x.elementType, real: { run($0) })
    return result
}

/// Functions of each element. They need floating-point tensors, but for the minus sign.
extension Tensor {
    public static prefix func - (x: Tensor) -> Tensor {
        record("negate", x) { x in
            (
                x.elementType.isReal
                    ? elementwise(.negate, x) : elementwise(.subtract, Tensor.zeros([], x.elementType), x),
                { g in -g }
            )
        }
    }

    /// `|x|`; the gradient at zero is zero.
    public func absolute() -> Tensor {
        record("absolute", self) { x in (elementwise(.absolute, x), { g in g * elementwise(.sign, x) }) }
    }

    /// −1, 0 or 1. No gradient flows through it.
    public func sign() -> Tensor { elementwise(.sign, self) }

    /// `x²`
    public func squared() -> Tensor {
        record("squared", self) { x in (elementwise(.square, x), { g in g * x * 2 }) }
    }

    /// `√x`
    public func squareRoot() -> Tensor {
        record("squareRoot", self) { x in
            let y = elementwise(.squareRoot, x)
            return (y, { g in g / (y * 2) })
        }
    }

    /// `1 / x`
    public func reciprocal() -> Tensor {
        record("reciprocal", self) { x in
            let y = elementwise(.reciprocal, x)
            return (y, { g in -(g * y * y) })
        }
    }

    /// `eˣ`
    public func exponential() -> Tensor {
        record("exponential", self) { x in
            let y = elementwise(.exponential, x)
            return (y, { g in g * y })
        }
    }

    /// The natural logarithm.
    public func logarithm() -> Tensor {
        record("logarithm", self) { x in (elementwise(.logarithm, x), { g in g / x }) }
    }

    /// The hyperbolic tangent.
    public func tanh() -> Tensor {
        record("tanh", self) { x in
            let y = elementwise(.tanh, x)
            return (y, { g in g * (1 - y * y) })
        }
    }

    /// `1 / (1 + e⁻ˣ)`
    public func sigmoid() -> Tensor {
        record("sigmoid", self) { x in
            let y = elementwise(.sigmoid, x)
            return (y, { g in g * y * (1 - y) })
        }
    }

    public func sine() -> Tensor {
        record("sine", self) { x in (elementwise(.sine, x), { g in g * elementwise(.cosine, x) }) }
    }

    public func cosine() -> Tensor {
        record("cosine", self) { x in (elementwise(.cosine, x), { g in -(g * elementwise(.sine, x)) }) }
    }

    /// The Gauss error function; its derivative is `2/√π · exp(−x²)`.
    public func errorFunction() -> Tensor {
        record("errorFunction", self) { x in
            (elementwise(.errorFunction, x), { g in g * (-x.squared()).exponential() * 1.128_379_167_1 })
        }
    }

    /// `max(x, 0)`; the gradient at zero is zero, NaN stays NaN.
    public func relu() -> Tensor {
        record("relu", self) { x in
            let y = elementwise(.relu, x)
            return (y, { g in reluGradient(y, g) })
        }
    }

    /// The largest integer that is not above the element. No gradient flows through it.
    public func floor() -> Tensor { elementwise(.floor, self) }

    /// One where the element is NaN, else zero.
    public func isNaN() -> Tensor { elementwise(.isNaN, self) }
}

/// The gradient by the input of a ReLU whose output is `y`.
func reluGradient(_ y: Tensor, _ g: Tensor) -> Tensor {
    let g = g.contiguous
    let result = Tensor(uninitialized: y.shape, y.elementType)
    func run<T: RealScalar>(_: T.Type) {
        Tensor.withPointers(T.self, y, g, into: result) { y, g, out in
            parallelBlocks(result.count, of: elementsPerBlock) { block in
                let start = block.lowerBound
                kernels.reluGradient(y + start, g + start, into: out + start, count: block.count)
            }
        }
    }
    dispatch(y.elementType, real: { run($0) })
    return result
}
