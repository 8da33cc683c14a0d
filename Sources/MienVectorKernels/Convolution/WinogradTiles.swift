// Winograd's F(4×4, 3×3): a tile of 4×4 outputs of a 3×3 convolution from a tile of 6×6 inputs by 36 products instead
// of 144. With channels the 36 products are 36 matrix products [tiles, channels] · [channels, filters] on transformed
// inputs and weights ("planes"), whose results are transformed back.
//
// A block takes some tiles through all three steps while they are in the second-level cache.

import MienKernels

/// The tiles of a convolution's images.
struct WinogradTiles {
    let shape: ConvolutionShape
    let rows: Int, columns: Int
    /// Floats of a tile in a plane of inputs.
    let inputWidth: Int
    /// Floats of a tile in a plane of outputs; products read them as their right-hand matrix, by whole panels.
    let outputWidth: Int
    /// Floats from tile to tile.
    let inputStride: Int, outputStride: Int

    init(_ shape: ConvolutionShape) {
        self.shape = shape
        (rows, columns) = (steps(shape.outputHeight, of: 4), steps(shape.outputWidth, of: 4))
        inputWidth = max(shape.channels, lanes)
        outputWidth = steps(shape.filters, of: tileColumns) * tileColumns
        (inputStride, outputStride) = (oddLines(inputWidth), oddLines(outputWidth))
    }

    var count: Int { shape.batch * rows * columns }

    /// Floats of scratch for the transforms of tiles: theirs, the largest tile at the edge of an image, and the bias.
    var scratch: Int { winogradScratch + 36 * max(inputWidth, outputWidth) + lanes }

    /// Calls `body` with the image and the first output row and column of each tile.
    @inline(__always)
    private func forEach(_ tiles: Range<Int>, _ body: (_ index: Int, _ image: Int, _ y: Int, _ x: Int) -> Void) {
        var column = tiles.lowerBound % columns
        var row = tiles.lowerBound / columns % rows
        var image = tiles.lowerBound / (columns * rows)
        for tile in tiles {
            body(tile - tiles.lowerBound, image, 4 * row, 4 * column)
            column += 1
            if column == columns {
                column = 0
                row += 1
                if row == rows {
                    row = 0
                    image += 1
                }
            }
        }
    }

    // MARK: - Transforms

    /// Writes the transformed inputs of `tiles` into 36 planes `[tiles.count, inputStride]`.
    func transformInputs(
        _ tiles: Range<Int>, of x: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>, planeStride: Int,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let (height, width, channels) = (shape.height, shape.width, shape.channels)
        let staging = scratch + winogradScratch
        forEach(tiles) { index, image, outputY, outputX in
            let (inputY, inputX) = (outputY - shape.top, outputX - shape.left)
            let target = planes + index * inputStride
            if inputY >= 0, inputX >= 0, inputY + 6 <= height, inputX + 6 <= width, channels >= lanes {
                winogradInput(
                    x + ((image * height + inputY) * width + inputX) * channels, rowStride: width * channels,
                    channels: channels, into: target, planeStride: planeStride, scratch: scratch)
                return
            }
            copyWindow(
                x + image * height * width * channels, rows: height, columns: width, pixel: channels,
                fromRow: inputY, column: inputX, size: 6, into: staging, windowPixel: inputWidth)
            winogradInput(
                staging, rowStride: 6 * inputWidth, channels: inputWidth, into: target, planeStride: planeStride,
                scratch: scratch)
        }
    }

    /// Transforms 36 planes `[tiles.count, outputStride]` of products back into some filters of output tiles.
    func transformOutputs(
        _ tiles: Range<Int>, filters range: Range<Int>, of products: UnsafePointer<Float>, planeStride: Int,
        finish: ConvolutionFinish, into y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let (height, width, filters) = (shape.outputHeight, shape.outputWidth, shape.filters)
        let pixel = max(range.count, lanes)
        let staging = scratch + winogradScratch
        let bias = finish.bias.map {
            let bias = $0 + range.lowerBound
            return range.count < lanes ? padded(bias, range.count, staging + 16 * pixel) : bias
        }
        forEach(tiles) { index, image, outputY, outputX in
            let source = products + (index * outputStride + range.lowerBound)
            let target = y + (((image * height + outputY) * width + outputX) * filters + range.lowerBound)
            if outputY + 4 <= height, outputX + 4 <= width, range.count >= lanes {
                winogradOutput(
                    source, planeStride: planeStride, bias: bias, into: target, rowStride: width * filters,
                    pixel: filters, filters: range.count, scratch: scratch)
                finish.complete(target, rowStride: width * filters, rows: 4, columns: 4, pixel: filters, range)
                return
            }
            winogradOutput(
                source, planeStride: planeStride, bias: bias, into: staging, rowStride: 4 * pixel, pixel: pixel,
                filters: pixel, scratch: scratch)
            let (rows, columns) = (min(4, height - outputY), min(4, width - outputX))
            for row in 0..<rows {
                copyPixels(
                    staging + 4 * row * pixel, pixel: pixel, into: target + row * width * filters, pixel: filters,
                    floats: range.count, count: columns)
            }
            finish.complete(target, rowStride: width * filters, rows: rows, columns: columns, pixel: filters, range)
        }
    }

