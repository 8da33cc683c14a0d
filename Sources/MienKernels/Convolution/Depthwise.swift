// The convolution of each channel with a kernel of its own. A matrix product has nothing to do here: nine products a
// value; the loops run over the channels, which lie side by side in images and in the weight `[taps, channels]`.
//
// The shape has as many filters as channels; its counts of weights are those of a full convolution and not used.

extension ConvolutionShape {
    /// Calls `body` with each place of the kernel that lies inside the image, and the place in `x` under it.
    @inline(__always)
    private func forEachTap(
        image: Int, outputY: Int, outputX: Int, _ body: (_ tap: Int, _ input: Int) -> Void
    ) {
        for kernelY in 0..<kernelHeight {
            let inputY = outputY * strideHeight + kernelY * dilationHeight - top
            guard inputY >= 0, inputY < height else { continue }
            for kernelX in 0..<kernelWidth {
                let inputX = outputX * strideWidth + kernelX * dilationWidth - left
                guard inputX >= 0, inputX < width else { continue }
                body(kernelY * kernelWidth + kernelX, ((image * height + inputY) * width + inputX) * channels)
            }
        }
    }

    /// Computes one row of output pixels of one image: `row` counts the rows of the batch.
    ///
    /// - Parameter weight: `[kernelHeight · kernelWidth, channels]`.
    package func depthwiseForward(
        row: Int, x: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        y: UnsafeMutablePointer<Float>
    ) {
        let (image, outputY) = row.quotientAndRemainder(dividingBy: outputHeight)
        for outputX in 0..<outputWidth {
            let target = y + (row * outputWidth + outputX) * channels
            if let bias {
                copyShort(target, bias, channels)
            } else {
                fillShort(target, 0, channels)
            }
            forEachTap(image: image, outputY: outputY, outputX: outputX) { tap, input in
                let (x, weight) = (x + input, weight + tap * channels)
                for channel in 0..<channels { target[channel] += x[channel] * weight[channel] }
            }
        }
    }

    /// Computes the input gradient of one image.
    ///
    /// - Parameters:
    ///   - g: upstream gradient, as `y`.
    ///   - weight: `[kernelHeight · kernelWidth, channels]`.
    package func depthwiseInputGradient(
        image: Int, g: UnsafePointer<Float>, weight: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>
    ) {
        let imageCount = height * width * channels
        (dx + image * imageCount).update(repeating: 0, count: imageCount)
        for outputY in 0..<outputHeight {
            for outputX in 0..<outputWidth {
                let g = g + ((image * outputHeight + outputY) * outputWidth + outputX) * channels
                forEachTap(image: image, outputY: outputY, outputX: outputX) { tap, input in
                    let (target, weight) = (dx + input, weight + tap * channels)
                    for channel in 0..<channels { target[channel] += g[channel] * weight[channel] }
                }
            }
        }
    }

    /// Floats of an image's partial sums: the weight's as `[kernelHeight · kernelWidth, channels]`, then the bias's.
    package var depthwisePartialCount: Int { (kernelHeight * kernelWidth + 1) * channels }

    /// Computes the partial sums of one image, row by row: a short sum loses no digits against a total that has grown large.
    ///
    /// - Parameters:
    ///   - partial: ``depthwisePartialCount`` floats, overwritten.
    ///   - scratch: as many.
    package func depthwiseWeightGradient(
        image: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>, partial: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        partial.update(repeating: 0, count: depthwisePartialCount)
        let bias = scratch + kernelHeight * kernelWidth * channels
        for outputY in 0..<outputHeight {
            scratch.update(repeating: 0, count: depthwisePartialCount)
            for outputX in 0..<outputWidth {
                let g = g + ((image * outputHeight + outputY) * outputWidth + outputX) * channels
                forEachTap(image: image, outputY: outputY, outputX: outputX) { tap, input in
                    let (x, sums) = (x + input, scratch + tap * channels)
                    for channel in 0..<channels { sums[channel] += g[channel] * x[channel] }
                }
                for channel in 0..<channels { bias[channel] += g[channel] }
            }
            for index in 0..<depthwisePartialCount { partial[index] += scratch[index] }
        }
    }
}
