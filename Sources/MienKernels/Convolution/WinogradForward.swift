extension ConvolutionShape {
    // MARK: - Weight

    private var weightPlane: Int { planeStride(channels * filters) }

    /// Floats of the transformed weight: 36 planes `[channels, filters]`.
    package var winogradWeightCount: Int { 36 * weightPlane }
    package var winogradWeightBlocks: Int { max(1, filters / 16) }

    /// Transforms the kernels of sixteen filters, one block; the last block takes what is left over as well.
    ///
    /// - Parameters:
    ///   - weight: this convolution's weight `[filters, channels, 3, 3]`; or, when `isAdjoint`, the weight
    ///     `[channels, filters, 3, 3]` of the convolution whose ``adjoint`` this one is.
    ///   - planes: ``winogradWeightCount`` floats.
    package func winogradWeights(
        block: Int, weight: UnsafePointer<Float>, isAdjoint: Bool, into planes: UnsafeMutablePointer<Float>
    ) {
        let (filterStride, channelStride) = isAdjoint ? (9, 9 * filters) : (9 * channels, 9)
        let first = 16 * block
        let last = block == winogradWeightBlocks - 1 ? filters : first + 16
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 108) { buffer in
            guard let taps = buffer.baseAddress else { return }
            for channel in 0..<channels {
                for start in stride(from: first, to: last, by: 4) {
                    // Four filters at a time; the last four overlap the ones before where they do not come out even.
                    let filter = min(start, filters - 4)
                    let source = weight + (filter * filterStride + channel * channelStride)
                    for tap in 0..<9 {
                        let tapSource = source + (isAdjoint ? 8 - tap : tap)
                        for lane in 0..<4 { taps[4 * tap + lane] = tapSource[lane * filterStride] }
                    }
                    winogradWeight(
                        taps, into: planes + (channel * filters + filter), planeStride: weightPlane, scratch: taps + 36)
                }
            }
        }
    }

    // MARK: - Forward

    /// Tiles of a block: as many as fill OpenBLAS's kernels, few enough that their planes stay in the second-level cache.
    private var blockTiles: Int { 48 }

    /// Filters that are multiplied at once. OpenBLAS copies the matrices of a product with more than a million terms, which
    /// does not pay for so few rows; narrower ones it multiplies where they lie (12.4 instead of 14.4 ms for 256 to 256
    /// channels).
    private var productFilters: Int { blockTiles * channels * filters > 1_000_000 ? 64 : filters }

    private var inputPlane: Int { planeStride(blockTiles * channels) }
    private var outputPlane: Int { planeStride(blockTiles * filters) }

    package var winogradForwardBlocks: Int { steps(tileCount, of: blockTiles) }
    /// Floats of scratch for a block of the forward pass.
    package var winogradForwardScratch: Int { 36 * (inputPlane + outputPlane) + tileScratch }

    /// Computes the output tiles of one block, and writes no others.
    ///
    /// - Parameters:
    ///   - weight: the planes from ``winogradWeights(block:weight:isAdjoint:into:)``.
    ///   - scratch: ``winogradForwardScratch`` floats.
    package func winogradForward(
        block: Int, x: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let tiles = block * blockTiles..<min((block + 1) * blockTiles, tileCount)
        let inputs = scratch
        let products = inputs + 36 * inputPlane
        let small = products + 36 * outputPlane
        transformInputs(tiles, of: x, into: inputs, planeStride: inputPlane, scratch: small)
        for plane in 0..<36 {
            let (planeInputs, planeWeight) = (inputs + plane * inputPlane, weight + plane * weightPlane)
            for filter in stride(from: 0, to: filters, by: productFilters) {
                matrixProduct(
                    planeInputs, stride: channels, planeWeight + filter, stride: filters,
                    into: products + (plane * outputPlane + filter), stride: filters,
                    rows: tiles.count, columns: min(productFilters, filters - filter), inner: channels)
            }
        }
        transformOutputs(tiles, of: products, bias: bias, into: y, scratch: small)
    }

    private func transformOutputs(
        _ tiles: Range<Int>, of products: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        into y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let staging = scratch + 144
        let rowStride = outputWidth * filters
        forEachTile(tiles) { index, image, outputY, outputX in
            let source = products + index * filters
            let target = y + ((image * outputHeight + outputY) * outputWidth + outputX) * filters
            if outputY + 4 <= outputHeight, outputX + 4 <= outputWidth {
                winogradOutput(
                    source, planeStride: outputPlane, bias: bias, into: target, rowStride: rowStride,
                    filters: filters, scratch: scratch)
                return
            }
            winogradOutput(
                source, planeStride: outputPlane, bias: bias, into: staging, rowStride: 4 * filters,
                filters: filters, scratch: scratch)
            for row in 0..<min(4, outputHeight - outputY) {
                (target + row * rowStride).update(
                    from: staging + 4 * row * filters, count: min(4, outputWidth - outputX) * filters)
            }
        }
    }
}
