import MienKernels

// The outputs of one phase have the same coefficients, and their windows lie a fixed step apart: eight are computed at a time,
// so that a vector of coefficients is loaded once for eight products.

/// Outputs of one phase that are computed together.
private let outputsAtOnce = 8

extension VectorKernels: ResamplingKernels {
    package func resample(
        _ x: UnsafePointer<Float>, _ grid: ResamplingGrid, _ coefficients: UnsafePointer<Float>, start: Int,
        into y: UnsafeMutablePointer<Float>, count: Int
    ) {
        if grid.rows == grid.phases {
            resampleByPhase(x, grid, coefficients, start: start, into: y, count: count)
        } else {
            resampleBetweenRows(x, grid, coefficients, start: start, into: y, count: count)
        }
    }
}

// MARK: - A row for each phase

private func resampleByPhase(
    _ x: UnsafePointer<Float>, _ grid: ResamplingGrid, _ coefficients: UnsafePointer<Float>, start: Int,
    into y: UnsafeMutablePointer<Float>, count: Int
) {
    // Every `phases`-th output has the same phase, and its window lies `step` samples on.
    for first in 0..<min(grid.phases, count) {
        let place = start + first * grid.step
        let row = coefficients + place % grid.phases * grid.width
        var x = x + place / grid.phases
        var output = first
        while output + (outputsAtOnce - 1) * grid.phases < count {
            eightProducts(x, grid.step, row, grid.width, into: y + output, grid.phases)
            x += outputsAtOnce * grid.step
            output += outputsAtOnce * grid.phases
        }
        while output < count {
            y[output] = product(x, row, grid.width)
            x += grid.step
            output += grid.phases
        }
    }
}

/// `y[i · stride] = Σₖ x[i · step + k] · row[k]` for eight `i`.
@inline(__always)
private func eightProducts(
    _ x: UnsafePointer<Float>, _ step: Int, _ row: UnsafePointer<Float>, _ width: Int,
    into y: UnsafeMutablePointer<Float>, _ stride: Int
) {
    var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (e, f, g, h) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var k = 0
    while k < width {
        let (factors, x) = (load(row + k), x + k)
        a = a.adding(factors, times: load(x))
        b = b.adding(factors, times: load(x + step))
        c = c.adding(factors, times: load(x + 2 * step))
        d = d.adding(factors, times: load(x + 3 * step))
        e = e.adding(factors, times: load(x + 4 * step))
        f = f.adding(factors, times: load(x + 5 * step))
        g = g.adding(factors, times: load(x + 6 * step))
        h = h.adding(factors, times: load(x + 7 * step))
        k += lanes
    }
    (y[0], y[stride], y[2 * stride], y[3 * stride]) = (a.total, b.total, c.total, d.total)
    (y[4 * stride], y[5 * stride], y[6 * stride], y[7 * stride]) = (e.total, f.total, g.total, h.total)
}

/// `Σₖ x[k] · row[k]`, in the same order as eight at a time.
@inline(__always)
private func product(_ x: UnsafePointer<Float>, _ row: UnsafePointer<Float>, _ width: Int) -> Float {
    var sum = Lanes.zero
    for k in stride(from: 0, to: width, by: lanes) { sum = sum.adding(load(row + k), times: load(x + k)) }
    return sum.total
}

// MARK: - Fewer rows than phases

private func resampleBetweenRows(
    _ x: UnsafePointer<Float>, _ grid: ResamplingGrid, _ coefficients: UnsafePointer<Float>, start: Int,
    into y: UnsafeMutablePointer<Float>, count: Int
) {
    for output in 0..<count {
        let place = start + output * grid.step
        let phase = place % grid.phases * grid.rows
        let row = coefficients + phase / grid.phases * grid.width
        let between = Float(phase % grid.phases) / Float(grid.phases)
        y[output] = cubicProduct(x + place / grid.phases, row, grid.width, between)
    }
}

/// The cubic through the products with four neighbouring rows, `u` of the way from the second to the third.
@inline(__always)
private func cubicProduct(
    _ x: UnsafePointer<Float>, _ row: UnsafePointer<Float>, _ width: Int, _ u: Float
) -> Float {
    var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    for k in stride(from: 0, to: width, by: lanes) {
        let (samples, row) = (load(x + k), row + k)
        a = a.adding(samples, times: load(row))
        b = b.adding(samples, times: load(row + width))
        c = c.adding(samples, times: load(row + 2 * width))
        d = d.adding(samples, times: load(row + 3 * width))
    }
    // Lagrange's polynomials for nodes at −1, 0, 1 and 2.
    let outer = u * (1 - u) / 6
    let inner = (1 + u) * (2 - u) / 2
    let ends = outer * ((2 - u) * a.total + (1 + u) * d.total)
    return inner * ((1 - u) * b.total + u * c.total) - ends
}
