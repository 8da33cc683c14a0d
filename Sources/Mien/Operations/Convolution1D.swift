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
    require(
        weight.rank == 3,
        mismatch("conv1d", x.shape, weight.shape, "the weight is [filters, channels / groups, kernel]"))
    return onRows(x, in: "conv1d") { row in
        conv2d(
            row, weight.expanded(at: 2), bias, stride: IntPair(1, stride),
            padding: padding.aroundRow(reach: (weight.shape[2] - 1) * dilation), dilation: IntPair(1, dilation),
            groups: groups)
    }
}
