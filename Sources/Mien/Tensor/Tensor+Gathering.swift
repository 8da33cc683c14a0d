import MienKernels

extension Tensor {
    /// The places `indices` of axis `axis`, as NumPy's `take`: the axis is replaced by the shape of `indices`.
    ///
    /// The gradients of a place that is taken several times are added up.
    ///
    /// - Parameter indices: int32, each in `0 ..<` the axis's length.
    public func gathered(_ indices: Tensor, axis: Int = 0) -> Tensor {
        let axis = resolved(axis, in: "gathered")
        let places = checkedPlaces(indices, below: shape[axis], in: "gathered")
        let origin = (shape: shape, elementType: elementType)
        let outer = shape[..<axis].product
        let inner = shape[(axis + 1)...].product
        let target = Array(shape[..<axis]) + indices.shape + Array(shape[(axis + 1)...])
        return record("gathered", self) { x in
            let x = x.contiguous
            let result = Tensor(uninitialized: target, x.elementType)
            func run<T: Scalar>(_: T.Type) {
                Tensor.withPointers(T.self, x, into: result) { x, out in
                    for o in 0..<outer {
                        for (row, place) in places.enumerated() {
                            copy(
                                x + (o * origin.shape[axis] + place) * inner, stride: 1,
                                into: out + (o * places.count + row) * inner, stride: 1, count: inner)
                        }
                    }
                }
            }
            dispatch(x.elementType, any: { run($0) })
            return (
                result,
                { g in
                    let gradient = Tensor.zeros(origin.shape, origin.elementType)
                    gradient.scatter(g.contiguous, to: places, outer: outer, length: origin.shape[axis], inner: inner)
                    return gradient
                }
            )
        }
    }

    /// Adds the rows of `g` to the rows `places`, in order.
    private func scatter(_ g: Tensor, to places: [Int], outer: Int, length: Int, inner: Int) {
        func run<T: Scalar>(_: T.Type) {
            Tensor.withPointers(T.self, g, into: self) { g, out in
                for o in 0..<outer {
                    for (row, place) in places.enumerated() {
                        accumulate(
                            g + (o * places.count + row) * inner, into: out + (o * length + place) * inner, count: inner
                        )
                    }
                }
            }
        }
        dispatch(elementType, any: { run($0) })
    }

    /// For each int32 element a new last axis of `classes` places, one at the element's, zero elsewhere, in float32.
    public func oneHot(_ classes: Int) -> Tensor {
        let places = checkedPlaces(self, below: classes, in: "oneHot")
        let result = Tensor.zeros(shape + [classes])
        result.withMutablePointer(Float.self) { out in
            for (row, place) in places.enumerated() { out[row * classes + place] = 1 }
        }
        return result
    }
}

private func checkedPlaces(_ indices: Tensor, below limit: Int, in operation: String) -> [Int] {
    require(
        indices.elementType == .int32,
        "\(operation): int32 indices are expected, found \(indices.elementType); convert with `cast(to: .int32)`")
    return indices.int32Scalars.map { index in
        require(index >= 0 && index < limit, "\(operation): index \(index) is not in 0 ..< \(limit)")
        return Int(index)
    }
}
