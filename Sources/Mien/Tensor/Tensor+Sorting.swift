import MienKernels

// Among NaN and numbers NaN is the greatest, as in PyTorch; equal elements keep their order.

extension Tensor {
    /// The elements along `axis` in order. The gradient of an element goes to where it came from.
    public func sorted(axis: Int = -1, descending: Bool = false) -> Tensor {
        let axis = resolved(axis, in: "sorted")
        return elements(at: argsort(axis: axis, descending: descending), along: axis)
    }

    /// The places of the elements along `axis` in the order of the elements, as int32.
    public func argsort(axis: Int = -1, descending: Bool = false) -> Tensor {
        let axis = resolved(axis, in: "argsort")
        return swapping(axis).untracked.contiguous.sortedPlaces(descending: descending).swapping(axis)
    }

    /// The `count` greatest elements along `axis`, the greatest first, and their places.
    ///
    /// ```swift
    /// let (values, indices) = logits.topK(5)
    /// ```
    ///
    /// - Returns: the values, whose gradients go to where they came from, and int32 indices.
    public func topK(_ count: Int, axis: Int = -1) -> (values: Tensor, indices: Tensor) {
        let axis = resolved(axis, in: "topK")
        require(
            count >= 0 && count <= shape[axis],
            "topK: \(count) elements are wanted of axis \(axis) of shape \(shape)")
        let indices = argsort(axis: axis, descending: true).swapping(axis)[.ellipsis, 0..<count].swapping(axis)
        return (elements(at: indices, along: axis), indices)
    }

    /// Along the other axes each element stays in its place: NumPy's `take_along_axis`.
    private func elements(at indices: Tensor, along axis: Int) -> Tensor {
        let (rows, places) = (swapping(axis), indices.swapping(axis))
        let (length, width) = (shape[axis], indices.shape[axis])
        let flat = places.int32Scalars.enumerated().map { $0.element + Int32($0.offset / width * length) }
        return rows.flattened().gathered(Tensor(int32: flat)).reshaped(places.shape).swapping(axis)
    }

    /// The same with `axis` and the last axis in each other's place; twice, it is the tensor itself.
    private func swapping(_ axis: Int) -> Tensor {
        var order = Array(0..<rank)
        order.swapAt(axis, rank - 1)
        return permuted(order)
    }

    /// Along the last axis of a contiguous tensor.
    private func sortedPlaces(descending: Bool) -> Tensor {
        let length = shape[rank - 1]
        let result = Tensor(uninitialized: shape, .int32)
        func run<T: Scalar>(_: T.Type) {
            withPointer(T.self) { x in
                result.withMutablePointer(Int32.self) { places in
                    parallelFor(length == 0 ? 0 : count / length) { row in
                        let x = x + row * length
                        let order = (0..<Int32(length)).sorted { first, second in
                            let (a, b) = (x[Int(first)], x[Int(second)])
                            if isLess(a, b) { return !descending }
                            return isLess(b, a) ? descending : first < second
                        }
                        (places + row * length).update(from: order, count: length)
                    }
                }
            }
        }
        dispatch(elementType, any: { run($0) })
        return result
    }
}

private func isLess<T: Scalar>(_ a: T, _ b: T) -> Bool { a < b || (b != b && a == a) }
