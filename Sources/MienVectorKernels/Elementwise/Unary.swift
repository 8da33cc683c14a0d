import MienKernels

extension VectorKernels: UnaryKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func elementwise<T: RealScalar>(
        _ operation: UnaryOperation, _ x: UnsafePointer<T>, into out: UnsafeMutablePointer<T>, count: Int
    ) {
        switch operation {
        case .negate: map(x, out, count) { -$0 }
        case .absolute: map(x, out, count) { $0.magnitude }
        case .sign: map(x, out, count) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
        case .square: map(x, out, count) { $0 * $0 }
        case .squareRoot: map(x, out, count) { $0.squareRoot() }
        case .reciprocal: map(x, out, count) { 1 / $0 }
        case .exponential: map(x, out, count) { T.exp($0) }
        case .logarithm: map(x, out, count) { T.log($0) }
        case .tanh: map(x, out, count) { T.tanh($0) }
        case .sigmoid: map(x, out, count) { 1 / (1 + T.exp(-$0)) }
        // Not `max(x, 0)`: a NaN must stay visible.
        case .relu: map(x, out, count) { $0 < 0 ? 0 : $0 }
        case .sine: map(x, out, count) { T.sin($0) }
        case .cosine: map(x, out, count) { T.cos($0) }
        case .errorFunction: map(x, out, count) { T.erf($0) }
        case .floor: map(x, out, count) { $0.rounded(.down) }
        case .isNaN: map(x, out, count) { $0 != $0 ? 1 : 0 }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func reluGradient<T: RealScalar>(
        _ y: UnsafePointer<T>, _ g: UnsafePointer<T>, into out: UnsafeMutablePointer<T>, count: Int
    ) {
        for i in 0..<count {
            // Loaded whether it is needed or not: without a branch the loop becomes vectors (ten times faster).
            let gradient = g[i]
            out[i] = y[i] > 0 ? gradient : 0
        }
    }
}

@inline(__always)
private func map<T>(_ x: UnsafePointer<T>, _ out: UnsafeMutablePointer<T>, _ count: Int, _ function: (T) -> T) {
    for i in 0..<count { out[i] = function(x[i]) }
}
