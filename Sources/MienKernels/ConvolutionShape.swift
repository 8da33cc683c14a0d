/// The sizes of a two-dimensional convolution (a cross-correlation, as everywhere in deep learning).
///
/// - Shape: input `x` `[batch, height, width, channels]`, weight `[filters, channels, kernelHeight, kernelWidth]` as in
///   PyTorch, bias `[filters]`, output `y` `[batch, outputHeight, outputWidth, filters]`.
package struct ConvolutionShape: Hashable, Sendable {
    package let batch, height, width, channels: Int
    package let filters, kernelHeight, kernelWidth: Int
    package let strideHeight, strideWidth: Int
    /// The distance between neighbouring places of the kernel; one without gaps.
    package let dilationHeight, dilationWidth: Int
    /// Rows and columns of zeros around every image.
    package let top, left, bottom, right: Int

    package init(
        batch: Int, height: Int, width: Int, channels: Int, filters: Int, kernel: (height: Int, width: Int),
        stride: (height: Int, width: Int) = (1, 1),
        dilation: (height: Int, width: Int) = (1, 1),
        padding: (top: Int, left: Int, bottom: Int, right: Int) = (0, 0, 0, 0)
    ) {
        (self.batch, self.height, self.width, self.channels) = (batch, height, width, channels)
        (self.filters, kernelHeight, kernelWidth) = (filters, kernel.height, kernel.width)
        (strideHeight, strideWidth) = stride
        (dilationHeight, dilationWidth) = dilation
        (top, left, bottom, right) = padding
    }

    @inlinable package var outputHeight: Int {
        (height + top + bottom - (kernelHeight - 1) * dilationHeight - 1) / strideHeight + 1
    }
    @inlinable package var outputWidth: Int {
        (width + left + right - (kernelWidth - 1) * dilationWidth - 1) / strideWidth + 1
    }

    /// Output pixels of one image.
    @inlinable package var outputPixels: Int { outputHeight * outputWidth }
    /// Output pixels of the batch: the rows of `y` as a matrix with `filters` columns.
    @inlinable package var outputRows: Int { batch * outputPixels }
    /// Inputs of one output value.
    @inlinable package var patchCount: Int { kernelHeight * kernelWidth * channels }

    @inlinable package var inputCount: Int { batch * height * width * channels }
    @inlinable package var weightCount: Int { filters * patchCount }
    @inlinable package var outputCount: Int { outputRows * filters }

    /// The input itself is the matrix of patches: one input pixel an output pixel, in the same order.
    @inlinable package var isPointwise: Bool {
        (kernelHeight, kernelWidth, strideHeight, strideWidth) == (1, 1, 1, 1)
            && (top, left, bottom, right) == (0, 0, 0, 0)
    }

    // MARK: - Methods

    /// Whether Winograd's method can compute this convolution and its gradients.
    package var isWinograd: Bool {
        (kernelHeight, kernelWidth, strideHeight, strideWidth) == (3, 3, 1, 1)
            && (dilationHeight, dilationWidth) == (1, 1)
            && (0...2).contains(top) && (0...2).contains(left) && (0...2).contains(bottom) && (0...2).contains(right)
    }

    /// Whether Winograd's method is the fastest for this convolution: wherever its tiles are not mostly empty.
    ///
    /// Measured, forward and backward, against patches: 2 to 4 times as fast from 8 channels on, no slower with 4; a
    /// last feature map of 3² with 512 channels still half as long again by patches.
    package var suitsWinograd: Bool {
        isWinograd && channels >= 4 && filters >= 4
            && outputPixels >= 9 * steps(outputHeight, of: 4) * steps(outputWidth, of: 4) / 2
    }

    /// Floats of an image's sums in ``DepthwiseKernels``: the weight's as `[kernelHeight · kernelWidth, channels]`, then the
    /// bias's.
    package var depthwisePartialCount: Int { (kernelHeight * kernelWidth + 1) * channels }
}

/// How many steps of `step` cover `count`.
@inlinable @inline(__always)
package func steps(_ count: Int, of step: Int) -> Int { (count + step - 1) / step }
