import MienKernels

/// A mask that is zero with probability `rate` and `1 / (1 − rate)` otherwise, in float32.
///
/// Element `i` is decided by word `i mod 4` of block `i / 4` of the call's stream, whoever computes it.
func dropoutMask(_ shape: [Int], rate: Float, _ generator: Philox, call: UInt64) -> Tensor {
    let mask = Tensor(uninitialized: shape, .float32)
    mask.withMutablePointer(Float.self) { mask in
        parallelBlocks(shape.product, of: elementsPerBlock) { block in
            kernels.dropoutMask(key: generator.key, call: call, elements: block, rate: rate, into: mask)
        }
    }
    return mask
}
