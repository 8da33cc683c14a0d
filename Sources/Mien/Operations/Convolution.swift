import MienKernels

/// The two-dimensional convolution (a cross-correlation, as everywhere in deep learning).
///
/// With upstream `g`: `∂x` is the convolution of `g` with the kernels turned by half a turn, `∂weight` the sum of products of
/// `x`'s windows with `g`, `∂bias` the sum of `g` over all axes but the last.
///
/// - Parameters:
///   - x: `[batch, height, width, channels]`.
///   - weight: `[filters, channels / groups, kernelHeight, kernelWidth]`.
///   - bias: `[filters]`.
///   - stride: the step of the window.
///   - padding: zeros around the image.
///   - dilation: the distance between neighbouring places of the window.
///   - groups: parts of the channels that are convolved apart, each with its part of the filters, in order. As many groups
///     as channels make a depthwise convolution.
/// - Returns: `[batch, height', width', filters]`.
public func conv2d(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, stride: IntPair = 1, padding: Padding = .valid,
    dilation: IntPair = 1, groups: Int = 1
) -> Tensor {
    conv2d(
        x, weight, bias, ConvolutionGeometry(stride: stride, padding: padding, dilation: dilation), groups: groups,
        then: .alone)
}

/// The same, and what follows it.
func conv2d(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry, groups: Int,
    then stage: ConvolutionStage
) -> Tensor {
    require(
        weight.rank == 4 && x.rank == 4 && x.shape[3] == weight.shape[1] * groups,
        mismatch(
            "conv2d", x.shape, weight.shape,
            "the input's last axis must be the weight's second" + (groups == 1 ? "" : " times \(groups) groups")))
    require(
        groups > 0 && weight.shape[0] % groups == 0,
        "conv2d: \(weight.shape[0]) filters cannot be divided into \(groups) groups")
    require(
        bias.map { $0.shape == [weight.shape[0]] } ?? true,
        mismatch("conv2d", weight.shape, bias?.shape ?? [], "there must be one bias for each filter"))
    for other in [weight, bias].compactMap({ $0?.elementType }) {
        require(
            x.elementType.isReal && other == x.elementType,
            "conv2d: floating-point tensors of one type are expected, found \(x.elementType) and \(other)")
    }
    if groups > 1 { return stage.applied(to: groupedConvolution(x, weight, bias, geometry, groups: groups)) }
    let shape = ConvolutionShape(x.shape, weight.shape, geometry, in: "conv2d")
    // Where nothing is learnt the weight stays as it is from call to call.
    let keepsPacked = [x, weight, bias].allSatisfy { $0?.node == nil }
    return record(stage.name, inputs: [x, weight] + (bias.map { [$0] } ?? [])) { inputs in
        let (x, weight) = (inputs[0].contiguous, inputs[1].contiguous)
        let y = convolved(
            shape, x, weight, inputs.count > 2 ? inputs[2].contiguous : nil, then: stage, keepsPacked: keepsPacked)
        return (
            y,
            .joint { g, isWanted in
                let g = stage.gradient(g.contiguous, output: y)
                let inputGradient = isWanted[0] ? convolutionInputGradient(shape, g, weight) : nil
                let others = isWanted.dropFirst().contains(true) ? convolutionWeightGradients(shape, x, g) : nil
                return [inputGradient, others?.weight] + (isWanted.count > 2 ? [others?.bias] : [])
            }
        )
    }
}

/// How a window moves over the images of a convolution.
struct ConvolutionGeometry {
    let stride: IntPair
    let padding: Padding
    let dilation: IntPair
}

extension ConvolutionShape {
    /// - Parameters:
    ///   - x: the input's shape.
    ///   - weight: `[filters, channels, kernelHeight, kernelWidth]`.
    init(_ x: [Int], _ weight: [Int], _ geometry: ConvolutionGeometry, in operation: String) {
        let window = Window(
            over: x, size: IntPair(weight[2], weight[3]), stride: geometry.stride, padding: geometry.padding,
            dilation: geometry.dilation, in: operation)
        self.init(
            batch: x[0], height: x[1], width: x[2], channels: x[3], filters: weight[0], kernel: (weight[2], weight[3]),
            stride: (geometry.stride.height, geometry.stride.width),
            dilation: (geometry.dilation.height, geometry.dilation.width),
            padding: (window.top, window.left, window.bottom, window.right))
    }

    var inputShape: [Int] { [batch, height, width, channels] }
    var weightShape: [Int] { [filters, channels, kernelHeight, kernelWidth] }
    var outputShape: [Int] { [batch, outputHeight, outputWidth, filters] }
}

// MARK: - Forward

