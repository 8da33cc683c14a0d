import MienKernels

/// The gradient of the weight by Winograd's method: the batch is cut into parts, each of which adds up 36 planes of its own
/// over its tiles; then the parts' planes are added in their order and transformed back.
///
/// A part takes its tiles in chunks whose transforms stay in the second-level cache until they are multiplied. (One sum for
/// all threads, with the 36 products of a large chunk shared out between them, sends every transformed tile from one core
/// to the other: 13.8 ms instead of 9.6 for 32 to 64 channels at 48², a batch of 64 and two threads.)
final class WinogradWeightGradient: ConvolutionWeightGradient {
    private let shape: ConvolutionShape

    init(_ shape: ConvolutionShape) { self.shape = shape }

    private var channels: Int { shape.channels }
    private var filters: Int { shape.filters }
    private var tiles: WinogradTiles { WinogradTiles(shape) }

    /// Tiles of a chunk: few, so that their planes stay in the second-level cache; more where the sums are large, since each
    /// chunk reads and writes all of them.
    private var chunkTiles: Int { channels * filters > 16_384 ? 144 : 48 }
    private var inputPlane: Int { planeStride(chunkTiles * tiles.inputStride) }
    private var gradientPlane: Int { planeStride(chunkTiles * tiles.outputStride) }
    private var sumPlane: Int { planeStride(channels * filters) }
    private var chunks: Int { steps(tiles.count, of: chunkTiles) }

    // MARK: - Partial sums

    /// Parts the batch is summed in: a multiple of four, to keep many cores busy, while the partial sums (up to 8 MiB, or
    /// four of a large weight) and the time to add them stay small.
    var parts: Int { min(chunks, max(4, min(16, 2_097_152 / partialCount / 4 * 4))) }
    /// 36 planes `[channels, filters]`, then the bias's sums; the last vector of a plane may reach beyond it.
    var partialCount: Int { 36 * sumPlane + filters }
    var scratch: Int { 36 * (inputPlane + gradientPlane) + tiles.scratch }

    func addUp(
        part: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>, partial: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let (channels, filters, tiles) = (channels, filters, tiles)
        let (inputPlane, gradientPlane, sumPlane) = (inputPlane, gradientPlane, sumPlane)
        let inputs = scratch
        let gradients = inputs + 36 * inputPlane
        let small = gradients + 36 * gradientPlane
        let dbias = partial + 36 * sumPlane
        dbias.update(repeating: 0, count: filters)
        let first = part * chunks / parts
        for chunk in first..<(part + 1) * chunks / parts {
            let range = chunk * chunkTiles..<min((chunk + 1) * chunkTiles, tiles.count)
            tiles.transformInputs(range, of: x, into: inputs, planeStride: inputPlane, scratch: small)
            tiles.transformGradients(range, of: g, into: gradients, planeStride: gradientPlane, scratch: small)
            for plane in 0..<36 {
                multiplyRows(
                    StridedMatrix(inputs + plane * inputPlane, stride: tiles.inputStride).transposed,
                    gradients + plane * gradientPlane, bStride: tiles.outputStride, into: partial + plane * sumPlane,
                    stride: filters, rows: channels, columns: filters, inner: range.count, accumulating: chunk > first)
            }
            // The second row of A is all ones, so plane (1, 1) holds the sums of the gradients of a tile.
            addRows(
                gradients + 7 * gradientPlane, count: range.count, stride: tiles.outputStride, columns: filters,
                to: dbias)
        }
    }

    // MARK: - Sum

    var sumBlocks: Int { steps(channels, of: 16) }

    /// Adds the parts and transforms their sums back, for sixteen channels. The first block adds the bias's as well.
    func sum(
        block: Int, partials: UnsafePointer<Float>, dweight: UnsafeMutablePointer<Float>,
        dbias: UnsafeMutablePointer<Float>
    ) {
        let (channels, filters, sumPlane) = (channels, filters, sumPlane)
        let (parts, partialCount) = (parts, partialCount)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 9 * lanes + winogradScratch) { buffer in
            guard let taps = buffer.baseAddress else { return }
            forEachLanes(filters) { filter in
                for channel in 16 * block..<min(16 * block + 16, channels) {
                    winogradWeightGradient(
                        partials + (channel * filters + filter), planeStride: sumPlane, parts: parts,
                        partStride: partialCount, into: taps, scratch: taps + 9 * lanes)
                    let target = dweight + (filter * channels + channel) * 9
                    for lane in 0..<min(lanes, filters) {
                        for tap in 0..<9 { target[lane * channels * 9 + tap] = taps[lanes * tap + lane] }
                    }
                }
            }
        }
        guard block == 0 else { return }
        dbias.update(repeating: 0, count: filters)
        for part in 0..<parts {
            let partial = partials + (part * partialCount + 36 * sumPlane)
            for filter in 0..<filters { dbias[filter] += partial[filter] }
        }
    }
}
