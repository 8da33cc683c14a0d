import MienKernels

/// What follows a batch normalisation in the same operation: passes over memory that need not be.
///
/// Results have the same bits as those of the operations one after the other.
enum BatchNormStage {
    case alone
    case relu
    /// The greatest under windows of the given size that do not overlap, perhaps after ReLU; rows and columns left over are
    /// dropped.
    case maxPool(IntPair, isRectified: Bool)

    var name: StaticString {
        switch self {
        case .alone: "batchNorm"
        case .relu: "batchNormReLU"
        case .maxPool(_, isRectified: false): "batchNormMaxPool"
        case .maxPool(_, isRectified: true): "batchNormReLUMaxPool"
        }
    }

    /// What follows, by operations of its own.
    func recorded(_ x: Tensor) -> Tensor {
        switch self {
        case .alone: x
        case .relu: x.relu()
        case .maxPool(let size, let isRectified): maxPool2d(isRectified ? x.relu() : x, size: size, stride: size)
        }
    }

    /// The output, and what the way back needs of it, given the gradient by it.
    func output(of x: Tensor, _ scale: Tensor, _ offset: Tensor) -> (Tensor, (Tensor) -> Upstream) {
        switch self {
        case .alone: return (scaledAndShifted(x, scale, offset), { .direct($0) })
        case .relu:
            return (
                scaledAndShifted(x, scale, offset, isRectified: true),
                { .rectified($0, scale: scale.contiguous, offset: offset.contiguous) }
            )
        case .maxPool(let size, let isRectified):
            let pooled = scaledMaxPool(x, scale.contiguous, offset.contiguous, size: size, isRectified: isRectified)
            return (pooled.output, { .pooled($0, choice: pooled.choice, pooled.geometry) })
        }
    }
}

/// The gradient that reaches a batch normalisation, and through what.
enum Upstream {
    case direct(Tensor)
    case rectified(Tensor, scale: Tensor, offset: Tensor)
    case pooled(Tensor, choice: Tensor, PoolGeometry)

    func withPointers<T: RealScalar, Result>(_: T.Type, _ body: (BatchNormUpstream<T>) -> Result) -> Result {
        switch self {
        case .direct(let g): g.withPointer(T.self) { body(.direct($0)) }
        case .rectified(let g, let scale, let offset):
            g.withPointer(T.self) { g in
                scale.withPointer(T.self) { scale in
                    offset.withPointer(T.self) { body(.rectified(g, ChannelScaling(scale: scale, offset: $0))) }
                }
            }
        case .pooled(let g, let choice, let geometry):
            g.withPointer(T.self) { g in
                choice.withPointer(Int32.self) { choice in
                    body(.pooled(g, choice: bytes(UnsafeMutablePointer(mutating: choice)), geometry))
                }
            }
        }
    }
}

/// - Returns: the pooled images `[batch, height', width', channels]`, and the choices, one byte each.
private func scaledMaxPool(
    _ x: Tensor, _ scale: Tensor, _ offset: Tensor, size: IntPair, isRectified: Bool
) -> (output: Tensor, choice: Tensor, geometry: PoolGeometry) {
    let window = Window(over: x.shape, size: size, stride: size, padding: .valid, in: "maxPool2d")
    let geometry = PoolGeometry(window, size: size, stride: size, channels: x.shape[3])
    let output = Tensor(uninitialized: [x.shape[0], window.outHeight, window.outWidth, x.shape[3]], x.elementType)
    // Four bytes in an element: there is no smaller type.
    let choice = Tensor(uninitialized: [(output.count + 3) / 4], .int32)
    let images = x.shape[0]
    let (inputCount, outputCount) = (x.shape.dropFirst().product, output.shape.dropFirst().product)
    func run<T: RealScalar>(_: T.Type) {
        Tensor.withPointers(T.self, scale, offset, into: output) { scale, offset, output in
            x.withPointer(T.self) { x in
                choice.withMutablePointer(Int32.self) { choice in
                    let (choice, scaling) = (bytes(choice), ChannelScaling(scale: scale, offset: offset))
                    parallelFor(images) { image in
                        kernels.scaledMaxPool(
                            x + image * inputCount, geometry, scaling, isRectified: isRectified,
                            into: output + image * outputCount, choice: choice + image * outputCount)
                    }
                }
            }
        }
    }
    dispatch(x.elementType, real: { run($0) })
    return (output, choice, geometry)
}

private func bytes(_ elements: UnsafeMutablePointer<Int32>) -> UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(elements).assumingMemoryBound(to: UInt8.self)
}
