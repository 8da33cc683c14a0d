// The linear maps of F(4×4, 3×3), on the points 0, ±1, ±2 and infinity (Lavin & Gray, "Fast algorithms for
// convolutional neural networks", 2015). Each two-dimensional map is a one-dimensional one over the columns and then
// over the rows of a tile, for as many channels at once as a vector has lanes.

typealias Three = (Lanes, Lanes, Lanes)
typealias Four = (Lanes, Lanes, Lanes, Lanes)
typealias Six = (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes)

/// `Bᵀ d`: six inputs to the values that are multiplied.
@inline(__always)
private func transformInput(_ d: Six) -> Six {
    let even = d.4.adding(d.2, times: -4)
    let odd = d.3.adding(d.1, times: -4)
    let evenFar = d.4 - d.2
    let half = d.3 - d.1
    return (
        evenFar.adding(d.0 - d.2, times: 4), even + odd, even - odd, evenFar.adding(half, times: 2),
        evenFar.adding(half, times: -2), (d.5 - d.3).adding(half, times: -4)
    )
}

/// `Aᵀ m`: six products to four outputs.
@inline(__always)
private func transformOutput(_ m: Six) -> Four {
    let (sum, difference) = (m.1 + m.2, m.1 - m.2)
    let (sumFar, differenceFar) = (m.3 + m.4, m.3 - m.4)
    return (
        m.0 + sum + sumFar, difference.adding(differenceFar, times: 2), sum.adding(sumFar, times: 4),
        (difference + m.5).adding(differenceFar, times: 8)
    )
}

/// `A g`: the gradients of four outputs to those of six products.
@inline(__always)
private func transformGradient(_ g: Four) -> Six {
    let (even, odd) = (g.0 + g.2, g.1 + g.3)
    let evenFar = g.0.adding(g.2, times: 4)
    let half = g.1.adding(g.3, times: 4)
    return (g.0, even + odd, even - odd, evenFar.adding(half, times: 2), evenFar.adding(half, times: -2), g.3)
}

/// `G w`: three weights to six factors.
@inline(__always)
private func transformWeight(_ w: Three) -> Six {
    let outer = (w.0 + w.2) * (-1 / 6)
    let outerFar = (w.0 * (1 / 24)).adding(w.2, times: 1 / 6)
    return (
        w.0 * 0.25, outer.adding(w.1, times: -1 / 6), outer.adding(w.1, times: 1 / 6),
        outerFar.adding(w.1, times: 1 / 12), outerFar.adding(w.1, times: -1 / 12), w.2
    )
}

/// `Gᵀ u`: the gradients of six factors to those of three weights.
@inline(__always)
private func transformWeightGradient(_ u: Six) -> Three {
    let (sum, difference) = (u.1 + u.2, u.1 - u.2)
    let (sumFar, differenceFar) = (u.3 + u.4, u.3 - u.4)
    return (
        (u.0 * 0.25).adding(sum, times: -1 / 6).adding(sumFar, times: 1 / 24),
        (differenceFar * (1 / 12)).adding(difference, times: -1 / 6),
        u.5.adding(sumFar - sum, times: 1 / 6)
    )
}

/// Six neighbouring groups of lanes, `stride` floats apart.
@inline(__always)
private func loadSix(_ source: UnsafePointer<Float>, _ stride: Int) -> Six {
    (
        load(source), load(source + stride), load(source + 2 * stride), load(source + 3 * stride),
        load(source + 4 * stride), load(source + 5 * stride)
    )
}

@inline(__always)
private func loadFour(_ source: UnsafePointer<Float>, _ stride: Int) -> Four {
    (load(source), load(source + stride), load(source + 2 * stride), load(source + 3 * stride))
}

@inline(__always)
private func store(_ six: Six, _ target: UnsafeMutablePointer<Float>, _ stride: Int) {
    store(six.0, target)
    store(six.1, target + stride)
    store(six.2, target + 2 * stride)
    store(six.3, target + 3 * stride)
    store(six.4, target + 4 * stride)
    store(six.5, target + 5 * stride)
}

/// Runs `body` at channels 0, `lanes`, 2 · `lanes` …, the last time at `channels - lanes`: where the lanes do not come out
/// even, the last two overlap and write the same values twice. Fewer channels than lanes count as `lanes`.
@inline(__always)
func forEachLanes(_ channels: Int, _ body: (Int) -> Void) {
    for channel in stride(from: 0, through: channels - lanes, by: lanes) { body(channel) }
    if channels < lanes {
        body(0)
    } else if channels % lanes != 0 {
        body(channels - lanes)
    }
}

/// Floats of scratch of a transform: its one-dimensional results.
var winogradScratch: Int { 36 * lanes }

/// `Bᵀ d B` of one tile of 6×6 pixels.
///
/// - Parameters:
///   - tile: the tile's first pixel; its rows are `rowStride` floats apart, its pixels `channels`.
///   - planes: receives the 36 values of every channel, `planeStride` floats apart.
///   - scratch: ``winogradScratch`` floats.
func winogradInput(
    _ tile: UnsafePointer<Float>, rowStride: Int, channels: Int,
    into planes: UnsafeMutablePointer<Float>, planeStride: Int, scratch: UnsafeMutablePointer<Float>
) {
    forEachLanes(channels) { channel in
        for column in 0..<6 {
            let values = transformInput(loadSix(tile + (column * channels + channel), rowStride))
            store(values, scratch + lanes * column, 6 * lanes)
        }
        for row in 0..<6 {
            let values = transformInput(loadSix(scratch + 6 * lanes * row, lanes))
            store(values, planes + (6 * row * planeStride + channel), planeStride)
        }
    }
}

