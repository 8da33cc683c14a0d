import MienKernels

// The least and the greatest numbers of each column, kept in order: a new one is compared and exchanged with each of them in
// turn. No branch depends on a number, so all lanes of a vector go the same way.

extension VectorKernels {
    package func extremeMeans(
        _ x: UnsafePointer<Float>, stride: Int, rows: Int, columns: Int, kept: Int,
        least: UnsafeMutablePointer<Float>, greatest: UnsafeMutablePointer<Float>
    ) {
        withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 2 * kept) { scratch in
            guard let low = scratch.baseAddress else { return }
            let high = low + kept
            for column in Swift.stride(from: 0, to: columns, by: lanes) {
                let width = min(lanes, columns - column)
                for place in 0..<kept {
                    low[place] = Lanes(repeating: .infinity)
                    high[place] = Lanes(repeating: -.infinity)
                }
                for row in 0..<rows {
                    insert(loadFirst(width, x + (row * stride + column)), low, high, kept)
                }
                storeFirst(width, mean(low, kept), least + column)
                storeFirst(width, mean(high, kept), greatest + column)
            }
        }
    }
}

@inline(__always)
private func insert(
    _ numbers: Lanes, _ low: UnsafeMutablePointer<Lanes>, _ high: UnsafeMutablePointer<Lanes>, _ kept: Int
) {
    var (small, great) = (numbers, numbers)
    for place in 0..<kept {
        let (least, greatest) = (low[place], high[place])
        let (isLess, isGreater) = (small .< least, great .> greatest)
        low[place] = least.replacing(with: small, where: isLess)
        small = small.replacing(with: least, where: isLess)
        high[place] = greatest.replacing(with: great, where: isGreater)
        great = great.replacing(with: greatest, where: isGreater)
    }
}

@inline(__always)
private func mean(_ numbers: UnsafeMutablePointer<Lanes>, _ count: Int) -> Lanes {
    var sum = Lanes.zero
    for place in 0..<count { sum += numbers[place] }
    return sum / Float(count)
}

/// The first numbers of a vector; the others are zero.
@inline(__always)
private func loadFirst(_ count: Int, _ source: UnsafePointer<Float>) -> Lanes {
    if count == lanes { return load(source) }
    var numbers = Lanes.zero
    for lane in 0..<count { numbers[lane] = source[lane] }
    return numbers
}

@inline(__always)
private func storeFirst(_ count: Int, _ numbers: Lanes, _ target: UnsafeMutablePointer<Float>) {
    if count == lanes { return store(numbers, target) }
    for lane in 0..<count { target[lane] = numbers[lane] }
}
