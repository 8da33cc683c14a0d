// Patches ("im2col"): the inputs of each output pixel laid side by side, so that a convolution is a matrix product.
// A patch is ordered kernel row, kernel column, channel; with channels last, a kernel row is one run of the input.

import MienKernels

extension ConvolutionShape {
    /// Calls `body` for every run of the patches of `rows`, in the order of the patch matrix: a kernel row, or a single
    /// place where dilation leaves gaps between them.
    ///
    /// - Parameter body: receives the offset of the run in the patch matrix; the columns before, inside and after the
    ///   image, in floats; and the offset into `x` of the inside ones. A row outside the image is all "before".
    @inline(__always)
    private func forEachRun(
        _ rows: Range<Int>, _ body: (_ patch: Int, _ before: Int, _ inside: Int, _ after: Int, _ input: Int) -> Void
    ) {
        let run = kernelWidth * channels
        var patch = 0
        var outputX = rows.lowerBound % outputWidth
        var outputY = rows.lowerBound / outputWidth % outputHeight
        var image = rows.lowerBound / outputPixels
        for _ in rows {
            let inputX = outputX * strideWidth - left
            let first = min(max(0, -inputX), kernelWidth)
            let last = max(first, min(kernelWidth, width - inputX))
            for kernelY in 0..<kernelHeight {
                let inputY = outputY * strideHeight - top + kernelY * dilationHeight
                let input = ((image * height + inputY) * width + inputX) * channels
                if inputY < 0 || inputY >= height {
                    body(patch, run, 0, 0, 0)
                } else if dilationWidth == 1 {
                    body(
                        patch, first * channels, (last - first) * channels, (kernelWidth - last) * channels,
                        input + first * channels)
                } else {
                    for kernelX in 0..<kernelWidth {
                        let column = kernelX * dilationWidth
                        let inside = inputX + column >= 0 && inputX + column < width ? channels : 0
                        body(
                            patch + kernelX * channels, channels - inside, inside, 0,
                            inside == 0 ? 0 : input + column * channels)
                    }
                }
                patch += run
            }
            outputX += 1
            if outputX == outputWidth {
                outputX = 0
                outputY += 1
                if outputY == outputHeight {
                    outputY = 0
                    image += 1
                }
            }
        }
    }

    /// Writes the patches of the output pixels `rows` of the batch: `[rows.count, patchCount]`.
    func gatherPatches(_ rows: Range<Int>, of x: UnsafePointer<Float>, into patches: UnsafeMutablePointer<Float>) {
        forEachRun(rows) { patch, before, inside, after, input in
            let run = patches + patch
            fillShort(run, 0, before)
            copyShort(run + before, x + input, inside)
            fillShort(run + before + inside, 0, after)
        }
    }

    /// Adds patches to the input pixels that they were gathered from: the gradient of ``gatherPatches(_:of:into:)``.
    func scatterPatches(_ rows: Range<Int>, of patches: UnsafePointer<Float>, addingTo dx: UnsafeMutablePointer<Float>)
    {
        forEachRun(rows) { patch, before, inside, _, input in
            let (source, target) = (patches + patch + before, dx + input)
            for index in 0..<inside { target[index] += source[index] }
        }
    }
}

/// Copies; a plain loop where the call of `memmove` would cost more than the few floats of a first layer's patch.
@inline(__always)
func copyShort(_ target: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, _ count: Int) {
    if count > 16 {
        target.update(from: source, count: count)
    } else {
        for index in 0..<count { target[index] = source[index] }
    }
}

/// Fills; a plain loop where the call of `memset` would cost more.
@inline(__always)
func fillShort(_ target: UnsafeMutablePointer<Float>, _ value: Float, _ count: Int) {
    if count > 16 {
        target.update(repeating: value, count: count)
    } else {
        for index in 0..<count { target[index] = value }
    }
}
