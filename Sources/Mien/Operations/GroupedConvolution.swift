import MienKernels

/// The convolution of each group of channels with its own filters; ``conv2d(_:_:_:stride:padding:dilation:groups:)`` has
/// checked the shapes.
func groupedConvolution(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry, groups: Int
) -> Tensor {
    let multiplier = weight.shape[0] / groups
    // Float64 goes by the definition, so that the fast kernels are compared with it.
    guard weight.shape[1] == 1, x.elementType == .float32 else {
        return convolutionByGroups(x, weight, bias, geometry, groups: groups)
    }
    return depthwiseConvolution(multiplier == 1 ? x : repeated(x, multiplier), weight, bias, geometry)
}

/// Each channel `count` times in a row.
private func repeated(_ x: Tensor, _ count: Int) -> Tensor {
    let shape = x.shape
    return x.expanded(at: -1).broadcast(to: shape + [count]).reshaped(shape.dropLast() + [shape[3] * count])
}

// MARK: - Group by group

private func convolutionByGroups(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry, groups: Int
) -> Tensor {
    let channels = weight.shape[1]
    let shape = ConvolutionShape(x.shape.dropLast() + [channels], part(weight.shape, groups), geometry, in: "conv2d")
    return record("conv2d", inputs: [x, weight] + (bias.map { [$0] } ?? [])) { inputs in
        let x = channelGroups(inputs[0], groups)
        let weight = inputs[1].reshaped([groups] + shape.weightShape).contiguous
        let bias = inputs.count > 2 ? inputs[2].reshaped([groups, shape.filters]).contiguous : nil
        let y = (0..<groups).map { convolved(shape, x[$0], weight[$0], bias?[$0]) }
        return (
            joined(y),
            .joint { g, isWanted in
                let g = channelGroups(g, groups)
                var gradients = [Tensor?](repeating: nil, count: isWanted.count)
                if isWanted[0] {
                    gradients[0] = joined((0..<groups).map { convolutionInputGradient(shape, g[$0], weight[$0]) })
                }
                if isWanted.dropFirst().contains(true) {
                    let parts = (0..<groups).map { convolutionWeightGradients(shape, x[$0], g[$0]) }
                    gradients[1] = .concatenate(parts.map { $0.weight })
                    if isWanted.count > 2 { gradients[2] = .concatenate(parts.map { $0.bias }) }
                }
                return gradients
            }
        )
    }
}

/// The shape of one group's weight.
private func part(_ weight: [Int], _ groups: Int) -> [Int] { [weight[0] / groups] + weight.dropFirst() }

/// `[batch, height, width, channels]` as `[groups, batch, height, width, channels / groups]`, in order.
private func channelGroups(_ x: Tensor, _ groups: Int) -> Tensor {
    x.reshaped(x.shape.dropLast() + [groups, x.shape[3] / groups]).permuted([3, 0, 1, 2, 4]).contiguous
}

/// The channels of all parts one after the other.
private func joined(_ parts: [Tensor]) -> Tensor { .concatenate(parts, axis: 3) }

// MARK: - Each channel with a kernel of its own

/// - Parameter weight: `[channels, 1, kernelHeight, kernelWidth]`.
private func depthwiseConvolution(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry
) -> Tensor {
    let shape = ConvolutionShape(x.shape, weight.shape, geometry, in: "conv2d")
    let taps = shape.kernelHeight * shape.kernelWidth
    return record("conv2d", inputs: [x, weight] + (bias.map { [$0] } ?? [])) { inputs in
        let x = inputs[0].contiguous
        // Channels last, as the images.
        let weight = inputs[1].reshaped([shape.channels, taps]).transposed().contiguous
        let y = Tensor(uninitialized: shape.outputShape, .float32)
        Tensor.withPointers(Float.self, x, weight, into: y) { x, weight, y in
            withOptionalPointer(Float.self, inputs.count > 2 ? inputs[2].contiguous : nil) { bias in
                parallelFor(shape.batch * shape.outputHeight) {
                    kernels.depthwiseForward(shape, row: $0, x: x, weight: weight, bias: bias, y: y)
                }
            }
        }
        return (
            y,
            .joint { g, isWanted in
                let g = g.contiguous
                let input = isWanted[0] ? depthwiseInputGradient(shape, g, weight) : nil
                let others = isWanted.dropFirst().contains(true) ? depthwiseWeightGradients(shape, x, g) : nil
                return [input, others?.weight] + (isWanted.count > 2 ? [others?.bias] : [])
            }
        )
    }
}

private func depthwiseInputGradient(_ shape: ConvolutionShape, _ g: Tensor, _ weight: Tensor) -> Tensor {
    let gradient = Tensor(uninitialized: shape.inputShape, .float32)
    Tensor.withPointers(Float.self, g, weight, into: gradient) { g, weight, gradient in
        parallelFor(shape.batch) {
            kernels.depthwiseInputGradient(shape, image: $0, g: g, weight: weight, dx: gradient)
        }
    }
    return gradient
}

private func depthwiseWeightGradients(
    _ shape: ConvolutionShape, _ x: Tensor, _ g: Tensor
) -> (weight: Tensor, bias: Tensor) {
    let taps = shape.kernelHeight * shape.kernelWidth
    let partial = Tensor(uninitialized: [shape.batch, taps + 1, shape.channels], .float32)
    Tensor.withPointers(Float.self, x, g, into: partial) { x, g, partial in
        parallelFor(shape.batch) { image in
            withScratch(shape.depthwisePartialCount) { scratch in
                kernels.depthwiseWeightGradient(
                    shape, image: image, x: x, g: g, partial: partial + image * shape.depthwisePartialCount,
                    scratch: scratch)
            }
        }
    }
    let sums = partial.sum(axes: 0)
    return (
        sums[0..<taps].transposed().reshaped([shape.channels, 1, shape.kernelHeight, shape.kernelWidth]), sums[taps]
    )
}
