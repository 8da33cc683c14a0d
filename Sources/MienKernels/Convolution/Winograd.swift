// Winograd's F(4×4, 3×3): a tile of 4×4 outputs of a 3×3 convolution from a tile of 6×6 inputs by 36 products instead
// of 144. With channels the 36 products are 36 matrix products [tiles, channels] · [channels, filters] on transformed
// inputs and weights ("planes"), whose results are transformed back.
//
// A block takes some tiles through all three steps while they are in the second-level cache.

extension ConvolutionShape {
    /// Whether the Winograd kernels can compute this convolution and its gradients.
    package var isWinograd: Bool {
        (kernelHeight, kernelWidth, strideHeight, strideWidth) == (3, 3, 1, 1)
            && (dilationHeight, dilationWidth) == (1, 1)
            && (0...2).contains(top) && (0...2).contains(left) && (0...2).contains(bottom) && (0...2).contains(right)
            && channels >= 4 && filters >= 4
    }

    /// Whether the Winograd kernels are the fastest for this convolution: wherever its tiles are not mostly empty.
    ///
    /// Measured, forward and backward, against patches: 2 to 4 times as fast from 8 channels on, no slower with 4; a
    /// last feature map of 3² with 512 channels still half as long again by patches.
    package var suitsWinograd: Bool { isWinograd && outputPixels >= 9 * tileRows * tileColumns / 2 }

    /// The convolution that computes the input gradient of this one of stride 1 from the upstream gradient, with
    /// channels and filters exchanged and every kernel turned by half a turn.
    package var adjoint: ConvolutionShape {
        ConvolutionShape(
            batch: batch, height: outputHeight, width: outputWidth, channels: filters, filters: channels,
            kernel: (kernelHeight, kernelWidth),
            padding: (
                kernelHeight - 1 - top, kernelWidth - 1 - left, kernelHeight - 1 - bottom, kernelWidth - 1 - right
            ))
    }

    // MARK: - Tiles

    var tileRows: Int { steps(outputHeight, of: 4) }
    var tileColumns: Int { steps(outputWidth, of: 4) }
    var tileCount: Int { batch * tileRows * tileColumns }

    /// Calls `body` with the image and the first output row and column of each tile.
    @inline(__always)
    func forEachTile(_ tiles: Range<Int>, _ body: (_ index: Int, _ image: Int, _ y: Int, _ x: Int) -> Void) {
        var column = tiles.lowerBound % tileColumns
        var row = tiles.lowerBound / tileColumns % tileRows
        var image = tiles.lowerBound / (tileColumns * tileRows)
        for tile in tiles {
            body(tile - tiles.lowerBound, image, 4 * row, 4 * column)
            column += 1
            if column == tileColumns {
                column = 0
                row += 1
                if row == tileRows {
                    row = 0
                    image += 1
                }
            }
        }
    }

    /// Writes the transformed inputs of `tiles` into 36 planes `[tiles.count, channels]`.
    ///
    /// - Parameter scratch: ``tileScratch`` floats.
    func transformInputs(
        _ tiles: Range<Int>, of x: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>, planeStride: Int,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let staging = scratch + 144
        forEachTile(tiles) { index, image, outputY, outputX in
            let (inputY, inputX) = (outputY - top, outputX - left)
            let target = planes + index * channels
            if inputY >= 0, inputX >= 0, inputY + 6 <= height, inputX + 6 <= width {
                winogradInput(
                    x + ((image * height + inputY) * width + inputX) * channels, rowStride: width * channels,
                    channels: channels, into: target, planeStride: planeStride, scratch: scratch)
                return
            }
            copyWindow(
                x + image * height * width * channels, rows: height, columns: width, pixel: channels,
                fromRow: inputY, column: inputX, size: 6, into: staging)
            winogradInput(
                staging, rowStride: 6 * channels, channels: channels, into: target, planeStride: planeStride,
                scratch: scratch)
        }
    }

    /// Floats of scratch for the transforms of tiles: the one-dimensional results of four channels, and the largest
    /// tile at the edge of an image.
    var tileScratch: Int { 144 + max(36 * channels, 16 * filters) }
}

/// Copies a square window of an image, with zeros where it reaches over the edge.
func copyWindow(
    _ image: UnsafePointer<Float>, rows: Int, columns: Int, pixel: Int, fromRow firstRow: Int, column firstColumn: Int,
    size: Int, into window: UnsafeMutablePointer<Float>
) {
    let before = min(max(0, -firstColumn), size)
    let inside = max(0, min(size, columns - firstColumn) - before)
    for row in 0..<size {
        let target = window + row * size * pixel
        let source = firstRow + row
        if source < 0 || source >= rows {
            target.update(repeating: 0, count: size * pixel)
        } else {
            target.update(repeating: 0, count: before * pixel)
            (target + before * pixel).update(
                from: image + (source * columns + firstColumn + before) * pixel, count: inside * pixel)
            (target + (before + inside) * pixel).update(repeating: 0, count: (size - before - inside) * pixel)
        }
    }
}

/// The distance in floats of planes of `count` floats: five cache lines more than a multiple of 4,096 bytes.
///
/// The 36 values of a tile then fall into different cache sets, and no store into a plane is taken for one that a later
/// load from the image waits for (which compares 12 bits of the addresses): the input transform of 32 channels of 48²
/// takes 0.7 ms instead of 1.8.
func planeStride(_ count: Int) -> Int { steps(count, of: 1024) * 1024 + 80 }
