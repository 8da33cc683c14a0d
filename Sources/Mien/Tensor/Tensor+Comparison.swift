import MienKernels

infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence
infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence

/// Comparisons of elements: one where they hold, zero elsewhere, in the operands' type. No gradient flows through them.
extension Tensor {
    public static func .== (a: Tensor, b: Tensor) -> Tensor { elementwise(.equal, a, b) }
    public static func .!= (a: Tensor, b: Tensor) -> Tensor { elementwise(.notEqual, a, b) }
    public static func .< (a: Tensor, b: Tensor) -> Tensor { elementwise(.less, a, b) }
    public static func .<= (a: Tensor, b: Tensor) -> Tensor { elementwise(.lessOrEqual, a, b) }
    public static func .> (a: Tensor, b: Tensor) -> Tensor { elementwise(.greater, a, b) }
    public static func .>= (a: Tensor, b: Tensor) -> Tensor { elementwise(.greaterOrEqual, a, b) }
    public static func .== (a: Tensor, b: Float) -> Tensor { a .== Tensor.full([], b, a.elementType) }
    public static func .!= (a: Tensor, b: Float) -> Tensor { a .!= Tensor.full([], b, a.elementType) }
    public static func .< (a: Tensor, b: Float) -> Tensor { a .< Tensor.full([], b, a.elementType) }
    public static func .<= (a: Tensor, b: Float) -> Tensor { a .<= Tensor.full([], b, a.elementType) }
    public static func .> (a: Tensor, b: Float) -> Tensor { a .> Tensor.full([], b, a.elementType) }
    public static func .>= (a: Tensor, b: Float) -> Tensor { a .>= Tensor.full([], b, a.elementType) }

    /// Where this tensor is not zero the element of `a`, elsewhere that of `b`; all three are broadcast.
    ///
    /// ```swift
    /// (x .> 0).select(x, 0.1 * x)      // a leaky ReLU
    /// ```
    public func select(_ a: Tensor, _ b: Tensor) -> Tensor {
        let condition = untracked.cast(to: a.elementType)
        return record("select", a, b) { a, b in
            let zero = Tensor.zeros([], a.elementType)
            return (
                selected(condition, a, b),
                { g in selected(condition, g, zero) },
                { g in selected(condition, zero, g) }
            )
        }
    }

    /// Whether all elements and the shape are equal. NaN equals nothing.
    public func isEqual(to other: Tensor) -> Bool {
        guard shape == other.shape, elementType == other.elementType else { return false }
        return (self .!= other).sum().item == 0
    }

    /// Whether an element is NaN or infinite.
    public var hasNonFinite: Bool {
        // Zero times NaN or infinity is NaN, anything else zero: one pass, no branches.
        elementType.isReal && (untracked * 0).sum().item != 0
    }
}

private func selected(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    require(
        a.elementType == b.elementType,
        "select: element types \(a.elementType) and \(b.elementType) differ; convert with `cast(to:)`")
    let shape = broadcastShape(broadcastShape(a.shape, b.shape, in: "select"), condition.shape, in: "select")
    let operands = [condition, a, b].map { $0.broadcast(to: shape) }
    let result = Tensor(uninitialized: shape, a.elementType)
    let loop = StridedLoop(shape, strides: operands.map(\.strides) + [result.strides])
    func run<T: Scalar>(_: T.Type) {
        operands[0].withPointer(T.self) { condition in
            Tensor.withPointers(T.self, operands[1], operands[2], into: result) { a, b, out in
                loop.forEachRun { offsets, count in
                    kernels.select(
                        condition + offsets[0], stride: loop.runStrides[0], a + offsets[1], stride: loop.runStrides[1],
                        b + offsets[2], stride: loop.runStrides[2], into: out + offsets[3], count: count)
                }
            }
        }
    }
    dispatch(a.elementType, any: { run($0) })
    return result
}
