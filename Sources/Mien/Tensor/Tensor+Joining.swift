extension Tensor {
    /// The tensors one after the other along an existing axis; all other lengths are equal.
    public static func concatenate(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
        require(!tensors.isEmpty, "concatenate: at least one tensor is needed")
        let axis = tensors[0].resolved(axis, in: "concatenate")
        var shape = tensors[0].shape
        shape[axis] = 0
        for tensor in tensors {
            var others = tensor.shape
            require(
                others.count == shape.count,
                mismatch("concatenate", tensors[0].shape, tensor.shape, "they need the same number of axes"))
            shape[axis] += others[axis]
            others[axis] = shape[axis]
            require(
                others == shape,
                mismatch("concatenate", tensors[0].shape, tensor.shape, "only axis \(axis) may differ in length"))
        }
        let parts = tensors.map { $0.shape[axis] }
        return record("concatenate", inputs: tensors) { tensors in
            let result = Tensor(uninitialized: shape, tensors[0].elementType)
            for (part, tensor) in zip(ranges(parts), tensors) { result.part(part, of: axis).assign(tensor) }
            return (result, .each(ranges(parts).map { part in { g in g.part(part, of: axis) } }))
        }
    }

    /// The tensors, all of one shape, along a new axis before axis `axis`.
    public static func stack(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
        concatenate(tensors.map { $0.expanded(at: axis) }, axis: axis)
    }

    /// With `value` around it.
    ///
    /// - Parameters:
    ///   - widths: how many places to add before and after each axis.
    ///   - value: the new elements.
    public func padded(_ widths: [(before: Int, after: Int)], value: Float = 0) -> Tensor {
        require(
            widths.count == rank && widths.allSatisfy { $0.before >= 0 && $0.after >= 0 },
            "padded: one pair of widths, not negative, is expected for each axis of shape \(shape), found \(widths)")
        let shape = zip(shape, widths).map { $0 + $1.before + $1.after }
        let inside = zip(self.shape, widths).map { $1.before..<($1.before + $0) }
        return record("padded", self) { x in
            let result = Tensor.full(shape, value, x.elementType)
            result.parts(inside).assign(x)
            return (result, { g in g.parts(inside) })
        }
    }

    /// A view of a range of one axis. Not recorded.
    private func part(_ range: Range<Int>, of axis: Int) -> Tensor {
        parts(shape.indices.map { $0 == axis ? range : 0..<shape[$0] })
    }

    private func parts(_ ranges: [Range<Int>]) -> Tensor {
        view(
            ranges.map(\.count), strides: strides,
            offset: offset + zip(ranges, strides).reduce(0) { $0 + $1.0.lowerBound * $1.1 })
    }
}

/// The ranges that parts of these lengths take when laid one after the other.
private func ranges(_ lengths: [Int]) -> [Range<Int>] {
    var start = 0
    return lengths.map { length in
        defer { start += length }
        return start..<(start + length)
    }
}
