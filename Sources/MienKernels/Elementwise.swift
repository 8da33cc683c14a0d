/// A function of one element.
public enum UnaryOperation: Sendable {
    case negate, absolute, sign, square, squareRoot, reciprocal, exponential, logarithm, tanh, sigmoid, relu, sine,
        cosine
    case errorFunction, floor, isNaN
}

/// Functions of one element.
package protocol UnaryKernels {
    /// `out[i] = f(x[i])`, both contiguous.
    func elementwise<T: RealScalar>(
        _ operation: UnaryOperation, _ x: UnsafePointer<T>, into out: UnsafeMutablePointer<T>, count: Int
    )

    /// The gradient of ReLU: `out[i] = y[i] > 0 ? g[i] : 0`, with `y` the function's result.
    func reluGradient<T: RealScalar>(
        _ y: UnsafePointer<T>, _ g: UnsafePointer<T>, into out: UnsafeMutablePointer<T>, count: Int
    )
}

/// An operation on two elements.
public enum BinaryOperation: Sendable {
    case add, subtract, multiply, divide, power, minimum, maximum
    /// One where it holds, else zero.
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

/// Functions of two elements.
package protocol BinaryKernels {
    /// `out[i] = a[i · aStride] ∘ b[i · bStride]` for `i` in `0 ..< count`. A stride of zero repeats one element.
    func elementwise<T: Scalar>(
        _ operation: BinaryOperation, _ a: UnsafePointer<T>, stride aStride: Int, _ b: UnsafePointer<T>,
        stride bStride: Int,
        into out: UnsafeMutablePointer<T>, count: Int
    )

    /// `out[i] = condition[i] ≠ 0 ? a[i] : b[i]`, all with strides.
    func select<T: Scalar>(
        _ condition: UnsafePointer<T>, stride conditionStride: Int, _ a: UnsafePointer<T>, stride aStride: Int,
        _ b: UnsafePointer<T>, stride bStride: Int, into out: UnsafeMutablePointer<T>, count: Int
    )
}
