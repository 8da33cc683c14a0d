import Mien

/// A tensor of draws from the uniform distribution over `low ..< high`, a function of shape and seed.
public func randomTensor(
    _ shape: [Int], seed: UInt64 = 0, _ low: Float = -1, _ high: Float = 1, _ elementType: ElementType = .float32
) -> Tensor {
    var random = RandomStream(seed: seed, purpose: .other, 7)
    return Tensor.uniform(shape, low, high, using: &random).cast(to: elementType)
}

/// A tensor of whole numbers in `low ..< high`, so that there are equal ones.
public func randomIntegers(
    _ shape: [Int], seed: UInt64 = 0, _ low: Int = -3, _ high: Int = 4, _ elementType: ElementType = .int32
) -> Tensor {
    var random = RandomStream(seed: seed, purpose: .other, 8)
    let values = (0..<shape.reduce(1, *)).map { _ in Int32(low + random.nextInt(below: high - low)) }
    return Tensor(int32: values, shape: shape).cast(to: elementType)
}
