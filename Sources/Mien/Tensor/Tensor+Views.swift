// Views share memory: nothing is copied but for a reshape that the strides cannot express.

extension Tensor {
    /// An untracked tensor on the same memory.
    func view(_ shape: [Int], strides: [Int], offset: Int? = nil) -> Tensor {
        Tensor(storage: storage, shape: shape, strides: strides, offset: offset ?? self.offset)
    }

    // MARK: - Reshaping

    /// The same elements in row-major order under another shape. One length may be −1: it is computed.
    public func reshaped(_ shape: [Int]) -> Tensor {
        let target = resolvedShape(shape)
        if target == self.shape { return self }
        let origin = self.shape
        return record("reshaped", self) { x in
            let source = x.contiguous
            return (source.view(target, strides: rowMajorStrides(target)), { g in g.reshaped(origin) })
        }
    }

    private func resolvedShape(_ shape: [Int]) -> [Int] {
        let known = shape.filter { $0 != -1 }.product
        let unknown = shape.filter { $0 == -1 }.count
        require(
            unknown <= 1 && shape.allSatisfy { $0 >= -1 },
            "reshaped: lengths are not negative, but one may be −1; found \(shape)")
        guard unknown == 1 else {
            require(known == count, mismatch("reshaped", self.shape, shape, "they hold \(count) and \(known) elements"))
            return shape
        }
        require(
            known > 0 && count % known == 0,
            mismatch("reshaped", self.shape, shape, "\(count) elements cannot be divided by \(known)"))
        return shape.map { $0 == -1 ? count / known : $0 }
    }

    /// Joins the axes from `first` through `last` into one; by default all.
    public func flattened(from first: Int = 0, through last: Int = -1) -> Tensor {
        if rank == 0 { return reshaped([1]) }
        let (start, end) = (resolved(first, in: "flattened"), resolved(last, in: "flattened"))
        require(start <= end, "flattened: axis \(last) does not come after axis \(first) in shape \(shape)")
        return reshaped(Array(shape[..<start]) + [shape[start...end].product] + Array(shape[(end + 1)...]))
    }

    /// With a new axis of length one before axis `axis`; −1 puts it last.
    public func expanded(at axis: Int) -> Tensor {
        let place = axis < 0 ? axis + rank + 1 : axis
        require(place >= 0 && place <= rank, "expanded: axis \(axis) has no place in shape \(shape)")
        return reshaped(Array(shape[..<place]) + [1] + Array(shape[place...]))
    }

    /// Without axis `axis`, whose length is one.
    public func squeezed(_ axis: Int) -> Tensor {
        let axis = resolved(axis, in: "squeezed")
        require(shape[axis] == 1, "squeezed: axis \(axis) of shape \(shape) is not of length one")
        return reshaped(Array(shape[..<axis]) + Array(shape[(axis + 1)...]))
    }

    // MARK: - Reordering

    /// With the axes in another order: axis i of the result is axis `axes[i]` of this tensor.
    public func permuted(_ axes: [Int]) -> Tensor {
        let axes = axes.map { resolved($0, in: "permuted") }
        require(
            axes.sorted() == Array(0..<rank), "permuted: \(axes) does not name each axis of shape \(shape) once")
        if axes == Array(0..<rank) { return self }
        var inverse = axes
        for (place, axis) in axes.enumerated() { inverse[axis] = place }
        return record("permuted", self) { x in
            (x.view(axes.map { x.shape[$0] }, strides: axes.map { x.strides[$0] }), { g in g.permuted(inverse) })
        }
    }

    /// With the last two axes exchanged.
    public func transposed() -> Tensor {
        require(rank >= 2, "transposed: two axes are needed, the shape is \(shape)")
        return permuted(Array(0..<(rank - 2)) + [rank - 1, rank - 2])
    }

    // MARK: - Broadcasting

    /// Repeated to `target` by NumPy's rule: shapes are aligned at their ends, and axes of length one are repeated.
    public func broadcast(to target: [Int]) -> Tensor {
        if shape == target { return self }
        let added = target.count - rank
        require(
            added >= 0 && target.allSatisfy { $0 >= 0 }
                && shape.indices.allSatisfy { shape[$0] == target[$0 + added] || shape[$0] == 1 },
            mismatch("broadcast", shape, target, "lengths must be equal or one, counted from the last axis"))
        return record("broadcast", self) { x in
            let strides = target.indices.map { axis in
                axis < added || (x.shape[axis - added] == 1 && target[axis] != 1) ? 0 : x.strides[axis - added]
            }
            // The tape sums the gradient to this tensor's shape.
            return (x.view(target, strides: strides), { g in g })
        }
    }
}

/// The shape to which both are broadcast.
func broadcastShape(_ a: [Int], _ b: [Int], in operation: String) -> [Int] {
    if a == b { return a }
    let rank = max(a.count, b.count)
    return (0..<rank).map { place in
        let first = place - (rank - a.count) < 0 ? 1 : a[place - (rank - a.count)]
        let second = place - (rank - b.count) < 0 ? 1 : b[place - (rank - b.count)]
        require(
            first == second || first == 1 || second == 1,
            mismatch(operation, a, b, "lengths must be equal or one, counted from the last axis"))
        return first == 1 ? second : first
    }
}
