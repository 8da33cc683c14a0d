// The gradient of the weight, in three phases. For a chunk of tiles: (1) transform inputs and upstream gradients into
// planes, in parallel over blocks of tiles; (2) add the 36 products inputsᵀ · gradients to the gradient's planes, in
// parallel over the planes. After the last chunk: (3) transform the planes back, in parallel over filters. Every plane
// sums over the tiles in their order, whatever the number of threads.

extension ConvolutionShape {
    /// Tiles of a chunk: many, since each chunk reads and writes the whole gradient; few enough that their planes stay in
    /// the third-level cache.
    private var chunkTiles: Int { winogradChunkTiles(channels, filters) }
    private var transformTiles: Int { 16 }
    private var inputPlane: Int { planeStride(chunkTiles * channels) }
    private var gradientPlane: Int { planeStride(chunkTiles * filters) }
    private var sumPlane: Int { planeStride(channels * filters) }

    /// At least one, which makes the gradient of an empty batch zero.
    package var winogradChunks: Int { max(1, steps(tileCount, of: chunkTiles)) }
    /// Floats of the planes of a chunk, made by one phase and read by the next.
    package var winogradChunkCount: Int { 36 * (inputPlane + gradientPlane) }
    /// Floats of the gradient's planes, which need not be initialised.
    package var winogradSumCount: Int { 36 * sumPlane }

    private func tiles(ofChunk chunk: Int) -> Range<Int> {
        chunk * chunkTiles..<min((chunk + 1) * chunkTiles, tileCount)
    }

    // MARK: - Phase 1

    package func winogradTransformBlocks(chunk: Int) -> Int { steps(tiles(ofChunk: chunk).count, of: transformTiles) }
    /// Floats of scratch for a block of the transforms.
    package var winogradTransformScratch: Int { tileScratch }

    /// Transforms the inputs and upstream gradients of one block of tiles.
    ///
    /// - Parameters:
    ///   - planes: ``winogradChunkCount`` floats.
    ///   - scratch: ``winogradTransformScratch`` floats.
    package func winogradTransform(
        chunk: Int, block: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>,
        planes: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let all = tiles(ofChunk: chunk)
        let offset = block * transformTiles
        let tiles = all.lowerBound + offset..<min(all.lowerBound + offset + transformTiles, all.upperBound)
        transformInputs(
            tiles, of: x, into: planes + offset * channels, planeStride: inputPlane, scratch: scratch)
        transformGradients(
            tiles, of: g, into: planes + (36 * inputPlane + offset * filters), scratch: scratch)
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

    // MARK: - Phase 2

    /// Adds one of the 36 products of a chunk to the gradient's planes.
    ///
    /// - Parameters:
    ///   - sums: ``winogradSumCount`` floats; the first chunk overwrites them.
    ///   - dbias: receives the gradient of the bias, where there is one.
    package func winogradProduct(
        chunk: Int, plane: Int, planes: UnsafePointer<Float>, sums: UnsafeMutablePointer<Float>,
        dbias: UnsafeMutablePointer<Float>?
    ) {
        let tiles = tiles(ofChunk: chunk).count
        let gradients = planes + (36 * inputPlane + plane * gradientPlane)
        matrixProduct(
            planes + plane * inputPlane, stride: channels, transposed: true, gradients, stride: filters,
            into: sums + plane * sumPlane, stride: filters, rows: channels, columns: filters, inner: tiles,
            accumulating: chunk > 0)
        // The second row of A is all ones, so plane (1, 1) holds the sums of the gradients of a tile.
        if plane == 7, let dbias {
            if chunk == 0 { dbias.update(repeating: 0, count: filters) }
            addRows(gradients, count: tiles, columns: filters, to: dbias)
        }
    }

    // MARK: - Phase 3

    package var winogradWeightGradientBlocks: Int { steps(filters, of: 4) }

    /// Transforms the gradient's planes of four filters into `dweight` `[filters, channels, 3, 3]`.
    package func winogradWeightGradients(
        block: Int, sums: UnsafePointer<Float>, dweight: UnsafeMutablePointer<Float>
    ) {
        // Where the last four reach back over the ones before, those are left to their own block.
        let filter = min(4 * block, filters - 4)
        let firstLane = 4 * block - filter
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 108) { buffer in
            guard let taps = buffer.baseAddress else { return }
            for channel in 0..<channels {
                winogradWeightGradient(
                    sums + (channel * filters + filter), planeStride: sumPlane, into: taps, scratch: taps + 36)
                let target = dweight + (filter * channels + channel) * 9
                for lane in firstLane..<4 {
                    for tap in 0..<9 { target[lane * channels * 9 + tap] = taps[4 * tap + lane] }
                }
            }
        }
    }
}

func winogradChunkTiles(_ channels: Int, _ filters: Int) -> Int { 576 }
