/// The convolution along a sequence: that of images of height one.
///
/// - Parameters:
///   - x: `[batch, length, channels]`.
///   - weight: `[filters, channels / groups, kernel]`.
///   - bias: `[filters]`.
///   - stride: the step of the window.
///   - padding: zeros around the sequence.
///   - dilation: the distance between neighbouring places of the window.
///   - groups: parts of the channels that are convolved apart.
/// - Returns: `[batch, length', filters]`.
public func conv1d(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, stride: Int = 1, padding: Padding1D = .valid, dilation: Int = 1,
    groups: Int = 1
) -> Tensor {
    conv1d(
        x, weight, bias, stride: stride, padding: padding, dilation: dilation, groups: groups, then: .alone)
}

/// The same, and what follows it.
func conv1d(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, stride: Int, padding: Padding1D, dilation: Int, groups: Int,
    then stage: ConvolutionStage
) -> Tensor {
    require(
        weight.rank == 3,
        mismatch("conv1d", x.shape, weight.shape, "the weight is [filters, channels / groups, kernel]"))
    return onRows(x, in: "conv1d") { row in
        let geometry = ConvolutionGeometry(
            stride: IntPair(1, stride), padding: padding.aroundRow(reach: (weight.shape[2] - 1) * dilation),
            dilation: IntPair(1, dilation))
        return conv2d(row, weight.expanded(at: 2), bias, geometry, groups: groups, then: stage)
    }
}
