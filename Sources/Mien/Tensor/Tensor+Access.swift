import MienKernels

// MARK: - Memory, for kernels

extension Tensor {
    /// The address of the first element. Valid while the tensor lives: use it inside ``withPointers``.
    private func address<T: Scalar>(_ type: T.Type) -> UnsafeMutablePointer<T> {
        storage.pointer.assumingMemoryBound(to: T.self) + offset
    }

    /// Gives `body` the addresses of `inputs`' first elements and of `output`'s, and keeps all alive meanwhile.
    ///
    /// The caller sees to it that `T` is the element type and that nobody else sees `output` yet.
    package static func withPointers<T: Scalar, Result>(
        _ type: T.Type, _ input: Tensor, into output: Tensor,
        _ body: (UnsafePointer<T>, UnsafeMutablePointer<T>) -> Result
    ) -> Result {
        withExtendedLifetime((input, output)) { body(UnsafePointer(input.address(type)), output.address(type)) }
    }

    package static func withPointers<T: Scalar, Result>(
        _ type: T.Type, _ first: Tensor, _ second: Tensor, into output: Tensor,
        _ body: (UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Result
    ) -> Result {
        withExtendedLifetime((first, second, output)) {
            body(UnsafePointer(first.address(type)), UnsafePointer(second.address(type)), output.address(type))
        }
    }

    /// Gives `body` the address of the first element and keeps the tensor alive meanwhile.
    package func withPointer<T: Scalar, Result>(
        _ type: T.Type, _ body: (UnsafePointer<T>) throws -> Result
    ) rethrows -> Result {
        try withExtendedLifetime(self) { try body(UnsafePointer(address(type))) }
    }

    /// The same, for writing into a tensor that nobody else sees yet.
    package func withMutablePointer<T: Scalar, Result>(
        _ type: T.Type, _ body: (UnsafeMutablePointer<T>) throws -> Result
    ) rethrows -> Result {
        try withExtendedLifetime(self) { try body(address(type)) }
    }

    /// Gives the tensor memory of its own, in row-major order, unless it has it, so that it can be changed in place.
    package mutating func makeUnique() {
        require(node == nil, "A tensor on the tape cannot be changed in place; compute a new one")
        if !isKnownUniquelyReferenced(&storage) || !isContiguous { self = copied() } else { storage.forgetPacked() }
    }
}

/// Calls `body` with the Swift type of `elementType`.
package func dispatch<Result>(
    _ elementType: ElementType, real body: (any RealScalar.Type) -> Result
) -> Result {
    switch elementType {
    case .float32: body(Float.self)
    case .float64: body(Double.self)
    case .int32: stop("This operation needs a floating-point tensor, found int32; convert it with `cast(to: .float32)`")
    }
}

package func dispatch<Result>(_ elementType: ElementType, any body: (any Scalar.Type) -> Result) -> Result {
    switch elementType {
    case .float32: body(Float.self)
    case .float64: body(Double.self)
    case .int32: body(Int32.self)
    }
}

// MARK: - Reading elements

extension Tensor {
    /// All elements in row-major order, as Float.
    public var scalars: [Float] { elements(Float.self) }

    /// All elements in row-major order, as Double.
    public var doubleScalars: [Double] { elements(Double.self) }

    /// All elements in row-major order, as Int32; fractions are cut off.
    public var int32Scalars: [Int32] { elements(Int32.self) }

    /// The element of a tensor that has one.
    public var item: Float {
        require(count == 1, "item: one element is expected, the shape is \(shape)")
        return scalars[0]
    }

    private func elements<T: Scalar>(_ type: T.Type) -> [T] {
        let source = cast(to: ElementType(type)).contiguous
        return source.withPointer(type) { [T](UnsafeBufferPointer(start: $0, count: count)) }
    }

    /// The same elements in another type. Not differentiable towards int32; NaN becomes zero there.
    public func cast(to type: ElementType) -> Tensor {
        if type == elementType { return self }
        let isRecorded = type.isReal && elementType.isReal
        let origin = elementType
        return record("cast", isRecorded ? self : untracked) { x in
            (x.converted(to: type), { g in g.cast(to: origin) })
        }
    }

    private func converted(to type: ElementType) -> Tensor {
        let source = contiguous
        let result = Tensor(uninitialized: shape, type)
        func run<T: Scalar, U: Scalar>(_: T.Type, _: U.Type) {
            source.withPointer(T.self) { from in
                result.withMutablePointer(U.self) { to in
                    parallelBlocks(count, of: elementsPerBlock) { block in
                        convert(from + block.lowerBound, into: to + block.lowerBound, count: block.count)
                    }
                }
            }
        }
        dispatch(elementType, any: { from in dispatch(type, any: { to in run(from, to) }) })
        return result
    }
}

/// The elements that one block of an element-wise operation covers: enough to make a thread's visit worth while, few
/// enough to stay in its cache.
package let elementsPerBlock = 32_768
