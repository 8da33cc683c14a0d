// The gradient of the weight: the batch is cut into parts, each of which adds up 36 planes of its own over its tiles; then
// the parts' planes are added in their order and transformed back.
//
// A part takes its tiles in chunks whose transforms stay in the second-level cache until they are multiplied. (One sum for
// all threads, with the 36 products of a large chunk shared out between them, sends every transformed tile from one core
// to the other: 13.8 ms instead of 9.6 for 32 to 64 channels at 48², a batch of 64 and two threads.)

extension ConvolutionShape {
    /// Tiles of a chunk: few, so that their planes stay in the second-level cache; more where the sums are large, since each
    /// chunk reads and writes all of them.
    private var chunkTiles: Int { channels * filters > 16_384 ? 144 : 48 }
    private var inputPlane: Int { planeStride(chunkTiles * channels) }
    private var gradientPlane: Int { planeStride(chunkTiles * filters) }
    private var sumPlane: Int { planeStride(channels * filters) }
    private var chunks: Int { steps(tileCount, of: chunkTiles) }

    // MARK: - Partial sums

    /// Parts the batch is summed in: a multiple of four, to keep many cores busy, while the partial sums (up to 8 MiB, or
    /// four of a large weight) and the time to add them stay small.
    package var winogradParts: Int { min(chunks, max(4, min(16, 2_097_152 / winogradPartialCount / 4 * 4))) }
    /// Floats of a part's partial sums: 36 planes `[channels, filters]`, then the bias's.
    package var winogradPartialCount: Int { 36 * sumPlane + filters }
    /// Floats of scratch for a part.
    package var winogradPartScratch: Int { 36 * (inputPlane + gradientPlane) + tileScratch }

    /// Computes the partial sums of one part.
    ///
    /// - Parameters:
    ///   - g: upstream gradient, as `y`.
    ///   - partial: ``winogradPartialCount`` floats, overwritten.
    ///   - scratch: ``winogradPartScratch`` floats.
    package func winogradPartialGradient(
        part: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>, partial: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let inputs = scratch
        let gradients = inputs + 36 * inputPlane
        let small = gradients + 36 * gradientPlane
        let dbias = partial + 36 * sumPlane
        dbias.update(repeating: 0, count: filters)
        let first = part * chunks / winogradParts
        for chunk in first..<(part + 1) * chunks / winogradParts {
            let tiles = chunk * chunkTiles..<min((chunk + 1) * chunkTiles, tileCount)
            transformInputs(tiles, of: x, into: inputs, planeStride: inputPlane, scratch: small)
            transformGradients(tiles, of: g, into: gradients, scratch: small)
            for plane in 0..<36 {
                matrixProduct(
                    inputs + plane * inputPlane, stride: channels, transposed: true,
                    gradients + plane * gradientPlane, stride: filters, into: partial + plane * sumPlane,
                    stride: filters, rows: channels, columns: filters, inner: tiles.count,
                    accumulating: chunk > first)
            }
            // The second row of A is all ones, so plane (1, 1) holds the sums of the gradients of a tile.
            addRows(gradients + 7 * gradientPlane, count: tiles.count, columns: filters, to: dbias)
        }
    }

    private func transformGradients(
        _ tiles: Range<Int>, of g: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let staging = scratch + 144
        forEachTile(tiles) { index, image, outputY, outputX in
            let first = g + image * outputPixels * filters
            let target = planes + index * filters
            if outputY + 4 <= outputHeight, outputX + 4 <= outputWidth {
                winogradGradient(
                    first + (outputY * outputWidth + outputX) * filters, rowStride: outputWidth * filters,
                    filters: filters, into: target, planeStride: gradientPlane, scratch: scratch)
                return
            }
            copyWindow(
                first, rows: outputHeight, columns: outputWidth, pixel: filters, fromRow: outputY, column: outputX,
                size: 4, into: staging)
            winogradGradient(
                staging, rowStride: 4 * filters, filters: filters, into: target, planeStride: gradientPlane,
                scratch: scratch)
        }
    }

    // MARK: - Sum

    package var winogradSumBlocks: Int { steps(channels, of: 16) }

    /// Adds the partial sums of all parts in their order and transforms them back, for sixteen channels (one block).
    ///
    /// - Parameters:
    ///   - partials: the parts' partial sums one after the other.
    ///   - dweight: receives the gradient of the block's channels, in `[filters, channels, 3, 3]`.
    ///   - dbias: receives the gradient of the bias from the first block.
    package func winogradGradientSum(
        block: Int, partials: UnsafePointer<Float>, dweight: UnsafeMutablePointer<Float>,
        dbias: UnsafeMutablePointer<Float>
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 108) { buffer in
            guard let taps = buffer.baseAddress else { return }
            forEachLanes(filters) { filter in
                for channel in 16 * block..<min(16 * block + 16, channels) {
                    winogradWeightGradient(
                        partials + (channel * filters + filter), planeStride: sumPlane, parts: winogradParts,
                        partStride: winogradPartialCount, into: taps, scratch: taps + 36)
                    let target = dweight + (filter * channels + channel) * 9
                    for lane in 0..<4 {
                        for tap in 0..<9 { target[lane * channels * 9 + tap] = taps[4 * tap + lane] }
                    }
                }
            }
        }
        guard block == 0 else { return }
        dbias.update(repeating: 0, count: filters)
        for part in 0..<winogradParts {
            let partial = partials + (part * winogradPartialCount + 36 * sumPlane)
            for filter in 0..<filters { dbias[filter] += partial[filter] }
        }
    }
}
