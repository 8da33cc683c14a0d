import MienKernels

/// A convolution by Winograd's method; or the input gradient of one of stride 1, which is the convolution of the upstream
/// gradient with channels and filters exchanged and every kernel turned by half a turn.
final class WinogradPass: ConvolutionPass {
    private let shape: ConvolutionShape
    private let isAdjoint: Bool

    init(_ shape: ConvolutionShape, isAdjoint: Bool = false) {
        self.shape = isAdjoint ? shape.adjoint : shape
        self.isAdjoint = isAdjoint
    }

    private var filters: Int { shape.filters }
    private var tiles: WinogradTiles { WinogradTiles(shape) }
    private var panels: Panels { Panels(inner: shape.channels, columns: tiles.outputWidth) }

    // MARK: - Weight

    var packing: WeightPacking { WeightPacking(method: .winograd, isForGradient: isAdjoint) }

    private var weightPlane: Int { planeStride(panels.count) }

    /// 36 planes `[channels, filters]`, in panels.
    var weightCount: Int { 36 * weightPlane }
    var weightBlocks: Int { tiles.outputWidth / lanes }

    /// Transforms the kernels of `lanes` filters. Those above the last filter are zero.
    func packWeight(block: Int, _ weight: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>) {
        let (channels, filters, panels, weightPlane) = (shape.channels, filters, panels, weightPlane)
        let (filterStride, channelStride) = isAdjoint ? (9, 9 * filters) : (9 * channels, 9)
        let first = lanes * block
        let filled = max(0, min(lanes, filters - first))
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 9 * lanes + winogradScratch) { buffer in
            guard let taps = buffer.baseAddress else { return }
            taps.update(repeating: 0, count: 9 * lanes)
            for channel in 0..<channels {
                let source = weight + (first * filterStride + channel * channelStride)
                for tap in 0..<9 {
                    let tapSource = source + (isAdjoint ? 8 - tap : tap)
                    for lane in 0..<filled { taps[lanes * tap + lane] = tapSource[lane * filterStride] }
                }
                winogradWeight(
                    taps, into: planes + panels.offset(row: channel, column: first), planeStride: weightPlane,
                    scratch: taps + 9 * lanes)
            }
        }
    }

    // MARK: - Tiles

    /// Tiles of a block: few enough that their planes stay in the second-level cache.
    private var blockTiles: Int { 48 }
    private var inputPlane: Int { planeStride(blockTiles * tiles.inputStride) }
    private var outputPlane: Int { planeStride(blockTiles * tiles.outputStride) }

    private var tileBlocks: Int { steps(tiles.count, of: blockTiles) }
    /// Where there are few tiles, threads share the filters out as well, by whole panels.
    private var groups: Int { max(1, min(tiles.outputWidth / panels.width, 8 / max(1, tileBlocks))) }

    private func filters(of group: Int) -> Range<Int> {
        let width = steps(tiles.outputWidth / panels.width, of: groups) * panels.width
        return min(filters, group * width)..<min(filters, (group + 1) * width)
    }

    var blocks: Int { tileBlocks * groups }
    var scratch: Int { 36 * (inputPlane + outputPlane) + tiles.scratch }

    /// Computes some filters of the output tiles of a block.
    func run(
        block: Int, source x: UnsafePointer<Float>, weight: UnsafePointer<Float>, finish: ConvolutionFinish,
        target y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let (tileBlock, group) = block.quotientAndRemainder(dividingBy: groups)
        let (tiles, panels, weightPlane) = (tiles, panels, weightPlane)
        let (inputPlane, outputPlane) = (inputPlane, outputPlane)
        let range = tileBlock * blockTiles..<min((tileBlock + 1) * blockTiles, tiles.count)
        let filters = filters(of: group)
        if filters.isEmpty { return }
        let inputs = scratch
        let products = inputs + 36 * inputPlane
        let small = products + 36 * outputPlane
        tiles.transformInputs(range, of: x, into: inputs, planeStride: inputPlane, scratch: small)
        let part = Panels(inner: shape.channels, columns: steps(filters.count, of: tileColumns) * tileColumns)
        for plane in 0..<36 {
            part.multiply(
                StridedMatrix(inputs + plane * inputPlane, stride: tiles.inputStride),
                weight + (plane * weightPlane + panels.offset(row: 0, column: filters.lowerBound)),
                into: products + (plane * outputPlane + filters.lowerBound), stride: tiles.outputStride,
                rows: range.count, accumulating: false)
        }
        tiles.transformOutputs(
            range, filters: filters, of: products, planeStride: outputPlane, finish: finish, into: y, scratch: small)
    }
}

extension ConvolutionShape {
    fileprivate var adjoint: ConvolutionShape {
        ConvolutionShape(
            batch: batch, height: outputHeight, width: outputWidth, channels: filters, filters: channels,
            kernel: (kernelHeight, kernelWidth),
            padding: (
                kernelHeight - 1 - top, kernelWidth - 1 - left, kernelHeight - 1 - bottom, kernelWidth - 1 - right
            ))
    }
}
