import MienKernels

/// Normalises each channel over the batch: `y = (x − mean) / √(variance + ε) · weight + bias` (Ioffe & Szegedy 2015).
///
/// With `x̂` the normalised input, `n` the number of rows and upstream `g`: `∂bias = Σ g`, `∂weight = Σ g · x̂`,
/// `∂x = weight / √(variance + ε) · (g − Σ g / n − x̂ · Σ (g · x̂) / n)`.
///
/// - Parameters:
///   - x: `[…, channels]`; all axes but the last are rows.
///   - weight: `[channels]`.
///   - bias: `[channels]`.
///   - epsilon: added to the variance.
///   - stage: what follows; see ``BatchNormStage``.
/// - Returns: the output, of `x`'s shape unless it was pooled, and the batch's mean and variance (divided by `n`) `[channels]`, not recorded.
func batchNorm(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor, epsilon: Float, then stage: BatchNormStage = .alone
) -> (output: Tensor, mean: Tensor, variance: Tensor) {
    let moments = Moments(x.untracked.contiguous)
    let output = record(stage.name, inputs: [x, weight, bias]) { inputs in
        let (x, weight, bias) = (inputs[0].contiguous, inputs[1], inputs[2])
        let inverse = (moments.variance + epsilon).squareRoot().reciprocal()
        let scale = weight * inverse
        let offset = bias - moments.mean * scale
        let (y, upstream) = stage.output(of: x, scale, offset)
        return (
            y,
            .joint { g, _ in
                let upstream = upstream(g.contiguous)
                let sums = GradientSums(x, upstream, moments.mean)
                let rows = Float(moments.rows)
                let gradient = inputGradient(
                    x, upstream, moments.mean, gradientScale: scale,
                    inputScale: -(scale * inverse * inverse * sums.products / rows),
                    offset: -(scale * sums.gradients / rows))
                return [gradient, sums.products * inverse, sums.gradients]
            }
        )
    }
    return (output, moments.mean, moments.variance)
}

/// `x · scale + offset`, per channel, in one pass; where `isRectified`, zero instead of what is below. Not recorded.
func scaledAndShifted(_ x: Tensor, _ scale: Tensor, _ offset: Tensor, isRectified: Bool = false) -> Tensor {
    let rows = ChannelRows(x)
    let y = Tensor(uninitialized: x.shape, x.elementType)
    func run<T: RealScalar>(_: T.Type) {
        Tensor.withPointers(T.self, scale.contiguous, offset.contiguous, into: y) { scale, offset, y in
            x.withPointer(T.self) { x in
                rows.forEachBlock { _, start, count in
                    kernels.scaleAndShift(
                        x + start, rows: count, channels: rows.channels, scale: scale, offset: offset,
                        isRectified: isRectified, into: y + start)
                }
            }
        }
    }
    dispatch(x.elementType, real: { run($0) })
    return y
}

/// A tensor as rows of channels, cut into blocks by its shape.
private struct ChannelRows {
    let count: Int
    let channels: Int
    private let rowsPerBlock: Int

    init(_ x: Tensor) {
        channels = x.shape[x.rank - 1]
        count = x.shape.dropLast().product
        rowsPerBlock = max(1, elementsPerBlock / max(1, channels))
    }

    var blocks: Int { (count + rowsPerBlock - 1) / rowsPerBlock }

    /// Calls `body` with each block's number, first element and number of rows.
    func forEachBlock(_ body: (Int, Int, Int) -> Void) {
        parallelFor(blocks) { block in
            let start = block * rowsPerBlock
            body(block, start * channels, min(rowsPerBlock, count - start))
        }
    }

    /// Two sums per channel: `body` fills a block's, and the blocks are added in order.
    func sums(
        _ body: (
            _ start: Int, _ count: Int, _ first: UnsafeMutablePointer<Double>, _ second: UnsafeMutablePointer<Double>
        )
            -> Void
    ) -> (Tensor, Tensor) {
        let partial = Tensor(uninitialized: [blocks, 2, channels], .float64)
        partial.withMutablePointer(Double.self) { partial in
            forEachBlock { block, start, count in
                let sums = partial + block * 2 * channels
                body(start, count, sums, sums + channels)
            }
        }
        let total = partial.sum(axes: 0)
        return (total[0], total[1])
    }
}

/// Mean and variance of each channel.
private struct Moments {
    let rows: Int
    let mean: Tensor
    let variance: Tensor

    init(_ x: Tensor) {
        let rows = ChannelRows(x)
        self.rows = rows.count
        // An empty batch has no first row to shift by, and nothing to add up.
        let shift = rows.count == 0 ? Tensor.zeros([rows.channels], x.elementType) : x.reshaped([-1, rows.channels])[0]
        func run<T: RealScalar>(_: T.Type) -> (Tensor, Tensor) {
            x.withPointer(T.self) { x in
                shift.withPointer(T.self) { shift in
                    rows.sums { start, count, sums, squares in
                        kernels.batchNormSums(
                            x + start, rows: count, channels: rows.channels, shift: shift, sums: sums, squares: squares)
                    }
                }
            }
        }
        let (sums, squares) = dispatch(x.elementType, real: { run($0) })
        let offset = sums / Float(max(1, rows.count))
        mean = (shift.cast(to: .float64) + offset).cast(to: x.elementType)
        variance = (squares / Float(max(1, rows.count)) - offset.squared()).maximum(0).cast(to: x.elementType)
    }
}

/// `Σ g` and `Σ g · (x − mean)` of each channel.
struct GradientSums {
    let gradients: Tensor
    let products: Tensor

    init(_ x: Tensor, _ upstream: Upstream, _ mean: Tensor) {
        let rows = ChannelRows(x)
        func run<T: RealScalar>(_: T.Type) -> (Tensor, Tensor) {
            upstream.withPointers(T.self) { g in
                x.withPointer(T.self) { x in
                    mean.withPointer(T.self) { mean in
                        rows.sums { start, count, sums, products in
                            let first = start / rows.channels
                            kernels.batchNormGradientSums(
                                x, g, rows: first..<(first + count), channels: rows.channels, mean: mean, sums: sums,
                                products: products)
                        }
                    }
                }
            }
        }
        let (sums, products) = dispatch(x.elementType, real: { run($0) })
        gradients = sums.cast(to: x.elementType)
        self.products = products.cast(to: x.elementType)
    }
}

private func inputGradient(
    _ x: Tensor, _ upstream: Upstream, _ mean: Tensor, gradientScale: Tensor, inputScale: Tensor, offset: Tensor
) -> Tensor {
    let rows = ChannelRows(x)
    let result = Tensor(uninitialized: x.shape, x.elementType)
    func run<T: RealScalar>(_: T.Type) {
        upstream.withPointers(T.self) { g in
            Tensor.withPointers(T.self, mean, gradientScale, into: inputScale) { mean, gradientScale, inputScale in
                Tensor.withPointers(T.self, x, offset, into: result) { x, offset, out in
                    let terms = BatchNormGradientTerms(
                        mean: mean, gradientScale: gradientScale, inputScale: UnsafePointer(inputScale), offset: offset)
                    rows.forEachBlock { _, start, count in
                        let first = start / rows.channels
                        kernels.batchNormInputGradient(
                            x, g, rows: first..<(first + count), channels: rows.channels, terms, into: out)
                    }
                }
            }
        }
    }
    dispatch(x.elementType, real: { run($0) })
    return result
}
