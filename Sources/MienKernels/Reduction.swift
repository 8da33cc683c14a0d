/// What a reduction makes of the elements along an axis.
public enum ReduceOperation: Sendable {
    case sum, maximum, minimum
}

/// Many elements to one.
package protocol ReductionKernels {
    /// Reduces the middle axis of `x` `[outer, reduced, inner]`, row-major, into `out` `[outer, inner]`.
    ///
    /// Sums run in eight lanes along a contiguous axis, in rows otherwise, and always in the same order. A lane adds up a few
    /// numbers in the tensor's own type before their sum joins a wider one: the mean of four million times 0.1 is off by 2e-7
    /// of itself instead of 4e-5. An empty axis gives zero for the sum, the type's lowest or highest value otherwise.
    func reduce<T: Scalar>(
        _ operation: ReduceOperation, _ x: UnsafePointer<T>, outer: Int, reduced: Int, inner: Int,
        into out: UnsafeMutablePointer<T>
    )

    /// The index of the first largest element along the middle axis of `x` `[outer, reduced, inner]`; a NaN counts as largest.
    func argmax<T: Scalar>(
        _ x: UnsafePointer<T>, outer: Int, reduced: Int, inner: Int, into out: UnsafeMutablePointer<Int32>
    )
}
