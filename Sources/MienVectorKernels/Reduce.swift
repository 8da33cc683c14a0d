import MienKernels

extension VectorKernels: ReductionKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    @_specialize(where T == Int32)
    package func reduce<T: Scalar>(
        _ operation: ReduceOperation, _ x: UnsafePointer<T>, outer: Int, reduced: Int, inner: Int,
        into out: UnsafeMutablePointer<T>
    ) {
        for o in 0..<outer {
            let rows = x + o &* reduced &* inner
            let result = out + o &* inner
            switch operation {
            case .sum:
                if inner == 1 { result[0] = lanesSum(rows, reduced) } else { sumRows(rows, reduced, inner, result) }
            case .maximum: foldRows(rows, reduced, inner, result, T.lowest) { $0 > $1 || $0 != $0 ? $0 : $1 }
            case .minimum: foldRows(rows, reduced, inner, result, T.highest) { $0 < $1 || $0 != $0 ? $0 : $1 }
            }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    @_specialize(where T == Int32)
    package func argmax<T: Scalar>(
        _ x: UnsafePointer<T>, outer: Int, reduced: Int, inner: Int, into out: UnsafeMutablePointer<Int32>
    ) {
        for o in 0..<outer {
            for i in 0..<inner {
                let column = x + (o &* reduced &* inner &+ i)
                var best = 0
                for r in 1..<max(1, reduced) {
                    let candidate = column[r &* inner]
                    let leader = column[best &* inner]
                    if candidate > leader || (candidate != candidate && leader == leader) { best = r }
                }
                out[o &* inner &+ i] = Int32(truncatingIfNeeded: best)
            }
        }
    }
}

/// The numbers that a lane adds up before their sum joins the wide one.
private let elementsPerLane = 32

@inline(__always)
private func lanesSum<T: Scalar>(_ x: UnsafePointer<T>, _ count: Int) -> T {
    var total: T.Wide = 0
    let whole = count & ~7
    var i = 0
    while i < whole {
        let end = min(whole, i &+ 8 &* elementsPerLane)
        var (a, b, c, d, e, f, g, h): (T, T, T, T, T, T, T, T) = (0, 0, 0, 0, 0, 0, 0, 0)
        while i < end {
            let x = x + i
            (a, b, c, d) = (T.sum(a, x[0]), T.sum(b, x[1]), T.sum(c, x[2]), T.sum(d, x[3]))
            (e, f, g, h) = (T.sum(e, x[4]), T.sum(f, x[5]), T.sum(g, x[6]), T.sum(h, x[7]))
            i &+= 8
        }
        let lanes = T.sum(T.sum(T.sum(a, e), T.sum(b, f)), T.sum(T.sum(c, g), T.sum(d, h)))
        total = .sum(total, lanes.wide)
    }
    for i in whole..<count { total = .sum(total, x[i].wide) }
    return T(narrowing: total)
}

@inline(__always)
private func sumRows<T: Scalar>(_ x: UnsafePointer<T>, _ rows: Int, _ inner: Int, _ out: UnsafeMutablePointer<T>) {
    if rows <= elementsPerLane { return addRows(x, 0..<rows, inner, out) }
    withUnsafeTemporaryAllocation(of: T.Wide.self, capacity: inner) { totals in
        for i in 0..<inner { totals[i] = 0 }
        var start = 0
        while start < rows {
            let end = min(rows, start &+ elementsPerLane)
            addRows(x, start..<end, inner, out)
            for i in 0..<inner { totals[i] = .sum(totals[i], out[i].wide) }
            start = end
        }
        for i in 0..<inner { out[i] = T(narrowing: totals[i]) }
    }
}

@inline(__always)
private func addRows<T: Scalar>(
    _ x: UnsafePointer<T>, _ rows: Range<Int>, _ inner: Int, _ out: UnsafeMutablePointer<T>
) {
    for i in 0..<inner { out[i] = 0 }
    for row in rows {
        let x = x + row &* inner
        for i in 0..<inner { out[i] = T.sum(out[i], x[i]) }
    }
}

@inline(__always)
private func foldRows<T: Scalar>(
    _ x: UnsafePointer<T>, _ rows: Int, _ inner: Int, _ out: UnsafeMutablePointer<T>, _ start: T,
    _ function: (T, T) -> T
) {
    for i in 0..<inner { out[i] = start }
    for row in 0..<rows {
        let x = x + row &* inner
        for i in 0..<inner { out[i] = function(x[i], out[i]) }
    }
}
