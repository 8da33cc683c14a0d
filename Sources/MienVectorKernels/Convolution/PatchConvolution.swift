// The convolution of any kernel, stride and padding: blocks of patches times the weight as a matrix.
//
// What stands behind a protocol here is a class: the copies of a struct would be a function that the linker shares among
// all modules, with the instructions of any one of them.

import MienKernels

extension VectorKernels: ConvolutionKernels {
    package func patchConvolution(_ shape: ConvolutionShape) -> ConvolutionPlan {
        ConvolutionPlan(
            forward: PatchForward(shape), inputGradient: PatchInputGradient(shape),
            weightGradient: PatchWeightGradient(shape))
    }

    package func winogradConvolution(_ shape: ConvolutionShape) -> ConvolutionPlan {
        ConvolutionPlan(
            forward: WinogradPass(shape), inputGradient: WinogradPass(shape, isAdjoint: true),
            weightGradient: WinogradWeightGradient(shape))
    }
}

extension ConvolutionShape {
    /// Output pixels of a block: as many as have patches that stay in the second-level cache between gathering and the
    /// product. A first layer's patches are small (9 floats), so there the block is bounded by its rows instead.
    fileprivate var blockRows: Int { max(16, min(1024, 98_304 / max(1, patchCount))) / 16 * 16 }
    fileprivate var rowBlocks: Int { steps(outputRows, of: blockRows) }

    /// The output pixels of a block.
    fileprivate func rows(of block: Int) -> Range<Int> {
        block * blockRows..<min((block + 1) * blockRows, outputRows)
    }

    /// The patches of some output pixels, as rows: the input itself where it can be.
    fileprivate func patches(
        _ rows: Range<Int>, of x: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
    ) -> StridedMatrix<Float> {
        if isPointwise { return StridedMatrix(x + rows.lowerBound * channels, stride: channels) }
        gatherPatches(rows, of: x, into: scratch)
        return StridedMatrix(scratch, stride: patchCount)
    }
}

// MARK: - Forward

final class PatchForward: ConvolutionPass {
    private let shape: ConvolutionShape

    init(_ shape: ConvolutionShape) { self.shape = shape }

    /// The weight as `[patchCount, filters]`.
    private var panels: Panels { Panels(inner: shape.patchCount, columns: shape.filters) }

    var packing: WeightPacking { WeightPacking(method: .patches, isForGradient: false) }
    var weightCount: Int { panels.count + shape.weightCount }
    var weightBlocks: Int { 1 }

    func packWeight(block: Int, _ weight: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>) {
        let matrix = packed + panels.count
        shape.orderByPatch(weight, into: matrix)
        panels.pack(StridedMatrix(matrix, stride: shape.patchCount).transposed, into: packed)
    }

    var blocks: Int { shape.rowBlocks }
    var scratch: Int { shape.isPointwise ? 0 : shape.blockRows * shape.patchCount }

    func run(
        block: Int, source x: UnsafePointer<Float>, weight: UnsafePointer<Float>, finish: ConvolutionFinish,
        target y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let rows = shape.rows(of: block)
        let target = y + rows.lowerBound * shape.filters
        // The product adds to the bias: no second pass over y.
        if let bias = finish.bias {
            for row in 0..<rows.count { copyShort(target + row * shape.filters, bias, shape.filters) }
        }
        panels.multiply(
            shape.patches(rows, of: x, scratch), weight, into: target, stride: shape.filters, rows: rows.count,
            accumulating: finish.bias != nil)
        finish.complete(
            target, rowStride: 0, rows: 1, columns: rows.count, pixel: shape.filters, 0..<shape.filters)
    }
}

extension ConvolutionShape {
    /// The weight as `[filters, patchCount]`: kernel row, kernel column, channel.
    fileprivate func orderByPatch(_ weight: UnsafePointer<Float>, into matrix: UnsafeMutablePointer<Float>) {
        let taps = kernelHeight * kernelWidth
        for filter in 0..<filters {
            let (source, target) = (weight + filter * patchCount, matrix + filter * patchCount)
            for tap in 0..<taps {
                for channel in 0..<channels { target[tap * channels + channel] = source[channel * taps + tap] }
            }
        }
    }
}

// MARK: - Input gradient

/// An image is a block of its own, because patches overlap within an image only.
final class PatchInputGradient: ConvolutionPass {
    private let shape: ConvolutionShape

    init(_ shape: ConvolutionShape) { self.shape = shape }

    /// The weight as `[filters, patchCount]`.
    private var panels: Panels { Panels(inner: shape.filters, columns: shape.patchCount) }

    var packing: WeightPacking { WeightPacking(method: .patches, isForGradient: true) }
    var weightCount: Int { panels.count + shape.weightCount }
    var weightBlocks: Int { 1 }

    func packWeight(block: Int, _ weight: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>) {
        let matrix = packed + panels.count
        shape.orderByPatch(weight, into: matrix)
        panels.pack(StridedMatrix(matrix, stride: shape.patchCount), into: packed)
    }

    var blocks: Int { shape.batch }
    var scratch: Int { shape.isPointwise ? 0 : min(shape.blockRows, shape.outputPixels) * shape.patchCount }

