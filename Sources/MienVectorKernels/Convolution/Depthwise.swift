// The convolution of each channel with a kernel of its own. A matrix product has nothing to do here: nine products a
// value; the loops run over the channels, which lie side by side in images and in the weight `[taps, channels]`.

import MienKernels

extension VectorKernels: DepthwiseKernels {
    package func depthwiseForward(
        _ shape: ConvolutionShape, row: Int, x: UnsafePointer<Float>, weight: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?,
        y: UnsafeMutablePointer<Float>
    ) {
        let (image, outputY) = row.quotientAndRemainder(dividingBy: shape.outputHeight)
        for outputX in 0..<shape.outputWidth {
            let target = y + (row * shape.outputWidth + outputX) * shape.channels
            if let bias {
                copyShort(target, bias, shape.channels)
            } else {
                fillShort(target, 0, shape.channels)
            }
            shape.forEachTap(image: image, outputY: outputY, outputX: outputX) { tap, input in
                let (x, weight) = (x + input, weight + tap * shape.channels)
                for channel in 0..<shape.channels { target[channel] += x[channel] * weight[channel] }
            }
        }
    }

    package func depthwiseInputGradient(
        _ shape: ConvolutionShape, image: Int, g: UnsafePointer<Float>, weight: UnsafePointer<Float>,
        dx: UnsafeMutablePointer<Float>
    ) {
        let imageCount = shape.height * shape.width * shape.channels
        (dx + image * imageCount).update(repeating: 0, count: imageCount)
        for outputY in 0..<shape.outputHeight {
            for outputX in 0..<shape.outputWidth {
                let g = g + ((image * shape.outputHeight + outputY) * shape.outputWidth + outputX) * shape.channels
                shape.forEachTap(image: image, outputY: outputY, outputX: outputX) { tap, input in
                    let (target, weight) = (dx + input, weight + tap * shape.channels)
                    for channel in 0..<shape.channels { target[channel] += g[channel] * weight[channel] }
                }
            }
        }
    }

    package func depthwiseWeightGradient(
        _ shape: ConvolutionShape, image: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>,
        partial: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        partial.update(repeating: 0, count: shape.depthwisePartialCount)
        let bias = scratch + shape.kernelHeight * shape.kernelWidth * shape.channels
        for outputY in 0..<shape.outputHeight {
            scratch.update(repeating: 0, count: shape.depthwisePartialCount)
            for outputX in 0..<shape.outputWidth {
                let g = g + ((image * shape.outputHeight + outputY) * shape.outputWidth + outputX) * shape.channels
                shape.forEachTap(image: image, outputY: outputY, outputX: outputX) { tap, input in
                    let (x, sums) = (x + input, scratch + tap * shape.channels)
                    for channel in 0..<shape.channels { sums[channel] += g[channel] * x[channel] }
                }
                for channel in 0..<shape.channels { bias[channel] += g[channel] }
            }
            for index in 0..<shape.depthwisePartialCount { partial[index] += scratch[index] }
        }
    }
}

extension ConvolutionShape {
    /// Calls `body` with each place of the kernel that lies inside the image, and the place in `x` under it.
    @inline(__always)
    fileprivate func forEachTap(
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
}
