import MienKernels

extension Tensor {
    /// Writes `source`, broadcast to this shape, into this view of memory that nobody else sees yet.
    func assign(_ source: Tensor) {
        let source = source.untracked.broadcast(to: shape)
        let loop = StridedLoop(shape, strides: [source.strides, strides])
        func run<T: Scalar>(_: T.Type) {
            Tensor.withPointers(T.self, source, into: self) { from, to in
                loop.forEachRun { offsets, count in
                    copy(
                        from + offsets[0], stride: loop.runStrides[0], into: to + offsets[1],
                        stride: loop.runStrides[1],
                        count: count)
                }
            }
        }
        require(
            source.elementType == elementType,
            "assign: element types \(source.elementType) and \(elementType) differ; convert with `cast(to:)`")
        dispatch(elementType, any: { run($0) })
    }
}
