import MienKernels

extension Tensor {
    /// `x − log Σ eˣ` along `axis`, without overflow; with upstream `g`: `∂x = g − softmax(x) · Σ g`.
    public func logSoftmax(axis: Int = -1) -> Tensor {
        let axis = resolved(axis, in: "logSoftmax")
        if axis != rank - 1 {
            var order = Array(0..<rank)
            order.swapAt(axis, rank - 1)
            return permuted(order).logSoftmax().permuted(order)
        }
        let (width, rows) = (shape[axis], shape[..<axis].product)
        return record("logSoftmax", self) { x in
            let x = x.contiguous
            let y = Tensor(uninitialized: x.shape, x.elementType)
            func run<T: RealScalar>(_: T.Type) {
                Tensor.withPointers(T.self, x, into: y) { x, y in
                    inBlocks(rows, width) { kernels.logSoftmax(x + $0, rows: $1, width: width, into: y + $0) }
                }
            }
            dispatch(x.elementType, real: { run($0) })
            return (y, { g in logSoftmaxPullback(y, g.contiguous, rows, width) })
        }
    }

    /// `eˣ / Σ eˣ` along `axis`.
    public func softmax(axis: Int = -1) -> Tensor { logSoftmax(axis: axis).exponential() }
}

private func logSoftmaxPullback(_ y: Tensor, _ g: Tensor, _ rows: Int, _ width: Int) -> Tensor {
    let result = Tensor(uninitialized: y.shape, y.elementType)
    func run<T: RealScalar>(_: T.Type) {
        Tensor.withPointers(T.self, y, g, into: result) { y, g, out in
            inBlocks(rows, width) { start, rows in
                kernels.logSoftmaxGradient(y + start, g + start, rows: rows, width: width, into: out + start)
            }
        }
    }
    dispatch(y.elementType, real: { run($0) })
    return result
}

/// Calls `body` with the first element and the number of rows of each block.
private func inBlocks(_ rows: Int, _ width: Int, _ body: (Int, Int) -> Void) {
    parallelBlocks(rows, of: max(1, elementsPerBlock / 8 / max(1, width))) { body($0.lowerBound * width, $0.count) }
}
