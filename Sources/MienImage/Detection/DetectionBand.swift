import Mien
import MienKernels

/// Some rows of windows of one scale: what one thread looks at, in memory that its caches hold.
struct DetectionBand {
    let scale: DetectionScale
    /// Rows of windows.
    let rows: Range<Int>

    /// The most rows of windows in a band. Neighbouring bands resize, and add up, the rows of pixels that both see.
    static let rowLimit = 32

    /// The bands of all scales, in order.
    static func all(of scales: [DetectionScale]) -> [DetectionBand] {
        scales.flatMap { scale in
            stride(from: 0, to: scale.windowColumns > 0 ? scale.windowRows : 0, by: rowLimit).map { first in
                DetectionBand(scale: scale, rows: first..<min(first + rowLimit, scale.windowRows))
            }
        }
    }

    /// The most rows of pixels that a band with `step` has.
    static func height(of window: Int, step: Int, within height: Int) -> Int {
        min((rowLimit - 1) * step + window, height)
    }

    /// The windows of the band that pass all stages of `cascade`, row by row.
    ///
    /// - Parameters:
    ///   - picture: grey, row by row.
    ///   - width: of the picture.
    ///   - table: the cascade's for `layout`.
    func hits(
        of cascade: Cascade, _ table: CascadeTable, _ layout: IntegralLayout, in picture: UnsafePointer<UInt8>,
        width: Int
    ) -> [Box] {
        var found: [Box] = []
        withBuffer(Int32.self, layout.count) { sums in
            fill(sums, layout, from: picture, width: width, windowHeight: cascade.windowHeight)
            let inner = Box(x: 1, y: 1, width: cascade.windowWidth - 2, height: cascade.windowHeight - 2)
            let corners = layout.corners(of: inner)
            let count = scale.windowColumns
            withBuffer(Float.self, count + windowsAtOnce) { norms in
                withBuffer(Int32.self, count) { hits in
                    for row in rows {
                        let start = sums + (row - rows.lowerBound) * scale.step * layout.pitch
                        kernels.windowNorms(
                            start, squares: start + layout.squares, corners: corners,
                            area: Double(inner.width * inner.height), into: norms, count: count)
                        let hitCount = kernels.cascadeRow(table, sums: start, norms: norms, count: count, into: hits)
                        for hit in UnsafeBufferPointer(start: hits, count: hitCount) {
                            found.append(box(Int(hit) * scale.step, row * scale.step, cascade))
                        }
                    }
                }
            }
        }
        return found
    }

    /// The window at a place of the scale, in the picture.
    private func box(_ x: Int, _ y: Int, _ cascade: Cascade) -> Box {
        func scaled(_ length: Int) -> Int { Int((Float(length) * scale.factor).rounded(.toNearestOrEven)) }
        return Box(
            x: scaled(x), y: scaled(y), width: scaled(cascade.windowWidth), height: scaled(cascade.windowHeight))
    }

    /// Computes the integral images of the rows of pixels that the band's windows see.
    private func fill(
        _ sums: UnsafeMutablePointer<Int32>, _ layout: IntegralLayout, from picture: UnsafePointer<UInt8>, width: Int,
        windowHeight: Int
    ) {
        let first = rows.lowerBound * scale.step
        let end = (rows.upperBound - 1) * scale.step + windowHeight
        let (tilted, squares) = (sums + layout.planeSize, sums + layout.squares)
        sums.update(repeating: 0, count: layout.pitch)
        squares.update(repeating: 0, count: layout.pitch)
        // Two rows of pixels, and one of the picture's.
        withBuffer(UInt8.self, 2 * (scale.width + width)) { memory in
            let pixels = [memory, memory + scale.width]
            let mixed = UnsafeMutableRawPointer(memory + 2 * scale.width).bindMemory(to: UInt16.self, capacity: width)
            pixels[1].update(repeating: 0, count: scale.width)
            for y in first..<end {
                let (row, place) = (pixels[(y - first) % 2], (y - first + 1) * layout.pitch)
                resize(row: y, of: picture, width: width, mixed: mixed, into: row)
                kernels.integralRow(
                    row, width: scale.width, half: layout.half, above: sums + place - layout.pitch, into: sums + place,
                    squaresAbove: squares + place - layout.pitch, into: squares + place)
                if layout.hasTilted {
                    if y == first { tilted.update(repeating: 0, count: layout.pitch) }
                    // Above the first row there is nothing, as in the row of zeros.
                    kernels.tiltedRow(
                        row, pixelsAbove: pixels[(y - first + 1) % 2], width: scale.width, half: layout.half,
                        above: tilted + place - layout.pitch,
                        twoAbove: tilted + max(place - 2 * layout.pitch, 0), into: tilted + place)
                }
            }
        }
    }

    private func resize(
        row: Int, of picture: UnsafePointer<UInt8>, width: Int, mixed: UnsafeMutablePointer<UInt16>,
        into pixels: UnsafeMutablePointer<UInt8>
    ) {
        if scale.factor == 1 { return pixels.update(from: picture + row * width, count: width) }
        let upper = picture + Int(scale.rows.first[row]) * width
        kernels.resizedRow(
            upper, upper + width, share: Int(scale.rows.shares[row]), width: width, columns: scale.columns.first,
            shares: scale.columns.shares, mixed: mixed, into: pixels, count: scale.width)
    }
}

/// Memory for the time of a closure, from what Mien keeps for reuse: fresh memory costs page faults.
private func withBuffer<Element>(
    _ type: Element.Type, _ count: Int, _ body: (UnsafeMutablePointer<Element>) -> Void
) {
    let size = count * MemoryLayout<Element>.stride
    let memory = Allocator.shared.allocate(size)
    defer { Allocator.shared.release(memory, size) }
    body(memory.bindMemory(to: type, capacity: count))
}