/// `Aᵀ M A + bias` of one tile of 4×4 output pixels.
///
/// - Parameters:
///   - planes: the 36 products of every filter, `planeStride` floats apart.
///   - tile: the tile's first pixel; its rows are `rowStride` floats apart, its pixels `pixel`.
///   - scratch: ``winogradScratch`` floats.
func winogradOutput(
    _ planes: UnsafePointer<Float>, planeStride: Int, bias: UnsafePointer<Float>?,
    into tile: UnsafeMutablePointer<Float>, rowStride: Int, pixel: Int, filters: Int,
    scratch: UnsafeMutablePointer<Float>
) {
    forEachLanes(filters) { filter in
        for column in 0..<6 {
            let values = transformOutput(loadSix(planes + (column * planeStride + filter), 6 * planeStride))
            store(values.0, scratch + lanes * column)
            store(values.1, scratch + lanes * (column + 6))
            store(values.2, scratch + lanes * (column + 12))
            store(values.3, scratch + lanes * (column + 18))
        }
        let offset = bias.map { load($0 + filter) } ?? .zero
        for row in 0..<4 {
            let values = transformOutput(loadSix(scratch + 6 * lanes * row, lanes))
            let target = tile + (row * rowStride + filter)
            store(values.0 + offset, target)
            store(values.1 + offset, target + pixel)
            store(values.2 + offset, target + 2 * pixel)
            store(values.3 + offset, target + 3 * pixel)
        }
    }
}

/// `A g Aᵀ` of one tile of 4×4 output gradients: the gradient of ``winogradOutput``.
///
/// - Parameters:
///   - tile: the tile's first pixel; its rows are `rowStride` floats apart, its pixels `filters`.
///   - planes: receives the 36 values of every filter, `planeStride` floats apart.
///   - scratch: ``winogradScratch`` floats.
func winogradGradient(
    _ tile: UnsafePointer<Float>, rowStride: Int, filters: Int,
    into planes: UnsafeMutablePointer<Float>, planeStride: Int, scratch: UnsafeMutablePointer<Float>
) {
    forEachLanes(filters) { filter in
        for column in 0..<4 {
            let values = transformGradient(loadFour(tile + (column * filters + filter), rowStride))
            store(values, scratch + lanes * column, 4 * lanes)
        }
        for row in 0..<6 {
            let values = transformGradient(loadFour(scratch + 4 * lanes * row, lanes))
            store(values, planes + (6 * row * planeStride + filter), planeStride)
        }
    }
}

/// `G w Gᵀ` of `lanes` 3×3 kernels.
///
/// - Parameters:
///   - taps: the nine taps of the kernels, `lanes` floats a tap.
///   - planes: receives the 36 factors of the kernels, `planeStride` floats apart.
///   - scratch: ``winogradScratch`` floats.
func winogradWeight(
    _ taps: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>, planeStride: Int,
    scratch: UnsafeMutablePointer<Float>
) {
    for column in 0..<3 {
        let tap = taps + lanes * column
        store(
            transformWeight((load(tap), load(tap + 3 * lanes), load(tap + 6 * lanes))), scratch + lanes * column,
            3 * lanes)
    }
    for row in 0..<6 {
        let value = scratch + 3 * lanes * row
        let values = transformWeight((load(value), load(value + lanes), load(value + 2 * lanes)))
        store(values, planes + 6 * row * planeStride, planeStride)
    }
}

/// `Gᵀ U G` of the gradients of `lanes` 3×3 kernels: the gradient of ``winogradWeight``.
///
/// - Parameters:
///   - planes: the 36 gradients of the kernels, `planeStride` floats apart, of the first part.
///   - parts: how many parts are added, `partStride` floats apart.
///   - taps: receives the nine taps of the kernels, `lanes` floats a tap.
///   - scratch: ``winogradScratch`` floats.
func winogradWeightGradient(
    _ planes: UnsafePointer<Float>, planeStride: Int, parts: Int, partStride: Int,
    into taps: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
) {
    for column in 0..<6 {
        var sums: Six = (.zero, .zero, .zero, .zero, .zero, .zero)
        for part in 0..<parts {
            let values = loadSix(planes + (part * partStride + column * planeStride), 6 * planeStride)
            sums = (
                sums.0 + values.0, sums.1 + values.1, sums.2 + values.2, sums.3 + values.3, sums.4 + values.4,
                sums.5 + values.5
            )
        }
        let values = transformWeightGradient(sums)
        store(values.0, scratch + lanes * column)
        store(values.1, scratch + lanes * (column + 6))
        store(values.2, scratch + lanes * (column + 12))
    }
    for row in 0..<3 {
        let values = transformWeightGradient(loadSix(scratch + 6 * lanes * row, lanes))
        store(values.0, taps + 3 * lanes * row)
        store(values.1, taps + lanes * (3 * row + 1))
        store(values.2, taps + lanes * (3 * row + 2))
    }
}
