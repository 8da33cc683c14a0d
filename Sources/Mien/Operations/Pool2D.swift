import MienKernels

/// The greatest element under a window moved over each channel; the gradient goes to the first greatest.
///
/// - Parameters:
///   - x: `[batch, height, width, channels]`.
///   - size: the window.
///   - stride: its step.
///   - padding: places that are never chosen.
/// - Returns: `[batch, height', width', channels]`.
public func maxPool2d(_ x: Tensor, size: IntPair, stride: IntPair, padding: Padding = .valid) -> Tensor {
    let pooling = Pooling(x, size: size, stride: stride, padding: padding, in: "maxPool2d")
    return record("maxPool2d", x) { x in
        let x = x.contiguous
        let y = Tensor(uninitialized: pooling.outShape, x.elementType)
        let choice = Tensor(uninitialized: pooling.outShape, .int32)
        func run<T: RealScalar>(_: T.Type) {
            pooling.forEachImage(T.self, x, into: y) { image, x, y in
                choice.withMutablePointer(Int32.self) { choice in
                    kernels.maxPool(x, pooling.geometry, into: y, choice: choice + image * pooling.outCount)
                }
            }
        }
        dispatch(x.elementType, real: { run($0) })
        return (
            y,
            { g in
                let gradient = Tensor(uninitialized: pooling.shape, g.elementType)
                func run<T: RealScalar>(_: T.Type) {
                    pooling.forEachImage(T.self, g.contiguous, into: gradient) { image, g, out in
                        choice.withPointer(Int32.self) { choice in
                            kernels.maxPoolGradient(
                                g, choice: choice + image * pooling.outCount, pooling.geometry, into: out)
                        }
                    }
                }
                dispatch(g.elementType, real: { run($0) })
                return gradient
            }
        )
    }
}

/// The mean of the elements under a window moved over each channel; padding does not count, as in Keras.
///
/// - Parameters: as for ``maxPool2d(_:size:stride:padding:)``.
/// - Returns: `[batch, height', width', channels]`.
public func averagePool2d(_ x: Tensor, size: IntPair, stride: IntPair, padding: Padding = .valid) -> Tensor {
    let pooling = Pooling(x, size: size, stride: stride, padding: padding, in: "averagePool2d")
    return record("averagePool2d", x) { x in
        let y = Tensor(uninitialized: pooling.outShape, x.elementType)
        func run<T: RealScalar>(_: T.Type) {
            pooling.forEachImage(T.self, x.contiguous, into: y) { _, x, y in
                kernels.averagePool(x, pooling.geometry, into: y)
            }
        }
        dispatch(x.elementType, real: { run($0) })
        return (
            y,
            { g in
                let gradient = Tensor(uninitialized: pooling.shape, g.elementType)
                func run<T: RealScalar>(_: T.Type) {
                    pooling.forEachImage(T.self, g.contiguous, into: gradient) { _, g, out in
                        kernels.averagePoolGradient(g, pooling.geometry, into: out)
                    }
                }
                dispatch(g.elementType, real: { run($0) })
                return gradient
            }
        )
    }
}

/// Pooling over a batch: one image a block of work.
private struct Pooling {
    let shape: [Int]
    let outShape: [Int]
    let geometry: PoolGeometry

    init(_ x: Tensor, size: IntPair, stride: IntPair, padding: Padding, in operation: String) {
        let window = Window(over: x.shape, size: size, stride: stride, padding: padding, in: operation)
        require(
            max(window.top, window.bottom) < size.height && max(window.left, window.right) < size.width,
            "\(operation): the padding \(padding) must be smaller than the window \(size.height) × \(size.width), "
                + "which would see nothing of the image otherwise")
        shape = x.shape
        outShape = [x.shape[0], window.outHeight, window.outWidth, x.shape[3]]
        geometry = PoolGeometry(window, size: size, stride: stride, channels: x.shape[3])
    }

    /// The number of elements in one output image.
    var outCount: Int { outShape.dropFirst().product }

    /// Calls `body` for each image with its place and its parts of `source` and `target`.
    func forEachImage<T: Scalar>(
        _ type: T.Type, _ source: Tensor, into target: Tensor,
        _ body: (Int, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void
    ) {
        let (sourceCount, targetCount) = (source.shape.dropFirst().product, target.shape.dropFirst().product)
        Tensor.withPointers(type, source, into: target) { source, target in
            parallelFor(shape[0]) { body($0, source + $0 * sourceCount, target + $0 * targetCount) }
        }
    }
}

extension PoolGeometry {
    init(_ window: Window, size: IntPair, stride: IntPair, channels: Int) {
        self.init(
            height: window.height, width: window.width, channels: channels, outHeight: window.outHeight,
            outWidth: window.outWidth, windowHeight: size.height, windowWidth: size.width,
            strideHeight: stride.height, strideWidth: stride.width, top: window.top, left: window.left)
    }
}
