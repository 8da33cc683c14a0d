// The convolution of any kernel, stride and padding: blocks of patches times the weight as a matrix.
//
// A block of output pixels is sized so that its patches stay in the second-level cache between gathering and the
// product. A first layer's patches are small (9 floats), so there the block is bounded by its rows instead.

extension ConvolutionShape {
    /// Output pixels of a block.
    private var blockRows: Int { max(16, min(1024, 98_304 / max(1, patchCount))) / 16 * 16 }

    // MARK: - Weight as a matrix

    /// The weight as `[patchCount, filters]` for ``patchForward(block:x:matrix:bias:y:scratch:)``: `weightCount` floats.
    package func packForForward(weight: UnsafePointer<Float>, into matrix: UnsafeMutablePointer<Float>) {
        let taps = kernelHeight * kernelWidth
        for channel in 0..<channels {
            for tap in 0..<taps {
                let source = weight + (channel * taps + tap)
                let target = matrix + (tap * channels + channel) * filters
                for filter in 0..<filters { target[filter] = source[filter * patchCount] }
            }
        }
    }

    /// The weight as `[filters, patchCount]` for ``patchInputGradient(image:g:matrix:dx:scratch:)``: `weightCount` floats.
    package func packForInputGradient(weight: UnsafePointer<Float>, into matrix: UnsafeMutablePointer<Float>) {
        let taps = kernelHeight * kernelWidth
        for filter in 0..<filters {
            let (source, target) = (weight + filter * patchCount, matrix + filter * patchCount)
            for tap in 0..<taps {
                for channel in 0..<channels { target[tap * channels + channel] = source[channel * taps + tap] }
            }
        }
    }

    // MARK: - Forward

    package var patchForwardBlocks: Int { steps(outputRows, of: blockRows) }
    /// Floats of scratch for a block of the forward pass.
    package var patchForwardScratch: Int { isPointwise ? 0 : blockRows * patchCount }

    /// Computes the output pixels of one block, and writes no others.
    ///
    /// - Parameters:
    ///   - matrix: the weight from ``packForForward(weight:into:)``.
    ///   - scratch: ``patchForwardScratch`` floats.
    package func patchForward(
        block: Int, x: UnsafePointer<Float>, matrix: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let rows = block * blockRows..<min((block + 1) * blockRows, outputRows)
        let target = y + rows.lowerBound * filters
        // The product adds to the bias: no second pass over y.
        if let bias {
            for row in 0..<rows.count { copyShort(target + row * filters, bias, filters) }
        }
        var patches = x + rows.lowerBound * channels
        if !isPointwise {
            gatherPatches(rows, of: x, into: scratch)
            patches = UnsafePointer(scratch)
        }
        matrixProduct(
            patches, stride: patchCount, matrix, stride: filters, into: target, stride: filters,
            rows: rows.count, columns: filters, inner: patchCount, accumulating: bias != nil)
    }

    // MARK: - Input gradient

    /// Floats of scratch for an image of the input gradient.
    package var patchInputGradientScratch: Int { isPointwise ? 0 : min(blockRows, outputPixels) * patchCount }

    /// Computes the input gradient of one image, a block of its own because patches overlap within an image only.
    ///
    /// - Parameters:
    ///   - g: upstream gradient, as `y`.
    ///   - matrix: the weight from ``packForInputGradient(weight:into:)``.
    ///   - scratch: ``patchInputGradientScratch`` floats.
    package func patchInputGradient(
        image: Int, g: UnsafePointer<Float>, matrix: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let pixels = image * outputPixels..<(image + 1) * outputPixels
        if isPointwise {
            matrixProduct(
                g + pixels.lowerBound * filters, stride: filters, matrix, stride: patchCount,
                into: dx + pixels.lowerBound * channels, stride: channels,
                rows: outputPixels, columns: channels, inner: filters)
            return
        }
        let imageCount = height * width * channels
        (dx + image * imageCount).update(repeating: 0, count: imageCount)
        for first in stride(from: pixels.lowerBound, to: pixels.upperBound, by: blockRows) {
            let rows = first..<min(first + blockRows, pixels.upperBound)
            matrixProduct(
                g + first * filters, stride: filters, matrix, stride: patchCount, into: scratch, stride: patchCount,
                rows: rows.count, columns: patchCount, inner: filters)
            scatterPatches(rows, of: scratch, addingTo: dx)
        }
    }