    /// Writes the transformed gradients of `tiles` of outputs into 36 planes `[tiles.count, outputStride]`.
    func transformGradients(
        _ tiles: Range<Int>, of g: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>, planeStride: Int,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let (height, width, filters) = (shape.outputHeight, shape.outputWidth, shape.filters)
        let pixel = max(filters, lanes)
        let staging = scratch + winogradScratch
        forEach(tiles) { index, image, outputY, outputX in
            let first = g + image * height * width * filters
            let target = planes + index * outputStride
            if outputY + 4 <= height, outputX + 4 <= width, filters >= lanes {
                winogradGradient(
                    first + (outputY * width + outputX) * filters, rowStride: width * filters, filters: filters,
                    into: target, planeStride: planeStride, scratch: scratch)
                return
            }
            copyWindow(
                first, rows: height, columns: width, pixel: filters, fromRow: outputY, column: outputX, size: 4,
                into: staging, windowPixel: pixel)
            winogradGradient(
                staging, rowStride: 4 * pixel, filters: pixel, into: target, planeStride: planeStride,
                scratch: scratch)
        }
    }
}

/// Copies a square window of an image, with zeros where it reaches over the edge, and where its pixels are wider.
private func copyWindow(
    _ image: UnsafePointer<Float>, rows: Int, columns: Int, pixel: Int, fromRow firstRow: Int, column firstColumn: Int,
    size: Int, into window: UnsafeMutablePointer<Float>, windowPixel: Int
) {
    let before = min(max(0, -firstColumn), size)
    let inside = max(0, min(size, columns - firstColumn) - before)
    for row in 0..<size {
        let target = window + row * size * windowPixel
        let source = firstRow + row
        if source < 0 || source >= rows || inside < size || pixel < windowPixel {
            target.update(repeating: 0, count: size * windowPixel)
        }
        guard source >= 0, source < rows else { continue }
        copyPixels(
            image + (source * columns + firstColumn + before) * pixel, pixel: pixel,
            into: target + before * windowPixel, pixel: windowPixel, floats: pixel, count: inside)
    }
}

/// Copies the first `floats` of neighbouring pixels, which lie at other distances there than here.
private func copyPixels(
    _ source: UnsafePointer<Float>, pixel sourcePixel: Int, into target: UnsafeMutablePointer<Float>,
    pixel targetPixel: Int, floats: Int, count: Int
) {
    if sourcePixel == floats, targetPixel == floats { return target.update(from: source, count: count * floats) }
    for index in 0..<count {
        (target + index * targetPixel).update(from: source + index * sourcePixel, count: floats)
    }
}

/// Fewer numbers than lanes, followed by zeros.
private func padded(
    _ values: UnsafePointer<Float>, _ count: Int, _ memory: UnsafeMutablePointer<Float>
) -> UnsafePointer<Float> {
    memory.update(repeating: 0, count: lanes)
    memory.update(from: values, count: count)
    return UnsafePointer(memory)
}

/// `count` floats, filled up to an odd number of cache lines: what lies so far apart falls into different cache sets.
private func oddLines(_ count: Int) -> Int { (steps(count, of: 16) | 1) * 16 }

/// The distance in floats of planes of `count` floats: five cache lines more than a multiple of 4,096 bytes.
///
/// The 36 values of a tile then fall into different cache sets, and no store into a plane is taken for one that a later
/// load from the image waits for (which compares 12 bits of the addresses): the input transform of 32 channels of 48²
/// takes 0.7 ms instead of 1.8.
func planeStride(_ count: Int) -> Int { steps(count, of: 1024) * 1024 + 80 }
