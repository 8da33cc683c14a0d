import MienKernels

extension VectorKernels: BinaryKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    @_specialize(where T == Int32)
    package func elementwise<T: Scalar>(
        _ operation: BinaryOperation, _ a: UnsafePointer<T>, stride aStride: Int, _ b: UnsafePointer<T>,
        stride bStride: Int,
        into out: UnsafeMutablePointer<T>, count: Int
    ) {
        switch operation {
        case .add: combine(a, aStride, b, bStride, out, count) { T.sum($0, $1) }
        case .subtract: combine(a, aStride, b, bStride, out, count) { T.difference($0, $1) }
        case .multiply: combine(a, aStride, b, bStride, out, count) { T.product($0, $1) }
        case .divide: combine(a, aStride, b, bStride, out, count) { T.quotient($0, $1) }
        case .power: combine(a, aStride, b, bStride, out, count) { T.power($0, $1) }
        // A NaN on either side is kept: `x != x` holds for NaN alone.
        case .minimum: combine(a, aStride, b, bStride, out, count) { $0 < $1 || $0 != $0 ? $0 : $1 }
        case .maximum: combine(a, aStride, b, bStride, out, count) { $0 > $1 || $0 != $0 ? $0 : $1 }
        case .equal: combine(a, aStride, b, bStride, out, count) { $0 == $1 ? 1 : 0 }
        case .notEqual: combine(a, aStride, b, bStride, out, count) { $0 != $1 ? 1 : 0 }
        case .less: combine(a, aStride, b, bStride, out, count) { $0 < $1 ? 1 : 0 }
        case .lessOrEqual: combine(a, aStride, b, bStride, out, count) { $0 <= $1 ? 1 : 0 }
        case .greater: combine(a, aStride, b, bStride, out, count) { $0 > $1 ? 1 : 0 }
        case .greaterOrEqual: combine(a, aStride, b, bStride, out, count) { $0 >= $1 ? 1 : 0 }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    @_specialize(where T == Int32)
    package func select<T: Scalar>(
        _ condition: UnsafePointer<T>, stride conditionStride: Int, _ a: UnsafePointer<T>, stride aStride: Int,
        _ b: UnsafePointer<T>, stride bStride: Int, into out: UnsafeMutablePointer<T>, count: Int
    ) {
        for i in 0..<count {
            out[i] = condition[i &* conditionStride] != 0 ? a[i &* aStride] : b[i &* bStride]
        }
    }
}

// The three strides that occur in training each get a loop that the compiler turns into vectors.

@inline(__always)
private func combine<T: Scalar>(
    _ a: UnsafePointer<T>, _ aStride: Int, _ b: UnsafePointer<T>, _ bStride: Int, _ out: UnsafeMutablePointer<T>,
    _ count: Int, _ function: (T, T) -> T
) {
    switch (aStride, bStride) {
    case (1, 1): for i in 0..<count { out[i] = function(a[i], b[i]) }
    case (1, 0):
        let b = b[0]
        for i in 0..<count { out[i] = function(a[i], b) }
    case (0, 1):
        let a = a[0]
        for i in 0..<count { out[i] = function(a, b[i]) }
    default: for i in 0..<count { out[i] = function(a[i &* aStride], b[i &* bStride]) }
    }
}
