/// A layer's own stream of dropout masks, and the count of those that were drawn.
///
/// Layers that drop something list its ``members`` among their own, so that a training can be repeated and resumed to the
/// bit.
final class DropoutMasks {
    private let key: Buffer
    private let calls = Buffer(Tensor(int32: [0, 0]), kind: .state)

    init() {
        var random = InitializationStreams.current.next()
        key = Buffer(Tensor(int32: split(random.next())), kind: .state)
    }

    var members: [(name: String, value: Any)] { [("key", key), ("calls", calls)] }

    /// `x` with some of its numbers dropped, and the others scaled up.
    ///
    /// - Parameter shape: of the mask, broadcast over `x`: what shares a place in it is dropped together.
    func drop(_ x: Tensor, sharing shape: [Int], rate: Float) -> Tensor {
        x * next(shape, rate: rate).cast(to: x.elementType)
    }

    /// The next mask: zero with probability `rate`, otherwise `1 / (1 − rate)`, in float32.
    func next(_ shape: [Int], rate: Float) -> Tensor {
        let call = joined(calls.value)
        calls.value = Tensor(int32: split(call &+ 1))
        return dropoutMask(shape, rate: rate, Philox(key: joined(key.value)), call: call)
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
