import MienKernels

/// The transposed two-dimensional convolution: what ``conv2d(_:_:_:stride:padding:dilation:groups:)`` with the same weight
/// does to gradients. A stride enlarges the image.
///
/// With upstream `g`: `∂x` is the convolution of `g`, `∂weight` the sum of products of `g`'s windows with `x`, `∂bias` the
/// sum of `g` over all axes but the last.
///
/// - Parameters:
///   - x: `[batch, height, width, channels]`.
///   - weight: `[channels, filters, kernelHeight, kernelWidth]`: the input's channels come first, as in PyTorch.
///   - bias: `[filters]`.
///   - stride: the distance at which neighbouring places of the input are laid down.
///   - padding: what is cut off the result. `.valid` cuts nothing; `.same` leaves `height · stride` rows, as in Keras.
///   - outputPadding: rows and columns after the others, below the stride: with a stride several sizes of a convolution's
///     input give one size of output, and this chooses among them. Not with `.same`, which has chosen.
/// - Returns: `[batch, height', width', filters]`.
public func conv2dTranspose(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, stride: IntPair = 1, padding: Padding = .valid,
    outputPadding: IntPair = 0
) -> Tensor {
    require(
        weight.rank == 4 && x.rank == 4 && x.shape[3] == weight.shape[0],
        mismatch("conv2dTranspose", x.shape, weight.shape, "the input's last axis must be the weight's first"))
    require(
        bias.map { $0.shape == [weight.shape[1]] } ?? true,
        mismatch("conv2dTranspose", weight.shape, bias?.shape ?? [], "there must be one bias for each filter"))
    require(
        x.elementType.isReal && weight.elementType == x.elementType,
        "conv2dTranspose: floating-point tensors of one type are expected, found \(x.elementType) and "
            + "\(weight.elementType)")
    let shape = ConvolutionShape(
        transposed: x.shape, weight.shape, stride: stride, padding: padding, outputPadding: outputPadding)
    let y = record("conv2dTranspose", x, weight) { x, weight in
        let (x, weight) = (x.contiguous, weight.contiguous)
        return (
            convolutionInputGradient(shape, x, weight),
            { g in convolved(shape, g.contiguous, weight, nil) },
            { g in convolutionWeightGradients(shape, g.contiguous, x).weight }
        )
    }
    return bias.map { y + $0 } ?? y
}

extension ConvolutionShape {
    /// The convolution whose input gradient is the transposed convolution of `x`.
    fileprivate init(
        transposed x: [Int], _ weight: [Int], stride: IntPair, padding: Padding, outputPadding: IntPair
    ) {
        require(
            min(stride.height, stride.width, weight[2], weight[3]) > 0,
            "conv2dTranspose: window \(weight[2]) × \(weight[3]) and stride \(stride) must be above zero")
        require(
            outputPadding.height >= 0 && outputPadding.height < stride.height
                && outputPadding.width >= 0 && outputPadding.width < stride.width,
            "conv2dTranspose: the output padding \(outputPadding) must lie between zero and the stride \(stride)")
        require(
            padding != .same || outputPadding == 0,
            "conv2dTranspose: `.same` decides the size of the output; give it no output padding")
        let (vertical, horizontal): (Cut, Cut)
        switch padding {
        case .valid, .same:
            (vertical, horizontal) = (
                Cut(isSame: padding == .same, weight[2], stride.height, outputPadding.height),
                Cut(isSame: padding == .same, weight[3], stride.width, outputPadding.width)
            )
        case .explicit(let top, let bottom, let left, let right):
            require(
                min(top, bottom, left, right) >= 0, "conv2dTranspose: the padding \(padding) must not be negative")
            vertical = Cut(before: top, after: bottom, added: outputPadding.height)
            horizontal = Cut(before: left, after: right, added: outputPadding.width)
        }
        let height = vertical.length(x[1], weight[2], stride.height)
        let width = horizontal.length(x[2], weight[3], stride.width)
        require(
            x[1] > 0 && x[2] > 0 && height > 0 && width > 0,
            "conv2dTranspose: nothing is left of an image of shape \(x) by the padding \(padding)")
        self.init(
            batch: x[0], height: height, width: width, channels: weight[1], filters: weight[0],
            kernel: (weight[2], weight[3]), stride: (stride.height, stride.width),
            padding: (vertical.before, horizontal.before, vertical.after, horizontal.after))
    }
}

/// What is cut off a transposed convolution along one axis, and added after it.
private struct Cut {
    let before: Int, after: Int, added: Int

    init(before: Int, after: Int, added: Int) {
        (self.before, self.after, self.added) = (before, after, added)
    }

    /// `same` cuts what the windows overlap by; where there are gaps between them, it fills up the last one.
    init(isSame: Bool, _ kernel: Int, _ stride: Int, _ added: Int) {
        let overlap = isSame ? max(kernel - stride, 0) : 0
        self.init(
            before: overlap / 2, after: overlap - overlap / 2, added: isSame ? max(stride - kernel, 0) : added)
    }

    func length(_ input: Int, _ kernel: Int, _ stride: Int) -> Int {
        (input - 1) * stride + kernel - before - after + added
    }
}