    func run(
        block image: Int, source g: UnsafePointer<Float>, weight: UnsafePointer<Float>, finish: ConvolutionFinish,
        target dx: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let pixels = image * shape.outputPixels..<(image + 1) * shape.outputPixels
        let imageCount = shape.height * shape.width * shape.channels
        let target = shape.isPointwise ? dx + image * imageCount : scratch
        if !shape.isPointwise { (dx + image * imageCount).update(repeating: 0, count: imageCount) }
        for first in stride(from: pixels.lowerBound, to: pixels.upperBound, by: shape.blockRows) {
            let rows = first..<min(first + shape.blockRows, pixels.upperBound)
            panels.multiply(
                StridedMatrix(g + first * shape.filters, stride: shape.filters), weight,
                into: target + (shape.isPointwise ? (first - pixels.lowerBound) * shape.channels : 0),
                stride: shape.patchCount, rows: rows.count, accumulating: false)
            if !shape.isPointwise { shape.scatterPatches(rows, of: scratch, addingTo: dx) }
        }
    }
}

// MARK: - Weight gradient

final class PatchWeightGradient: ConvolutionWeightGradient {
    private let shape: ConvolutionShape

    init(_ shape: ConvolutionShape) { self.shape = shape }

    /// Parts the batch is summed in: enough for many cores, few enough that the partial sums (up to 16 MiB, or four of a
    /// large weight) stay small beside the activations.
    var parts: Int { min(shape.rowBlocks, max(4, min(32, 4_194_304 / max(1, shape.weightCount)))) }
    /// The weight's sums as `[patchCount, filters]`, then the bias's.
    var partialCount: Int { shape.weightCount + shape.filters }

    private var patchScratch: Int { shape.isPointwise ? 0 : shape.blockRows * shape.patchCount }
    /// A product reads whole panels of the gradient: where its rows are none, it is copied, with room after its last row.
    private var copiesGradient: Bool { shape.filters % tileColumns != 0 }
    var scratch: Int { patchScratch + (copiesGradient ? shape.blockRows * shape.filters + tileColumns : 0) }

    func addUp(
        part: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>, partial: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let filters = shape.filters
        partial.update(repeating: 0, count: partialCount)
        for block in part * shape.rowBlocks / parts..<(part + 1) * shape.rowBlocks / parts {
            let rows = shape.rows(of: block)
            var gradient = g + rows.lowerBound * filters
            addRows(gradient, count: rows.count, stride: filters, columns: filters, to: partial + shape.weightCount)
            if copiesGradient {
                (scratch + patchScratch).update(from: gradient, count: rows.count * filters)
                gradient = UnsafePointer(scratch + patchScratch)
            }
            multiplyRows(
                shape.patches(rows, of: x, scratch).transposed, gradient, bStride: filters, into: partial,
                stride: filters, rows: shape.patchCount, columns: filters, inner: rows.count, accumulating: true)
        }
    }

    /// A block is a channel; the first one adds the bias's sums as well.
    var sumBlocks: Int { shape.channels }

    func sum(
        block channel: Int, partials: UnsafePointer<Float>, dweight: UnsafeMutablePointer<Float>,
        dbias: UnsafeMutablePointer<Float>
    ) {
        let (channels, filters, taps) = (shape.channels, shape.filters, shape.kernelHeight * shape.kernelWidth)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: filters) { buffer in
            guard let sums = buffer.baseAddress else { return }
            for tap in 0..<taps {
                addParts(partials + (tap * channels + channel) * filters, filters, into: sums)
                let target = dweight + (channel * taps + tap)
                for filter in 0..<filters { target[filter &* channels &* taps] = sums[filter] }
            }
        }
        if channel == 0 { addParts(partials + shape.weightCount, filters, into: dbias) }
    }

    /// Adds up numbers of all parts, of which the first part's are given.
    private func addParts(_ first: UnsafePointer<Float>, _ count: Int, into sums: UnsafeMutablePointer<Float>) {
        let (parts, partialCount) = (parts, partialCount)
        sums.update(repeating: 0, count: count)
        for part in 0..<parts {
            let part = first + part * partialCount
            for index in 0..<count { sums[index] += part[index] }
        }
    }
}

/// Adds each of `count` rows to `sums`, 32 rows at a time: each short sum stays in a register and loses no digits
/// against a total that has grown large.
func addRows(
    _ rows: UnsafePointer<Float>, count: Int, stride: Int, columns: Int, to sums: UnsafeMutablePointer<Float>
) {
    for first in Swift.stride(from: 0, to: count, by: 32) {
        let last = min(first + 32, count)
        for column in Swift.stride(from: 0, through: columns - lanes, by: lanes) {
            var sum = Lanes.zero
            for row in first..<last { sum += load(rows + (row * stride + column)) }
            store(load(sums + column) + sum, sums + column)
        }
        for column in columns / lanes * lanes..<columns {
            var sum: Float = 0
            for row in first..<last { sum += rows[row * stride + column] }
            sums[column] += sum
        }
    }
}
