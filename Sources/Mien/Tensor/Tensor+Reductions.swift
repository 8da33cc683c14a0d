import MienKernels

extension Tensor {
    // MARK: - Sums

    /// The sum over `axes`, or over all without them. An empty sum is zero.
    ///
    /// - Parameters:
    ///   - axes: negative ones count from the end.
    ///   - keepsAxes: whether reduced axes stay, with length one.
    public func sum(axes: [Int]? = nil, keepsAxes: Bool = false) -> Tensor {
        let reduction = Reduction(self, axes: axes, in: "sum")
        return record("sum", self) { x in
            (
                reduction.apply(.sum, to: x, keepsAxes: keepsAxes),
                { g in g.reshaped(reduction.keptShape).broadcast(to: reduction.shape) }
            )
        }
    }

    public func sum(axes: Int..., keepsAxes: Bool = false) -> Tensor { sum(axes: axes, keepsAxes: keepsAxes) }

    /// The arithmetic mean over `axes`, or over all without them.
    public func mean(axes: [Int]? = nil, keepsAxes: Bool = false) -> Tensor {
        let reduction = Reduction(self, axes: axes, in: "mean")
        return sum(axes: axes, keepsAxes: keepsAxes) / Float(reduction.count)
    }

    public func mean(axes: Int..., keepsAxes: Bool = false) -> Tensor { mean(axes: axes, keepsAxes: keepsAxes) }

    /// The mean squared distance from the mean over `axes`, or over all without them: divided by the count, not by the
    /// count less one.
    public func variance(axes: [Int]? = nil, keepsAxes: Bool = false) -> Tensor {
        (self - mean(axes: axes, keepsAxes: true)).squared().mean(axes: axes, keepsAxes: keepsAxes)
    }

    public func variance(axes: Int..., keepsAxes: Bool = false) -> Tensor { variance(axes: axes, keepsAxes: keepsAxes) }

    // MARK: - Extremes

    /// The greatest element along `axes`, or of all without them; NaN if one is. Equal greatest elements share the gradient.
    public func max(axes: [Int]? = nil, keepsAxes: Bool = false) -> Tensor {
        extreme(.maximum, "max", axes: axes, keepsAxes: keepsAxes)
    }

    public func max(axes: Int..., keepsAxes: Bool = false) -> Tensor { max(axes: axes, keepsAxes: keepsAxes) }

    /// The least element along `axes`, or of all without them; NaN if one is. Equal least elements share the gradient.
    public func min(axes: [Int]? = nil, keepsAxes: Bool = false) -> Tensor {
        extreme(.minimum, "min", axes: axes, keepsAxes: keepsAxes)
    }

    public func min(axes: Int..., keepsAxes: Bool = false) -> Tensor { min(axes: axes, keepsAxes: keepsAxes) }

    private func extreme(_ operation: ReduceOperation, _ name: StaticString, axes: [Int]?, keepsAxes: Bool) -> Tensor {
        let reduction = Reduction(self, axes: axes, in: "\(name)")
        require(
            reduction.count > 0 || reduction.keptShape.contains(0),
            "\(name): an empty axis of shape \(shape) has no such element")
        return record(name, self) { x in
            let kept = reduction.apply(operation, to: x, keepsAxes: true)
            let result = keepsAxes ? kept : kept.reshaped(reduction.droppedShape)
            return (
                result,
                { g in
                    let hits = x .== kept
                    return g.reshaped(reduction.keptShape) * hits / hits.sum(axes: reduction.axes, keepsAxes: true)
                }
            )
        }
    }

    /// The place of the first greatest element along `axis`, as int32, without that axis; of a NaN if there is one.
    public func argmax(axis: Int = -1) -> Tensor {
        let axis = resolved(axis, in: "argmax")
        require(shape[axis] > 0 || isEmpty && shape[axis] != 0, "argmax: axis \(axis) of shape \(shape) is empty")
        let x = contiguous
        let result = Tensor(uninitialized: Array(shape[..<axis]) + Array(shape[(axis + 1)...]), .int32)
        func run<T: Scalar>(_: T.Type) {
            x.withPointer(T.self) { x in
                result.withMutablePointer(Int32.self) { out in
                    kernels.argmax(
                        x, outer: shape[..<axis].product, reduced: shape[axis],
                        inner: shape[(axis + 1)...].product, into: out)
                }
            }
        }
        dispatch(elementType, any: { run($0) })
        return result
    }

