import MienKernels

/// Normalises each example over its last axis: `y = (x − mean) / √(variance + ε) · weight + bias` (Ba et al. 2016).
///
/// The variance is divided by the count. With `x̂` the normalised input and upstream `g`: `∂bias = Σ g`,
/// `∂weight = Σ g · x̂`, and with `h = g · weight`: `∂x = (h − mean(h) − x̂ · mean(h · x̂)) / √(variance + ε)`.
///
/// - Parameters:
///   - x: `[…, features]`.
///   - weight: `[features]`.
///   - bias: `[features]`.
///   - epsilon: added to the variance.
/// - Returns: the shape of `x`.
public func layerNorm(_ x: Tensor, _ weight: Tensor, _ bias: Tensor, epsilon: Float = 1e-3) -> Tensor {
    requireChannels(of: x, weight, bias, in: "layerNorm")
    return rowNorm("layerNorm", x, weight, bias, epsilon: epsilon, toRows: { $0 }, fromRows: { $0 })
}

/// Normalises the channels of each example in groups, over all places and the channels of the group (Wu & He 2018).
///
/// - Parameters:
///   - x: `[batch, …, channels]`.
///   - groups: the number of groups; it divides the number of channels.
///   - weight: `[channels]`.
///   - bias: `[channels]`.
///   - epsilon: added to the variance, which is divided by the count.
/// - Returns: the shape of `x`.
public func groupNorm(
    _ x: Tensor, groups: Int, _ weight: Tensor, _ bias: Tensor, epsilon: Float = 1e-3
) -> Tensor {
    requireChannels(of: x, weight, bias, in: "groupNorm")
    require(x.rank >= 2, "groupNorm: [batch, …, channels] is expected, the shape is \(x.shape)")
    let (batch, channels) = (x.shape[0], x.shape[x.rank - 1])
    require(
        groups > 0 && channels % groups == 0,
        "groupNorm: \(channels) channels cannot be divided into \(groups) groups")
    let (places, origin) = (x.shape.dropFirst().dropLast().product, x.shape)
    return rowNorm(
        "groupNorm", x, weight, bias, epsilon: epsilon,
        toRows: { x in
            x.reshaped([batch, places, groups, channels / groups]).permuted([0, 2, 1, 3])
                .reshaped([batch, groups, places * (channels / groups)])
        },
        fromRows: { rows in
            rows.reshaped([batch, groups, places, channels / groups]).permuted([0, 2, 1, 3]).reshaped(origin)
        })
}

private func requireChannels(of x: Tensor, _ weight: Tensor, _ bias: Tensor, in operation: String) {
    require(
        x.rank >= 1 && weight.shape == [x.shape[x.rank - 1]] && bias.shape == weight.shape,
        mismatch(operation, x.shape, weight.shape, "weight and bias must be as long as the input's last axis"))
}

/// - Parameters:
///   - toRows: lays the elements that are normalised together along the last axis.
///   - fromRows: lays them back.
private func rowNorm(
    _ operation: StaticString, _ x: Tensor, _ weight: Tensor, _ bias: Tensor, epsilon: Float,
    toRows: @escaping (Tensor) -> Tensor, fromRows: @escaping (Tensor) -> Tensor
) -> Tensor {
    record(operation, inputs: [x, weight, bias]) { inputs in
        let weight = inputs[1]
        let (rows, inverse) = standardized(toRows(inputs[0]).contiguous, epsilon: epsilon)
        let normalized = fromRows(rows).contiguous
        return (
            scaledAndShifted(normalized, weight, inputs[2]),
            .joint { g, isWanted in
                let sums = GradientSums(normalized, .direct(g.contiguous), .zeros(weight.shape, weight.elementType))
                let gradient =
                    isWanted[0]
                    ? standardizedGradient(toRows(normalized).contiguous, toRows(g * weight).contiguous, inverse) : nil
                return [gradient.map(fromRows), sums.products, sums.gradients]
            }
        )
    }
}

/// Each row of the last axis with mean zero and variance one, and what its distances from the mean were multiplied by.
private func standardized(_ x: Tensor, epsilon: Float) -> (Tensor, inverse: Tensor) {
    let (rows, width) = (x.shape.dropLast().product, x.shape[x.rank - 1])
    let y = Tensor(uninitialized: x.shape, x.elementType)
    let inverse = Tensor(uninitialized: [rows], x.elementType)
    func run<T: RealScalar>(_: T.Type) {
        Tensor.withPointers(T.self, x, into: y) { x, y in
            inverse.withMutablePointer(T.self) { inverse in
                parallelBlocks(rows, of: max(1, elementsPerBlock / max(1, width))) { block in
                    let start = block.lowerBound
                    kernels.standardizeRows(
                        x + start * width, rows: block.count, width: width, epsilon: T(epsilon),
                        into: y + start * width,
                        inverse: inverse + start)
                }
            }
        }
    }
    dispatch(x.elementType, real: { run($0) })
    return (y, inverse)
}

private func standardizedGradient(_ y: Tensor, _ g: Tensor, _ inverse: Tensor) -> Tensor {
    let (rows, width) = (y.shape.dropLast().product, y.shape[y.rank - 1])
    let result = Tensor(uninitialized: y.shape, y.elementType)
    func run<T: RealScalar>(_: T.Type) {
        Tensor.withPointers(T.self, y, g, into: result) { y, g, out in
            inverse.withPointer(T.self) { inverse in
                parallelBlocks(rows, of: max(1, elementsPerBlock / max(1, width))) { block in
                    let start = block.lowerBound * width
                    kernels.standardizeRowsGradient(
                        y + start, g + start, rows: block.count, width: width, inverse: inverse + block.lowerBound,
                        into: out + start)
                }
            }
        }
    }
    dispatch(y.elementType, real: { run($0) })
    return result
}
