import MienKernels

// Batch normalisation over rows of channels: `x` is `[rows, channels]`, every axis but the last folded into rows.
// Sums over rows are taken in Double in blocks of rows that the caller fixes by shape.

extension VectorKernels: BatchNormKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func batchNormSums<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, channels: Int, shift: UnsafePointer<T>, sums: UnsafeMutablePointer<Double>,
        squares: UnsafeMutablePointer<Double>
    ) {
        channelSums(0..<rows, channels: channels, sums, squares) { row, terms, first, second in
            let x = x + row &* channels
            for c in 0..<channels { terms[c] = x[c] - shift[c] }
            for c in 0..<channels { first[c] += terms[c] }
            for c in 0..<channels { second[c] += terms[c] * terms[c] }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func scaleAndShift<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, channels: Int, scale: UnsafePointer<T>, offset: UnsafePointer<T>,
        isRectified: Bool, into out: UnsafeMutablePointer<T>
    ) {
        for row in 0..<rows {
            let (x, out) = (x + row &* channels, out + row &* channels)
            if isRectified {
                for c in 0..<channels { out[c] = rectified(x[c] * scale[c] + offset[c]) }
            } else {
                for c in 0..<channels { out[c] = x[c] * scale[c] + offset[c] }
            }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func scaledMaxPool<T: RealScalar>(
        _ x: UnsafePointer<T>, _ shape: PoolGeometry, _ scaling: ChannelScaling<T>, isRectified: Bool,
        into out: UnsafeMutablePointer<T>, choice: UnsafeMutablePointer<UInt8>
    ) {
        let channels = shape.channels
        for place in 0..<shape.outHeight &* shape.outWidth {
            let (outY, outX) = place.quotientAndRemainder(dividingBy: shape.outWidth)
            let (out, choice) = (out + place &* channels, choice + place &* channels)
            for c in 0..<channels { out[c] = T.lowest }
            for index in 0..<shape.windowHeight &* shape.windowWidth {
                let (y, x0) = index.quotientAndRemainder(dividingBy: shape.windowWidth)
                let row = outY &* shape.strideHeight &+ y
                let pixel = x + (row &* shape.width &+ outX &* shape.strideWidth &+ x0) &* channels
                let index = UInt8(truncatingIfNeeded: index)
                for c in 0..<channels {
                    let value = pixel[c] * scaling.scale[c] + scaling.offset[c]
                    // A NaN (unequal to itself) is always taken.
                    let isGreater = (value > out[c]) != (value != value)
                    out[c] = isGreater ? value : out[c]
                    choice[c] = isGreater ? index : choice[c]
                }
            }
            if isRectified {
                // The greatest of rectified numbers is the greatest, rectified.
                for c in 0..<channels { choice[c] = out[c] > 0 ? choice[c] : cutOff }
                for c in 0..<channels { out[c] = rectified(out[c]) }
            }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func batchNormGradientSums<T: RealScalar>(
        _ x: UnsafePointer<T>, _ g: BatchNormUpstream<T>, rows: Range<Int>, channels: Int, mean: UnsafePointer<T>,
        sums: UnsafeMutablePointer<Double>, products: UnsafeMutablePointer<Double>
    ) {
        @inline(__always)
        func addUp<Source: UpstreamRows>(_ source: Source) where Source.Number == T {
            var source = source
            channelSums(rows, channels: channels, sums, products) { row, terms, first, second in
                let x = x + row &* channels
                for c in 0..<channels { terms[c] = source.gradient(c, x[c]) }
                for c in 0..<channels { first[c] += terms[c] }
                for c in 0..<channels { second[c] += terms[c] * (x[c] - mean[c]) }
                source.advance()
            }
        }
        switch g {
        case .direct(let g): addUp(DirectRows(g, first: rows.lowerBound, channels: channels))
        case .rectified(let g, let scaling):
            addUp(RectifiedRows(g, scaling, first: rows.lowerBound, channels: channels))
        case .pooled(let g, let choice, let shape): addUp(PooledRows(g, choice, shape, first: rows.lowerBound))
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func batchNormInputGradient<T: RealScalar>(
        _ x: UnsafePointer<T>, _ g: BatchNormUpstream<T>, rows: Range<Int>, channels: Int,
        _ terms: BatchNormGradientTerms<T>, into out: UnsafeMutablePointer<T>
    ) {
        let (mean, gradientScale, inputScale, offset) = (
            terms.mean, terms.gradientScale, terms.inputScale, terms.offset
        )
        @inline(__always)
        func compute<Source: UpstreamRows>(_ source: Source) where Source.Number == T {
            var source = source
            for row in rows {
                let (x, out) = (x + row &* channels, out + row &* channels)
                for c in 0..<channels {
                    let gradient = source.gradient(c, x[c])
                    out[c] = gradient * gradientScale[c] + (x[c] - mean[c]) * inputScale[c] + offset[c]
                }
                source.advance()
            }
        }
        switch g {
        case .direct(let g): compute(DirectRows(g, first: rows.lowerBound, channels: channels))
        case .rectified(let g, let scaling):
            compute(RectifiedRows(g, scaling, first: rows.lowerBound, channels: channels))
        case .pooled(let g, let choice, let shape): compute(PooledRows(g, choice, shape, first: rows.lowerBound))
        }
    }
}

/// Not `max(x, 0)`: a NaN must stay visible.
@inline(__always)
func rectified<T: RealScalar>(_ x: T) -> T { x < 0 ? 0 : x }

/// Rows that are added up in the tensor's own type before their sum joins the Double: vectors of four instead of two, and
/// an error of a few units in the last place at most.
private let rowsPerSum = 16

/// Adds up two sums per channel over rows; `add` adds a row's terms to both, and has a row of memory for itself: loops over
/// few arrays become vectors, one over all of them would not.
@inline(__always)
private func channelSums<T: RealScalar>(
    _ rows: Range<Int>, channels: Int, _ sums: UnsafeMutablePointer<Double>, _ others: UnsafeMutablePointer<Double>,
    _ add: (
        _ row: Int, _ terms: UnsafeMutablePointer<T>, _ first: UnsafeMutablePointer<T>,
        _ second: UnsafeMutablePointer<T>
    ) -> Void
) {
    for c in 0..<channels { (sums[c], others[c]) = (0, 0) }
    withUnsafeTemporaryAllocation(of: T.self, capacity: 3 &* channels) { partial in
        guard let first = partial.baseAddress else { return }
        let (second, terms) = (first + channels, first + 2 &* channels)
        var start = rows.lowerBound
        while start < rows.upperBound {
            let end = min(start &+ rowsPerSum, rows.upperBound)
            for c in 0..<channels { (first[c], second[c]) = (0, 0) }
            for row in start..<end { add(row, terms, first, second) }
            for c in 0..<channels {
                sums[c] += Double(first[c])
                others[c] += Double(second[c])
            }
            start = end
        }
    }
}
