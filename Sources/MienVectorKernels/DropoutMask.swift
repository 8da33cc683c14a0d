import MienKernels

/// Blocks that are computed side by side.
private let blocksAtOnce = 16

extension VectorKernels: RandomKernels {
    package func dropoutMask(
        key: UInt64, call: UInt64, elements: Range<Int>, rate: Float, into mask: UnsafeMutablePointer<Float>
    ) {
        let scale = 1 / (1 - rate)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * blocksAtOnce) { words in
            guard let words = words.baseAddress else { return }
            for start in stride(from: elements.lowerBound, to: elements.upperBound, by: 4 * blocksAtOnce) {
                philoxBlocks(from: UInt64(start / 4), call, key: key, into: words)
                let count = min(4 * blocksAtOnce, elements.upperBound - start)
                for index in 0..<count {
                    let word = words[index % 4 * blocksAtOnce + index / 4]
                    // 24 bits: as many as a Float holds without rounding up to one.
                    mask[start + index] = Float(word >> 8) * 0x1p-24 < rate ? 0 : scale
                }
            }
        }
    }
}

/// The four words of ``blocksAtOnce`` blocks, word by word.
private func philoxBlocks(
    from first: UInt64, _ call: UInt64, key: UInt64, into words: UnsafeMutablePointer<UInt32>
) {
    let (x, y, z, w) = (
        words, words + blocksAtOnce, words + 2 * blocksAtOnce, words + 3 * blocksAtOnce
    )
    for lane in 0..<blocksAtOnce {
        let counter = first &+ UInt64(lane)
        x[lane] = UInt32(truncatingIfNeeded: counter)
        y[lane] = UInt32(truncatingIfNeeded: counter >> 32)
        z[lane] = UInt32(truncatingIfNeeded: call)
        w[lane] = UInt32(truncatingIfNeeded: call >> 32)
    }
    var (k0, k1) = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
    let (factors, steps) = (PhiloxConstants.factors, PhiloxConstants.steps)
    for _ in 0..<PhiloxConstants.rounds {
        for lane in 0..<blocksAtOnce {
            let a = UInt64(x[lane]) &* UInt64(factors.0)
            let b = UInt64(z[lane]) &* UInt64(factors.1)
            x[lane] = UInt32(truncatingIfNeeded: b >> 32) ^ y[lane] ^ k0
            z[lane] = UInt32(truncatingIfNeeded: a >> 32) ^ w[lane] ^ k1
            y[lane] = UInt32(truncatingIfNeeded: b)
            w[lane] = UInt32(truncatingIfNeeded: a)
        }
        k0 &+= steps.0
        k1 &+= steps.1
    }
}
