/// `out[i · outStride] = x[i · stride]` for `i` in `0 ..< count`.
@_specialize(where T == Float)
@_specialize(where T == Double)
@_specialize(where T == Int32)
public func copy<T: Scalar>(
    _ x: UnsafePointer<T>, stride: Int, into out: UnsafeMutablePointer<T>, stride outStride: Int, count: Int
) {
    if stride == 1 && outStride == 1 {
        out.update(from: x, count: count)
    } else {
        for i in 0..<count { out[i &* outStride] = x[i &* stride] }
    }
}

/// `out[i] = value`.
@_specialize(where T == Float)
@_specialize(where T == Double)
@_specialize(where T == Int32)
public func fill<T: Scalar>(_ out: UnsafeMutablePointer<T>, with value: T, count: Int) {
    for i in 0..<count { out[i] = value }
}

/// `out[i] = x[i]` in another element type.
@_specialize(where T == Float, U == Double)
@_specialize(where T == Double, U == Float)
@_specialize(where T == Int32, U == Float)
@_specialize(where T == Int32, U == Double)
@_specialize(where T == Float, U == Int32)
@_specialize(where T == Double, U == Int32)
public func convert<T: Scalar, U: Scalar>(_ x: UnsafePointer<T>, into out: UnsafeMutablePointer<U>, count: Int) {
    for i in 0..<count { out[i] = U.converted(x[i].asDouble) }
}

/// `out[i] += x[i]`.
@_specialize(where T == Float)
@_specialize(where T == Double)
@_specialize(where T == Int32)
public func accumulate<T: Scalar>(_ x: UnsafePointer<T>, into out: UnsafeMutablePointer<T>, count: Int) {
    for i in 0..<count { out[i] = T.sum(out[i], x[i]) }
}