    // MARK: - Weight gradient

    /// Parts the batch is summed in, each with partial sums of its own: enough for many cores, few enough that the
    /// partial sums (up to 16 MiB, or four of a large weight) stay small beside the activations.
    package var patchWeightGradientParts: Int {
        min(patchForwardBlocks, max(4, min(32, 4_194_304 / max(1, weightCount))))
    }
    /// Floats of scratch for a part of the weight gradient.
    package var patchWeightGradientScratch: Int { patchForwardScratch }
    /// Floats of a part's partial sums: the weight's as `[filters, patchCount]`, then the bias's.
    package var patchPartialCount: Int { weightCount + filters }

    /// Computes the partial sums of one part.
    ///
    /// - Parameters:
    ///   - partial: ``patchPartialCount`` floats, overwritten.
    ///   - scratch: ``patchWeightGradientScratch`` floats.
    package func patchWeightGradient(
        part: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>, partial: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let blocks = patchForwardBlocks
        let parts = patchWeightGradientParts
        partial.update(repeating: 0, count: patchPartialCount)
        for block in part * blocks / parts..<(part + 1) * blocks / parts {
            let rows = block * blockRows..<min((block + 1) * blockRows, outputRows)
            let gradient = g + rows.lowerBound * filters
            var patches = x + rows.lowerBound * channels
            if !isPointwise {
                gatherPatches(rows, of: x, into: scratch)
                patches = UnsafePointer(scratch)
            }
            matrixProduct(
                gradient, stride: filters, transposed: true, patches, stride: patchCount,
                into: partial, stride: patchCount, rows: filters, columns: patchCount, inner: rows.count,
                accumulating: true)
            addRows(gradient, count: rows.count, columns: filters, to: partial + weightCount)
        }
    }

    /// Adds the partial sums of all parts in their order, for one filter: a block of its own.
    ///
    /// - Parameters:
    ///   - partials: the parts' partial sums one after the other.
    ///   - dweight: receives the filter's gradient in the weight's own order.
    ///   - dbias: receives the filter's gradient of the bias, where there is one.
    package func patchWeightGradientSum(
        filter: Int, partials: UnsafePointer<Float>,
        dweight: UnsafeMutablePointer<Float>, dbias: UnsafeMutablePointer<Float>?
    ) {
        let taps = kernelHeight * kernelWidth
        let parts = patchWeightGradientParts
        for tap in 0..<taps {
            for channel in 0..<channels {
                var sum: Float = 0
                var source = partials + (filter * patchCount + tap * channels + channel)
                for _ in 0..<parts {
                    sum += source.pointee
                    source += patchPartialCount
                }
                dweight[(filter * channels + channel) * taps + tap] = sum
            }
        }
        guard let dbias else { return }
        var sum: Float = 0
        for part in 0..<parts { sum += partials[part * patchPartialCount + weightCount + filter] }
        dbias[filter] = sum
    }
}

/// Adds each of `count` rows to `sums`, 32 rows at a time: each short sum stays in a register and loses no digits
/// against a total that has grown large.
func addRows(_ rows: UnsafePointer<Float>, count: Int, columns: Int, to sums: UnsafeMutablePointer<Float>) {
    for first in stride(from: 0, to: count, by: 32) {
        let last = min(first + 32, count)
        for column in stride(from: 0, to: columns - 3, by: 4) {
            var sum = SIMD4<Float>.zero
            for row in first..<last { sum += load(rows + (row * columns + column)) }
            store(load(sums + column) + sum, sums + column)
        }
        for column in columns / 4 * 4..<columns {
            var sum: Float = 0
            for row in first..<last { sum += rows[row * columns + column] }
            sums[column] += sum
        }
    }
}
