import MienKernels

/// A mask that is zero with probability `rate` and `1 / (1 − rate)` otherwise, in float32.
///
/// Element `i` is decided by word `i mod 4` of block `i / 4` of the call's stream, whoever computes it.
func dropoutMask(_ shape: [Int], rate: Float, _ generator: Philox, call: UInt64) -> Tensor {
    let mask = Tensor(uninitialized: shape, .float32)
    let scale = 1 / (1 - rate)
    mask.withMutablePointer(Float.self) { mask in
        parallelBlocks(shape.product, of: elementsPerBlock) { block in
            for start in stride(from: block.lowerBound, to: block.upperBound, by: 4) {
                let words = generator.block(UInt64(start / 4), call)
                for lane in 0..<min(4, block.upperBound - start) {
                    mask[start + lane] = uniform(words[lane]) < rate ? 0 : scale
                }
            }
        }
    }
    return mask
}
