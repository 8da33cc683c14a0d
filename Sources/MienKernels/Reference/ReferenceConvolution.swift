// The convolution as it is defined, in double precision: the yardstick of every fast kernel, and the kernel of Float64
// tensors, which exist to check gradients. Nothing here is meant to be fast.

extension ConvolutionShape {
    /// Calls `body` with the offsets into `y`, `x` and the weight of every product that makes up the convolution.
    @inline(__always)
    private func forEachProduct(_ body: (_ y: Int, _ x: Int, _ weight: Int) -> Void) {
        for image in 0..<batch {
            for outputY in 0..<outputHeight {
                for outputX in 0..<outputWidth {
                    let outputPixel = (image * outputHeight + outputY) * outputWidth + outputX
                    for kernelY in 0..<kernelHeight {
                        let inputY = outputY * strideHeight + kernelY * dilationHeight - top
                        guard inputY >= 0, inputY < height else { continue }
                        for kernelX in 0..<kernelWidth {
                            let inputX = outputX * strideWidth + kernelX * dilationWidth - left
                            guard inputX >= 0, inputX < width else { continue }
                            let inputPixel = (image * height + inputY) * width + inputX
                            for filter in 0..<filters {
                                for channel in 0..<channels {
                                    let weightRow = (filter * channels + channel) * kernelHeight + kernelY
                                    body(
                                        outputPixel * filters + filter, inputPixel * channels + channel,
                                        weightRow * kernelWidth + kernelX)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// `y = x ∗ weight + bias`.
    package func referenceForward(
        x: UnsafePointer<Double>, weight: UnsafePointer<Double>, bias: UnsafePointer<Double>?,
        y: UnsafeMutablePointer<Double>
    ) {
        for row in 0..<outputRows {
            for filter in 0..<filters { y[row * filters + filter] = bias?[filter] ?? 0 }
        }
        forEachProduct { y[$0] += x[$1] * weight[$2] }
    }

    /// `∂x` from the upstream gradient `g` `[batch, outputHeight, outputWidth, filters]`.
    package func referenceInputGradient(
        g: UnsafePointer<Double>, weight: UnsafePointer<Double>, dx: UnsafeMutablePointer<Double>
    ) {
        dx.update(repeating: 0, count: inputCount)
        forEachProduct { dx[$1] += g[$0] * weight[$2] }
    }

    /// `∂weight` and, where wanted, `∂bias` from the upstream gradient `g`.
    package func referenceWeightGradient(
        x: UnsafePointer<Double>, g: UnsafePointer<Double>,
        dweight: UnsafeMutablePointer<Double>, dbias: UnsafeMutablePointer<Double>?
    ) {
        dweight.update(repeating: 0, count: weightCount)
        forEachProduct { dweight[$2] += g[$0] * x[$1] }
        guard let dbias else { return }
        dbias.update(repeating: 0, count: filters)
        for index in 0..<outputCount { dbias[index % filters] += g[index] }
    }
}
