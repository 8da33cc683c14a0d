/// `Σ term(a[i], b[i])`, in four sums that the processor can add up side by side.
@inline(__always)
private func sum(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int,
    _ term: (SIMD4<Double>, SIMD4<Double>) -> SIMD4<Double>
) -> Double {
    var sums = SIMD4<Double>.zero
    let whole = count & ~3
    for i in stride(from: 0, to: whole, by: 4) {
        sums += term(
            SIMD4(a[i], a[i &+ 1], a[i &+ 2], a[i &+ 3]), SIMD4(b[i], b[i &+ 1], b[i &+ 2], b[i &+ 3]))
    }
    if whole < count {
        var (first, second) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        for i in whole..<count { (first[i &- whole], second[i &- whole]) = (a[i], b[i]) }
        sums += term(first, second)
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// `Σ a[i] · b[i]`.
public func scalarProduct(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    sum(a, b, count) { $0 * $1 }
}

/// `Σ (a[i] − b[i])²`.
public func squaredDistance(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    sum(a, b, count) { ($0 - $1) * ($0 - $1) }
}

/// `Σ |a[i] − b[i]|`.
public func manhattanDistance(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    sum(a, b, count) { first, second in
        let difference = first - second
        return difference.replacing(with: -difference, where: difference .< 0)
    }
}

/// The first place from `start` on where `norms[j] − 2 · products[j] ≤ limit`; `count` if there is none.
///
/// Eight places at a time: in a search for the nearest rows nearly all are too far.
public func firstNear(
    norms: UnsafePointer<Double>, products: UnsafePointer<Double>, from start: Int, count: Int, limit: Double
) -> Int {
    var j = start
    while j &+ 8 <= count {
        var isNear: Int64 = 0
        // Written so that NaN counts as near: whoever asks computes it exactly.
        for i in 0..<8 { isNear |= norms[j &+ i] - 2 * products[j &+ i] > limit ? 0 : 1 }
        if isNear != 0 { break }
        j &+= 8
    }
    while j < count {
        if !(norms[j] - 2 * products[j] > limit) { return j }
        j &+= 1
    }
    return count
}
