/// Sets each element to zero with a given probability while training, and scales the others up so that their sum is
/// expected to stay the same (Srivastava et al. 2014, inverted).
///
/// Each layer has a stream of its own and counts its calls, so that a training can be repeated and resumed to the bit.
///
/// - Shape: any.
public final class Dropout: Module {
    /// The share of elements that are dropped.
    public let rate: Float
    private let key: Buffer
    private let calls = Buffer(Tensor(int32: [0, 0]), kind: .state)

    /// - Parameter rate: the share of elements to drop, in `0 ..< 1`.
    public init(_ rate: Float) {
        require(rate >= 0 && rate < 1, "Dropout: the rate must lie in 0 ..< 1, found \(rate)")
        self.rate = rate
        var random = InitializationStreams.current.next()
        let bits = random.next()
        key = Buffer(
            Tensor(int32: [Int32(truncatingIfNeeded: bits), Int32(truncatingIfNeeded: bits >> 32)]), kind: .state)
    }

    public override func forward(_ x: Tensor) -> Tensor {
        guard mode == .training, rate > 0 else { return x }
        let key = joined(self.key.value)
        let call = joined(calls.value)
        calls.value = Tensor(int32: split(call &+ 1))
        return dropout(x, rate: rate, Philox(key: key), call: call)
    }
}

/// A 64-bit number from its lower and upper half.
private func joined(_ halves: Tensor) -> UInt64 {
    let words = halves.int32Scalars.map { UInt64(UInt32(bitPattern: $0)) }
    return words[0] | words[1] << 32
}

private func split(_ number: UInt64) -> [Int32] {
    [Int32(truncatingIfNeeded: number), Int32(truncatingIfNeeded: number >> 32)]
}