func convolved(
    _ shape: ConvolutionShape, _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, then stage: ConvolutionStage = .alone,
    keepsPacked: Bool = false
) -> Tensor {
    let y = Tensor(uninitialized: shape.outputShape, x.elementType)
    if x.elementType == .float64 {
        Tensor.withPointers(Double.self, x, weight, into: y) { x, weight, y in
            withOptionalPointer(Double.self, bias) { shape.referenceForward(x: x, weight: weight, bias: $0, y: y) }
        }
        return stage.applied(to: y)
    }
    let pass = shape.plan.forward
    let packed = packed(weight, for: pass, isKept: keepsPacked)
    withOptionalPointer(Float.self, bias) { bias in
        stage.withFinish(bias: bias) { run(pass, x, packed, $0, into: y) }
    }
    return y
}

extension ConvolutionShape {
    /// The fastest way to compute this convolution.
    fileprivate var plan: ConvolutionPlan {
        suitsWinograd && !Runtime.isExact ? kernels.winogradConvolution(self) : kernels.patchConvolution(self)
    }
}

/// A weight in the order that a pass wants.
///
/// - Parameter isKept: whether it stays with the weight, for the next call.
private func packed(_ weight: Tensor, for pass: any ConvolutionPass, isKept: Bool) -> Tensor {
    func pack() -> Tensor {
        let packed = Tensor(uninitialized: [pass.weightCount], .float32)
        weight.withPointer(Float.self) { weight in
            packed.withMutablePointer(Float.self) { packed in
                parallelFor(pass.weightBlocks) { pass.packWeight(block: $0, weight, into: packed) }
            }
        }
        return packed
    }
    // A view may be of a part of the elements only.
    guard isKept, weight.count == weight.storage.count else { return pack() }
    return weight.storage.packed(PackingKey(shape: weight.shape, packing: pass.packing), pack)
}

/// - Parameter weight: packed for the pass.
private func run(
    _ pass: any ConvolutionPass, _ source: Tensor, _ weight: Tensor, _ finish: ConvolutionFinish, into target: Tensor
) {
    Tensor.withPointers(Float.self, source, weight, into: target) { source, weight, target in
        parallelFor(pass.blocks) { block in
            withScratch(pass.scratch) { scratch in
                pass.run(block: block, source: source, weight: weight, finish: finish, target: target, scratch: scratch)
            }
        }
    }
}

// MARK: - Input gradient

func convolutionInputGradient(_ shape: ConvolutionShape, _ g: Tensor, _ weight: Tensor) -> Tensor {
    let gradient = Tensor(uninitialized: shape.inputShape, g.elementType)
    if g.elementType == .float64 {
        Tensor.withPointers(Double.self, g, weight, into: gradient) { g, weight, gradient in
            shape.referenceInputGradient(g: g, weight: weight, dx: gradient)
        }
    } else {
        let pass = shape.plan.inputGradient
        run(pass, g, packed(weight, for: pass, isKept: false), ConvolutionFinish(), into: gradient)
    }
    return gradient
}

// MARK: - Weight gradient

func convolutionWeightGradients(
    _ shape: ConvolutionShape, _ x: Tensor, _ g: Tensor
) -> (weight: Tensor, bias: Tensor) {
    let weight = Tensor(uninitialized: shape.weightShape, x.elementType)
    let bias = Tensor(uninitialized: [shape.filters], x.elementType)
    if x.elementType == .float64 {
        Tensor.withPointers(Double.self, x, g, into: weight) { x, g, weight in
            bias.withMutablePointer(Double.self) {
                shape.referenceWeightGradient(x: x, g: g, dweight: weight, dbias: $0)
            }
        }
    } else {
        Tensor.withPointers(Float.self, x, g, into: weight) { x, g, weight in
            bias.withMutablePointer(Float.self) { run(shape.plan.weightGradient, x, g, weight, $0) }
        }
    }
    return (weight, bias)
}

private func run(
    _ gradient: any ConvolutionWeightGradient, _ x: UnsafePointer<Float>, _ g: UnsafePointer<Float>,
    _ weight: UnsafeMutablePointer<Float>, _ bias: UnsafeMutablePointer<Float>
) {
    withScratch(gradient.parts * gradient.partialCount) { partials in
        parallelFor(gradient.parts) { part in
            withScratch(gradient.scratch) { scratch in
                gradient.addUp(
                    part: part, x: x, g: g, partial: partials + part * gradient.partialCount, scratch: scratch)
            }
        }
        parallelFor(gradient.sumBlocks) { gradient.sum(block: $0, partials: partials, dweight: weight, dbias: bias) }
    }
}

// MARK: - Memory

/// Gives `body` memory for `count` numbers, not cleared, from the cache of buffers.
package func withScratch(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    Tensor(uninitialized: [count], .float32).withMutablePointer(Float.self) { body($0) }
}

func withOptionalPointer<T: Scalar>(_ type: T.Type, _ tensor: Tensor?, _ body: (UnsafePointer<T>?) -> Void) {
    if let tensor { tensor.withPointer(type) { body($0) } } else { body(nil) }
}
