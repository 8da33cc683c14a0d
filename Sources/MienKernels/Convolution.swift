/// A convolution or its input gradient in single precision, cut into blocks of work.
///
/// The weight is packed first, in ``weightBlocks`` blocks, into the order that suits the method; then ``blocks`` blocks
/// compute the target, each a part of its own.
package protocol ConvolutionPass: Sendable {
    /// Passes of the same packing can use each other's packed weight, if it is that of the same weight.
    var packing: WeightPacking { get }
    /// Floats of the packed weight.
    var weightCount: Int { get }
    var weightBlocks: Int { get }
    /// Packs one block of the convolution's weight `[filters, channels, kernelHeight, kernelWidth]`.
    func packWeight(block: Int, _ weight: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>)

    var blocks: Int { get }
    /// Floats of scratch for a block.
    var scratch: Int { get }
    /// Computes one block's part of the target, and writes no other.
    ///
    /// - Parameters:
    ///   - source: the input; for the input gradient the upstream gradient.
    ///   - finish: what becomes of the sums; the input gradient's stay as they are.
    ///   - target: the output; or the input's gradient.
    func run(
        block: Int, source: UnsafePointer<Float>, weight: UnsafePointer<Float>, finish: ConvolutionFinish,
        target: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    )
}

/// What a convolution does to its sums while they are in a cache.
package struct ConvolutionFinish {
    /// `[filters]`, added first; nil for none.
    package let bias: UnsafePointer<Float>?
    /// Of each filter; nil for none.
    package let scaling: ChannelScaling<Float>?
    /// Whether what is below zero then becomes zero.
    package let isRectified: Bool

    package init(
        bias: UnsafePointer<Float>? = nil, scaling: ChannelScaling<Float>? = nil, isRectified: Bool = false
    ) {
        (self.bias, self.scaling, self.isRectified) = (bias, scaling, isRectified)
    }
}

/// An order of a convolution's weight in memory.
package struct WeightPacking: Hashable, Sendable {
    package enum Method: Sendable {
        case patches, winograd
    }

    package let method: Method
    package let isForGradient: Bool

    package init(method: Method, isForGradient: Bool) { (self.method, self.isForGradient) = (method, isForGradient) }
}

/// The gradient of a convolution's weight and bias in single precision: partial sums over parts of the batch, which are
/// then added in their order.
package protocol ConvolutionWeightGradient: Sendable {
    var parts: Int { get }
    /// Floats of a part's sums.
    var partialCount: Int { get }
    /// Floats of scratch for a part.
    var scratch: Int { get }
    /// Computes the sums of one part.
    ///
    /// - Parameters:
    ///   - x: the convolution's input.
    ///   - g: the upstream gradient.
    ///   - partial: ``partialCount`` floats, overwritten.
    func addUp(
        part: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>, partial: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    )

    var sumBlocks: Int { get }
    /// Adds the sums of all parts, for one block of the weight.
    ///
    /// - Parameters:
    ///   - partials: the parts' sums one after the other.
    ///   - dweight: receives the block's part of the gradient, in the weight's own order.
    ///   - dbias: receives the gradient of the bias, or the block's part of it.
    func sum(
        block: Int, partials: UnsafePointer<Float>, dweight: UnsafeMutablePointer<Float>,
        dbias: UnsafeMutablePointer<Float>
    )
}

/// A method of convolution with its gradients.
package struct ConvolutionPlan: Sendable {
    package let forward: any ConvolutionPass
    package let inputGradient: any ConvolutionPass
    package let weightGradient: any ConvolutionWeightGradient

    package init(
        forward: any ConvolutionPass, inputGradient: any ConvolutionPass, weightGradient: any ConvolutionWeightGradient
    ) {
        (self.forward, self.inputGradient, self.weightGradient) = (forward, inputGradient, weightGradient)
    }
}

package protocol ConvolutionKernels {
    /// By patches and matrix products: any kernel, stride and dilation; exact up to rounding.
    func patchConvolution(_ shape: ConvolutionShape) -> ConvolutionPlan

    /// Winograd's F(4×4, 3×3), where ``ConvolutionShape/isWinograd`` holds: a quarter of the products, and an error some
    /// twenty times that of the plain sum.
    func winogradConvolution(_ shape: ConvolutionShape) -> ConvolutionPlan
}

/// The convolution of each channel with a kernel of its own, in single precision. A shape has as many filters as channels
/// here, and weights lie channels last: `[kernelHeight · kernelWidth, channels]`.
package protocol DepthwiseKernels {
    /// Computes one row of output pixels of one image: `row` counts the rows of the batch.
    func depthwiseForward(
        _ shape: ConvolutionShape, row: Int, x: UnsafePointer<Float>, weight: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, y: UnsafeMutablePointer<Float>
    )

    /// Computes the input gradient of one image.
    func depthwiseInputGradient(
        _ shape: ConvolutionShape, image: Int, g: UnsafePointer<Float>, weight: UnsafePointer<Float>,
        dx: UnsafeMutablePointer<Float>
    )

    /// Computes the sums of one image, row by row: a short sum loses no digits against a total that has grown large.
    ///
    /// - Parameters:
    ///   - partial: ``ConvolutionShape/depthwisePartialCount`` floats, overwritten.
    ///   - scratch: as many.
    func depthwiseWeightGradient(
        _ shape: ConvolutionShape, image: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>,
        partial: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    )
}
