// The window is kept sorted while it slides: one number leaves, one comes in. All columns take the same way, each in a lane of
// its own: a step is the same few minima and maxima for all, so that nothing is searched and nothing branches.

import MienKernels

extension VectorKernels {
    package func slidingMedians(
        _ x: UnsafePointer<Float>, width: Int, window: UnsafeMutablePointer<Float>, into y: UnsafeMutablePointer<Float>,
        count: Int
    ) {
        // What fills the window before it is full, and ends it always.
        let unused = Lanes(repeating: .infinity)
        for column in stride(from: 0, to: medianColumns, by: lanes) {
            let (x, window, y) = (x + column, window + column, y + column)
            for row in 0...width { store(unused, window + row * medianColumns) }
            for row in 0..<width - 1 { exchange(unused, for: load(x + row * medianColumns), in: window, width) }
            for row in 0..<count {
                let old = row == 0 ? unused : load(x + (row - 1) * medianColumns)
                exchange(old, for: load(x + (row + width - 1) * medianColumns), in: window, width)
                store(load(window + width / 2 * medianColumns), y + row * medianColumns)
            }
        }
    }
}

/// Takes `old`, which must be there, out of the sorted window, and puts `new` in its place in the order.
@inline(__always)
private func exchange(_ old: Lanes, for new: Lanes, in window: UnsafeMutablePointer<Float>, _ width: Int) {
    var before = Lanes(repeating: -.infinity)
    var number = load(window)
    for row in 0..<width {
        let next = load(window + (row + 1) * medianColumns)
        // Without `old`, all from its place on move up by one; then `new` goes between two neighbours, or does not.
        let left = number.replacing(with: next, where: number .>= old)
        let smaller = left.replacing(with: new, where: new .< left)
        store(before.replacing(with: smaller, where: before .< smaller), window + row * medianColumns)
        (before, number) = (left, next)
    }
}
