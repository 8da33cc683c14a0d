import MienKernels

// MARK: - From numbers

extension Tensor {
    /// A scalar.
    public init(_ value: Float) { self.init([value], shape: []) }

    /// A vector of single-precision numbers.
    public init(_ values: [Float]) { self.init(values, shape: [values.count]) }

    /// A matrix from its rows, which have one length.
    public init(_ rows: [[Float]]) {
        self.init(rows.flatMap { $0 }, shape: nestedShape(rows.count, rows.map { [$0.count] }))
    }

    /// A tensor of three axes from nested arrays.
    public init(_ blocks: [[[Float]]]) {
        let inner = blocks.map { rows in nestedShape(rows.count, rows.map { [$0.count] }) }
        self.init(blocks.flatMap { $0.flatMap { $0 } }, shape: nestedShape(blocks.count, inner))
    }

    /// A float32 tensor from its elements in row-major order.
    public init(_ values: [Float], shape: [Int]) { self.init(elements: values, shape: shape) }

    /// A float64 tensor from its elements in row-major order.
    public init(float64 values: [Double], shape: [Int]) { self.init(elements: values, shape: shape) }

    /// An int32 tensor from its elements in row-major order.
    public init(int32 values: [Int32], shape: [Int]) { self.init(elements: values, shape: shape) }

    /// A vector of integers, such as labels.
    public init(int32 values: [Int32]) { self.init(elements: values, shape: [values.count]) }

    private init<T: Scalar>(elements: [T], shape: [Int]) {
        require(
            elements.count == shape.product,
            "Tensor: shape \(shape) has \(shape.product) elements, \(elements.count) were given")
        self.init(uninitialized: shape, ElementType(T.self))
        withMutablePointer(T.self) { pointer in
            elements.withUnsafeBufferPointer { source in
                if let start = source.baseAddress { pointer.update(from: start, count: source.count) }
            }
        }
    }
}

private func nestedShape(_ count: Int, _ inner: [[Int]]) -> [Int] {
    let first = inner.first ?? [0]
    require(inner.allSatisfy { $0 == first }, "Tensor: nested arrays must have one length, found \(inner)")
    return [count] + first
}

// MARK: - Filled

extension Tensor {
    /// All elements `value`.
    public static func full(_ shape: [Int], _ value: Float, _ elementType: ElementType = .float32) -> Tensor {
        let result = Tensor(uninitialized: shape, elementType)
        func run<T: Scalar>(_: T.Type) {
            result.withMutablePointer(T.self) { pointer in
                parallelBlocks(result.count, of: elementsPerBlock) { block in
                    fill(pointer + block.lowerBound, with: T.converted(Double(value)), count: block.count)
                }
            }
        }
        dispatch(elementType, any: { run($0) })
        return result
    }

    /// All elements zero.
    public static func zeros(_ shape: [Int], _ elementType: ElementType = .float32) -> Tensor {
        full(shape, 0, elementType)
    }

    /// All elements one.
    public static func ones(_ shape: [Int], _ elementType: ElementType = .float32) -> Tensor {
        full(shape, 1, elementType)
    }

    /// The matrix with ones on its diagonal.
    public static func identity(_ size: Int, _ elementType: ElementType = .float32) -> Tensor {
        Tensor(int32: (0..<Int32(size)).map { $0 }).oneHot(size).cast(to: elementType)
    }

    /// The numbers `start`, `start + step`, … before `end`.
    public static func range(
        _ start: Float, _ end: Float, step: Float = 1, _ elementType: ElementType = .float32
    ) -> Tensor {
        Tensor(Array(stride(from: start, to: end, by: step))).cast(to: elementType)
    }

    /// Independent draws from the uniform distribution over `low ..< high`.
    public static func uniform(
        _ shape: [Int], _ low: Float = 0, _ high: Float = 1, using random: inout RandomStream
    ) -> Tensor {
        Tensor((0..<shape.product).map { _ in low + (high - low) * random.nextUniform() }, shape: shape)
    }

    /// Independent draws from the normal distribution.
    public static func normal(
        _ shape: [Int], mean: Float = 0, standardDeviation: Float = 1, using random: inout RandomStream
    ) -> Tensor {
        Tensor((0..<shape.product).map { _ in mean + standardDeviation * random.nextNormal() }, shape: shape)
    }

    /// Independent draws of classes: one from each distribution that `logits` stand for along the last axis.
    ///
    /// ```swift
    /// let next = Tensor.categorical(model(text)[0..., -1], using: &random)        // divide the logits for another temperature
    /// ```
    ///
    /// - Parameter logits: `[…, classes]`, not normalised.
    /// - Returns: int32 `[…]`.
    public static func categorical(_ logits: Tensor, using random: inout RandomStream) -> Tensor {
        // The greatest after adding −log(−log u) is distributed so (Gumbel 1954): no sums, and no class that is ruled out.
        let noise = -(-Tensor.uniform(logits.shape, using: &random).logarithm()).logarithm()
        return (logits.untracked + noise.cast(to: logits.elementType)).argmax()
    }
}