    // MARK: - Log-sum-exp

    /// `log Σ eˣ` over `axes`, or over all without them, without overflow.
    public func logSumExp(axes: [Int]? = nil, keepsAxes: Bool = false) -> Tensor {
        let reduction = Reduction(self, axes: axes, in: "logSumExp")
        let greatest = untracked.max(axes: axes, keepsAxes: true)
        // Shifting by infinity would give NaN where the answer is infinite.
        let shift = (greatest.absolute() .< .infinity).select(greatest, Tensor.zeros([], elementType))
        let result = (self - shift).exponential().sum(axes: axes, keepsAxes: true).logarithm() + shift
        return keepsAxes ? result : result.reshaped(reduction.droppedShape)
    }

    public func logSumExp(axes: Int..., keepsAxes: Bool = false) -> Tensor {
        logSumExp(axes: axes, keepsAxes: keepsAxes)
    }
}

/// The axes over which a tensor is reduced, and the shapes that come of it.
private struct Reduction {
    let shape: [Int]
    let axes: [Int]

    init(_ x: Tensor, axes: [Int]?, in operation: String) {
        shape = x.shape
        self.axes = axes.map { axes in axes.map { x.resolved($0, in: operation) }.sorted() } ?? Array(x.shape.indices)
        require(Set(self.axes).count == self.axes.count, "\(operation): axes \(self.axes) name one axis twice")
    }

    /// The number of elements that become one.
    var count: Int { axes.map { shape[$0] }.product }
    var keptShape: [Int] { shape.indices.map { axes.contains($0) ? 1 : shape[$0] } }
    var droppedShape: [Int] { shape.indices.filter { !axes.contains($0) }.map { shape[$0] } }

    func apply(_ operation: ReduceOperation, to x: Tensor, keepsAxes: Bool) -> Tensor {
        let result = Tensor(uninitialized: keepsAxes ? keptShape : droppedShape, x.elementType)
        if result.isEmpty { return result }
        // Where the reduced axes are neighbours, the memory is [outer, reduced, inner] as it lies.
        let areNeighbours = axes.isEmpty || axes.last.map { $0 - axes[0] + 1 == axes.count } ?? true
        let first = axes.first ?? x.rank
        let kept = shape.indices.filter { !axes.contains($0) }
        let source = areNeighbours ? x.contiguous : x.permuted(kept + axes).contiguous
        let inner = areNeighbours ? shape[(axes.last.map { $0 + 1 } ?? x.rank)...].reduce(1, *) : 1
        let outer = areNeighbours ? shape[..<first].reduce(1, *) : result.count
        func run<T: Scalar>(_: T.Type) {
            Tensor.withPointers(T.self, source, into: result) { x, out in
                reduceInBlocks(operation, x, outer: outer, reduced: count, inner: inner, into: out)
            }
        }
        dispatch(x.elementType, any: { run($0) })
        return result
    }
}

/// Cuts a reduction into blocks by its shape: along the outer axis, or, where that is short, along the reduced one, whose
/// partial results are then reduced in order.
private func reduceInBlocks<T: Scalar>(
    _ operation: ReduceOperation, _ x: UnsafePointer<T>, outer: Int, reduced: Int, inner: Int,
    into out: UnsafeMutablePointer<T>
) {
    let row = reduced * inner
    if outer >= 16 || row <= elementsPerBlock {
        parallelBlocks(outer, of: Swift.max(1, elementsPerBlock / Swift.max(row, 1))) { block in
            kernels.reduce(
                operation, x + block.lowerBound * row, outer: block.count, reduced: reduced, inner: inner,
                into: out + block.lowerBound * inner)
        }
        return
    }
    let length = Swift.max(1, elementsPerBlock / inner)
    let blocks = (reduced + length - 1) / length
    let partial = Tensor(uninitialized: [blocks, inner], ElementType(T.self))
    partial.withMutablePointer(T.self) { partial in
        for o in 0..<outer {
            parallelFor(blocks) { block in
                let start = block * length
                kernels.reduce(
                    operation, x + o * row + start * inner, outer: 1, reduced: Swift.min(length, reduced - start),
                    inner: inner, into: partial + block * inner)
            }
            kernels.reduce(operation, partial, outer: 1, reduced: blocks, inner: inner, into: out + o * inner)
        }
    }
}
