import MienKernels

extension VectorKernels: PoolKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func maxPool<T: RealScalar>(
        _ x: UnsafePointer<T>, _ shape: PoolGeometry, into out: UnsafeMutablePointer<T>,
        choice: UnsafeMutablePointer<Int32>
    ) {
        let channels = shape.channels
        for row in 0..<shape.outHeight {
            for column in 0..<shape.outWidth {
                let place = (row &* shape.outWidth &+ column) &* channels
                let (out, choice) = (out + place, choice + place)
                for c in 0..<channels { (out[c], choice[c]) = (T.lowest, -1) }
                for r in shape.rows(row) {
                    for k in shape.columns(column) {
                        let position = r &* shape.width &+ k
                        takeGreater(
                            x + position &* channels, Int32(truncatingIfNeeded: position), channels, out, choice)
                    }
                }
            }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func maxPoolGradient<T: RealScalar>(
        _ g: UnsafePointer<T>, choice: UnsafePointer<Int32>, _ shape: PoolGeometry, into out: UnsafeMutablePointer<T>
    ) {
        let channels = shape.channels
        for i in 0..<shape.height &* shape.width &* channels { out[i] = 0 }
        for place in 0..<shape.outHeight &* shape.outWidth {
            let start = place &* channels
            for c in 0..<channels where choice[start &+ c] >= 0 {
                out[Int(choice[start &+ c]) &* channels &+ c] += g[start &+ c]
            }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func averagePool<T: RealScalar>(
        _ x: UnsafePointer<T>, _ shape: PoolGeometry, into out: UnsafeMutablePointer<T>
    ) {
        let channels = shape.channels
        for row in 0..<shape.outHeight {
            for column in 0..<shape.outWidth {
                let out = out + (row &* shape.outWidth &+ column) &* channels
                let (rows, columns) = (shape.rows(row), shape.columns(column))
                for c in 0..<channels { out[c] = 0 }
                for r in rows {
                    for k in columns {
                        let pixel = x + (r &* shape.width &+ k) &* channels
                        for c in 0..<channels { out[c] += pixel[c] }
                    }
                }
                let share = 1 / T(max(1, rows.count &* columns.count))
                for c in 0..<channels { out[c] *= share }
            }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func averagePoolGradient<T: RealScalar>(
        _ g: UnsafePointer<T>, _ shape: PoolGeometry, into out: UnsafeMutablePointer<T>
    ) {
        let channels = shape.channels
        for i in 0..<shape.height &* shape.width &* channels { out[i] = 0 }
        for row in 0..<shape.outHeight {
            for column in 0..<shape.outWidth {
                let g = g + (row &* shape.outWidth &+ column) &* channels
                let (rows, columns) = (shape.rows(row), shape.columns(column))
                let share = 1 / T(max(1, rows.count &* columns.count))
                for r in rows {
                    for k in columns {
                        let pixel = out + (r &* shape.width &+ k) &* channels
                        for c in 0..<channels { pixel[c] += g[c] * share }
                    }
                }
            }
        }
    }
}

/// Keeps in `out` the greater of itself and `pixel`, and in `choice` where it came from.
@inline(__always)
private func takeGreater<T: RealScalar>(
    _ pixel: UnsafePointer<T>, _ index: Int32, _ channels: Int, _ out: UnsafeMutablePointer<T>,
    _ choice: UnsafeMutablePointer<Int32>
) {
    for c in 0..<channels {
        // All four are loaded before anything is decided: without a branch the loop becomes vectors. The first place counts
        // even at −∞, and a NaN (unequal to itself) always.
        let (value, greatest, chosen) = (pixel[c], out[c], choice[c])
        let isGreater = (value > greatest) != (value != value) || chosen < 0
        out[c] = isGreater ? value : greatest
        choice[c] = isGreater ? index : chosen
    }
}
