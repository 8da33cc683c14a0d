import MienKernels

/// Applies `operation` to two tensors of one element type, broadcasting as NumPy does. Not recorded.
func elementwise(_ operation: BinaryOperation, _ a: Tensor, _ b: Tensor) -> Tensor {
    require(
        a.elementType == b.elementType,
        "\(operation): element types \(a.elementType) and \(b.elementType) differ; convert with `cast(to:)`")
    let shape = broadcastShape(a.shape, b.shape, in: "\(operation)")
    let (a, b) = (a.untracked.broadcast(to: shape), b.untracked.broadcast(to: shape))
    let result = Tensor(uninitialized: shape, a.elementType)
    let loop = StridedLoop(shape, strides: [a.strides, b.strides, result.strides])
    func run<T: Scalar>(_: T.Type) {
        Tensor.withPointers(T.self, a, b, into: result) { a, b, out in
            loop.forEachRun { offsets, count in
                kernels.elementwise(
                    operation, a + offsets[0], stride: loop.runStrides[0], b + offsets[1], stride: loop.runStrides[1],
                    into: out + offsets[2], count: count)
            }
        }
    }
    dispatch(a.elementType, any: { run($0) })
    return result
}

extension Tensor {
    /// A scalar of this tensor's element type.
    private func scalar(_ value: Float) -> Tensor { Tensor.full([], value, elementType) }

    // MARK: - Between tensors

    /// The sum, with broadcasting.
    public static func + (a: Tensor, b: Tensor) -> Tensor {
        record("add", a, b) { a, b in (elementwise(.add, a, b), { g in g }, { g in g }) }
    }

    /// The difference, with broadcasting.
    public static func - (a: Tensor, b: Tensor) -> Tensor {
        record("subtract", a, b) { a, b in (elementwise(.subtract, a, b), { g in g }, { g in -g }) }
    }

    /// The product of elements, with broadcasting; ``matmul(_:_:)`` is the matrix product.
    public static func * (a: Tensor, b: Tensor) -> Tensor {
        record("multiply", a, b) { a, b in (elementwise(.multiply, a, b), { g in g * b }, { g in g * a }) }
    }

    /// The quotient, with broadcasting. Integers are divided towards zero, and by zero give zero.
    public static func / (a: Tensor, b: Tensor) -> Tensor {
        record("divide", a, b) { a, b in
            let quotient = elementwise(.divide, a, b)
            return (quotient, { g in g / b }, { g in -(g * quotient / b) })
        }
    }

    /// `self` to the power of `exponent`, with broadcasting. The gradient by the exponent wants a base that is not negative.
    ///
    /// With upstream `g`: `∂x = g · p · xᵖ⁻¹`, `∂p = g · xᵖ · log x`; zero, as in PyTorch, where these would be `0 · ∞`.
    public func power(_ exponent: Tensor) -> Tensor {
        record("power", self, exponent) { x, p in
            let y = elementwise(.power, x, p)
            let zero = x.scalar(0)
            return (
                y,
                { g in g * (p .== 0).select(zero, p * elementwise(.power, x, p - 1)) },
                { g in g * ((x .== 0) * (p .>= 0)).select(zero, y * x.logarithm()) }
            )
        }
    }

    /// The smaller of two elements, NaN if one is; the gradient goes to the smaller, and is halved between equals.
    public func minimum(_ other: Tensor) -> Tensor {
        record("minimum", self, other) { a, b in
            let share = (elementwise(.less, a, b) + elementwise(.lessOrEqual, a, b)) / 2
            return (elementwise(.minimum, a, b), { g in g * share }, { g in g * (1 - share) })
        }
    }

    /// The larger of two elements, NaN if one is; the gradient goes to the larger, and is halved between equals.
    public func maximum(_ other: Tensor) -> Tensor {
        record("maximum", self, other) { a, b in
            let share = (elementwise(.greater, a, b) + elementwise(.greaterOrEqual, a, b)) / 2
            return (elementwise(.maximum, a, b), { g in g * share }, { g in g * (1 - share) })
        }
    }

    // MARK: - With a number, which takes the tensor's element type

    public static func + (a: Tensor, b: Float) -> Tensor { a + a.scalar(b) }
    public static func - (a: Tensor, b: Float) -> Tensor { a - a.scalar(b) }
    public static func * (a: Tensor, b: Float) -> Tensor { a * a.scalar(b) }
    public static func / (a: Tensor, b: Float) -> Tensor { a / a.scalar(b) }
    public static func + (a: Float, b: Tensor) -> Tensor { b.scalar(a) + b }
    public static func - (a: Float, b: Tensor) -> Tensor { b.scalar(a) - b }
    public static func * (a: Float, b: Tensor) -> Tensor { b.scalar(a) * b }
    public static func / (a: Float, b: Tensor) -> Tensor { b.scalar(a) / b }
    public func power(_ exponent: Float) -> Tensor { power(scalar(exponent)) }
    public func minimum(_ other: Float) -> Tensor { minimum(scalar(other)) }
    public func maximum(_ other: Float) -> Tensor { maximum(scalar(other)) }

    public static func += (a: inout Tensor, b: Tensor) { a = a + b }
    public static func -= (a: inout Tensor, b: Tensor) { a = a - b }
    public static func *= (a: inout Tensor, b: Tensor) { a = a * b }
    public static func /= (a: inout Tensor, b: Tensor) { a = a / b }
    public static func += (a: inout Tensor, b: Float) { a = a + b }
    public static func -= (a: inout Tensor, b: Float) { a = a - b }
    public static func *= (a: inout Tensor, b: Float) { a = a * b }
    public static func /= (a: inout Tensor, b: Float) { a = a / b }
}
