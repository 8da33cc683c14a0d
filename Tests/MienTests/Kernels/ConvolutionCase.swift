import Dispatch
import Mien
import MienKernels

/// The order in which the blocks of a kernel are run.
enum BlockOrder: CaseIterable {
    case forward, backward, concurrent

    func run(_ count: Int, _ body: (Int) -> Void) {
        switch self {
        case .forward: for block in 0..<count { body(block) }
        case .backward: for block in (0..<count).reversed() { body(block) }
        case .concurrent:
            withoutActuallyEscaping(body) { escaping in
                nonisolated(unsafe) let body = escaping
                DispatchQueue.concurrentPerform(iterations: count) { body($0) }
            }
        }
    }
}

/// What the three passes of a convolution yield.
struct ConvolutionResult<Scalar: Equatable>: Equatable {
    var y, dx, dweight, dbias: [Scalar]
}

/// A convolution of random numbers, and its results by each family of kernels.
struct ConvolutionCase {
    let shape: ConvolutionShape
    let x, weight, bias, g: [Float]

    init(_ shape: ConvolutionShape) {
        // Sets OpenBLAS to one thread, which the comparison of bits needs.
        _ = Runtime.matrixLibrary
        self.shape = shape
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func random(_ count: Int) -> [Float] {
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Float(state >> 40) / 8_388_608 - 1
            }
        }
        x = random(shape.inputCount)
        weight = random(shape.weightCount)
        bias = random(shape.filters)
        g = random(shape.outputCount)
    }

    func reference() -> ConvolutionResult<Double> {
        let x = x.map(Double.init)
        let weight = weight.map(Double.init)
        let bias = bias.map(Double.init)
        let g = g.map(Double.init)
        var result = ConvolutionResult<Double>(
            y: filled(shape.outputCount), dx: filled(shape.inputCount), dweight: filled(shape.weightCount),
            dbias: filled(shape.filters))
        shape.referenceForward(x: x, weight: weight, bias: bias, y: &result.y)
        shape.referenceInputGradient(g: g, weight: weight, dx: &result.dx)
        shape.referenceWeightGradient(x: x, g: g, dweight: &result.dweight, dbias: &result.dbias)
        return result
    }

    func patches(_ order: BlockOrder = .forward) -> ConvolutionResult<Float> {
        result(kernels.patchConvolution(shape), order)
    }

    func winograd(_ order: BlockOrder = .forward) -> ConvolutionResult<Float> {
        result(kernels.winogradConvolution(shape), order)
    }

    private func result(_ plan: ConvolutionPlan, _ order: BlockOrder) -> ConvolutionResult<Float> {
        var result = emptyResult()
        run(plan.forward, x, bias: bias, into: &result.y, order)
        run(plan.inputGradient, g, bias: nil, into: &result.dx, order)
        let gradient = plan.weightGradient
        var partials: [Float] = filled(gradient.parts * gradient.partialCount)
        partials.withUnsafeMutableBufferPointer { partials in
            order.run(gradient.parts) { part in
                var scratch: [Float] = filled(gradient.scratch)
                gradient.addUp(
                    part: part, x: x, g: g, partial: partials.baseAddress! + part * gradient.partialCount,
                    scratch: &scratch)
            }
        }
        result.dweight.withUnsafeMutableBufferPointer { dweight in
            result.dbias.withUnsafeMutableBufferPointer { dbias in
                order.run(gradient.sumBlocks) {
                    gradient.sum(
                        block: $0, partials: partials, dweight: dweight.baseAddress!, dbias: dbias.baseAddress!)
                }
            }
        }
        return result
    }

    private func run(
        _ pass: any ConvolutionPass, _ source: [Float], bias: [Float]?, into target: inout [Float], _ order: BlockOrder
    ) {
        var packed: [Float] = filled(pass.weightCount)
        packed.withUnsafeMutableBufferPointer { packed in
            order.run(pass.weightBlocks) { pass.packWeight(block: $0, weight, into: packed.baseAddress!) }
        }
        target.withUnsafeMutableBufferPointer { target in
            order.run(pass.blocks) { block in
                var scratch: [Float] = filled(pass.scratch)
                pass.run(
                    block: block, source: source, weight: packed, finish: ConvolutionFinish(bias: bias),
                    target: target.baseAddress!, scratch: &scratch)
            }
        }
    }

    func emptyResult() -> ConvolutionResult<Float> {
        ConvolutionResult(
            y: filled(shape.outputCount), dx: filled(shape.inputCount), dweight: filled(shape.weightCount),
            dbias: filled(shape.filters))
    }
}

/// An array that no correct kernel leaves as it is: every value must be overwritten. Never empty, so that its base
/// address exists.
func filled<Scalar: FloatingPoint>(_ count: Int) -> [Scalar] { [Scalar](repeating: .nan, count: max(1, count)) }

/// The largest error of the first `count` values relative to the largest value of the reference; infinite where a value
/// is not a number.
func relativeError(_ values: [Float], _ reference: [Double], count: Int) -> Double {
    var (error, scale) = (0.0, 0.0)
    for index in 0..<count {
        let difference = abs(Double(values[index]) - reference[index])
        guard difference.isFinite else { return .infinity }
        error = max(error, difference)
        scale = max(scale, abs(reference[index]))
    }
    return scale == 0 ? error : error / scale
}

/// The largest relative error over the output and the three gradients.
func relativeErrors(
    _ result: ConvolutionResult<Float>, _ reference: ConvolutionResult<Double>, _ shape: ConvolutionShape
) -> [Double] {
    [
        relativeError(result.y, reference.y, count: shape.outputCount),
        relativeError(result.dx, reference.dx, count: shape.inputCount),
        relativeError(result.dweight, reference.dweight, count: shape.weightCount),
        relativeError(result.dbias, reference.dbias, count: shape.filters),
    ]
}

func bitPatterns(_ result: ConvolutionResult<Float>) -> [[UInt32]] {
    [result.y, result.dx, result.dweight, result.dbias].map { $0.map(\.bitPattern) }
}
