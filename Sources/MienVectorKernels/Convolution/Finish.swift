import MienKernels

extension ConvolutionFinish {
    /// Scales and rectifies some filters of a window of pixels, whose bias has been added.
    ///
    /// - Parameters:
    ///   - target: the first of the filters, of the window's first pixel.
    ///   - rowStride: from row to row of the window.
    ///   - pixel: from pixel to pixel.
    func complete(
        _ target: UnsafeMutablePointer<Float>, rowStride: Int, rows: Int, columns: Int, pixel: Int,
        _ filters: Range<Int>
    ) {
        if scaling == nil && !isRectified { return }
        for row in 0..<rows {
            for column in 0..<columns { complete(target + (row * rowStride + column * pixel), filters) }
        }
    }

    private func complete(_ sums: UnsafeMutablePointer<Float>, _ filters: Range<Int>) {
        let whole = filters.count / lanes * lanes
        if let scaling {
            let (scale, offset) = (scaling.scale + filters.lowerBound, scaling.offset + filters.lowerBound)
            for f in stride(from: 0, to: whole, by: lanes) {
                store(load(sums + f) * load(scale + f) + load(offset + f), sums + f)
            }
            for f in whole..<filters.count { sums[f] = sums[f] * scale[f] + offset[f] }
        }
        if isRectified {
            for f in stride(from: 0, to: whole, by: lanes) { store(rectified(load(sums + f)), sums + f) }
            for f in whole..<filters.count { sums[f] = rectified(sums[f]) }
        }
    }
}

/// As of one number: a NaN stays.
@inline(__always)
private func rectified(_ x: Lanes) -> Lanes { x.replacing(with: Lanes.zero, where: x .< Lanes.zero) }
