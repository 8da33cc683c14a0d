import MienKernels
import Testing

@Suite("Convolution by patches")
struct PatchConvolutionTests {
    /// Every kernel size, stride, padding, channel count and batch size of interest, each with several of the others.
    static let shapes: [ConvolutionShape] = {
        var shapes: [ConvolutionShape] = []
        let kernels = [(1, 1), (2, 2), (3, 3), (5, 5), (1, 3), (5, 2)]
        let paddings = [(0, 0, 0, 0), (1, 1, 1, 1), (2, 2, 2, 2), (0, 1, 2, 3), (4, 0, 0, 4)]
        let channels = [(1, 32), (2, 3), (3, 16), (5, 1), (16, 33), (33, 5), (64, 64)]
        var index = 0
        for kernel in kernels {
            for step in [(1, 1), (2, 2), (3, 1)] {
                for padding in paddings {
                    let (inputs, filters) = channels[index % channels.count]
                    shapes.append(
                        ConvolutionShape(
                            batch: 1 + index % 5, height: 7 + index % 6, width: 6 + index % 11, channels: inputs,
                            filters: filters, kernel: kernel, stride: step, padding: padding))
                    index += 1
                }
            }
        }
        // Several blocks to an image and several images to a block, with a last block that is cut short.
        shapes.append(
            ConvolutionShape(
                batch: 2, height: 48, width: 44, channels: 1, filters: 32, kernel: (3, 3), padding: (1, 1, 1, 1)))
        shapes.append(
            ConvolutionShape(
                batch: 3, height: 24, width: 23, channels: 64, filters: 33, kernel: (3, 3), padding: (1, 1, 1, 1)))
        shapes.append(
            ConvolutionShape(batch: 5, height: 3, width: 3, channels: 16, filters: 16, kernel: (3, 3)))
        shapes.append(
            ConvolutionShape(batch: 2, height: 40, width: 40, channels: 3, filters: 5, kernel: (1, 1)))
        return shapes
    }()

    @Test("Forward and gradients agree with the reference", arguments: shapes)
    func agreesWithReference(shape: ConvolutionShape) {
        let problem = ConvolutionCase(shape)
        let errors = relativeErrors(problem.patches(), problem.reference(), shape)
        #expect(errors.allSatisfy { $0 < 1e-6 }, "\(shape): \(errors)")
    }

    @Test("The order of the blocks changes no bit")
    func blockOrder() {
        for shape in Self.shapes where shape.outputRows > 500 {
            let problem = ConvolutionCase(shape)
            let forward = bitPatterns(problem.patches(.forward))
            #expect(bitPatterns(problem.patches(.backward)) == forward)
            #expect(bitPatterns(problem.patches(.concurrent)) == forward)
        }
    }

    @Test("An empty batch has an empty output and zero gradients of the weight")
    func emptyBatch() {
        let shape = ConvolutionShape(batch: 0, height: 8, width: 8, channels: 3, filters: 4, kernel: (3, 3))
        let result = ConvolutionCase(shape).patches()
        #expect(result.dweight == [Float](repeating: 0, count: 4 * 27))
        #expect(result.dbias == [0, 0, 0, 0])
    }

    @Test("The reference computes a convolution done by hand")
    func referenceByHand() {
        // x = 1 2 3 / 4 5 6, kernel 1 2 / 3 4, bias 10, one row of zeros above, stride 1 × 2.
        let shape = ConvolutionShape(
            batch: 1, height: 2, width: 3, channels: 1, filters: 1, kernel: (2, 2), stride: (1, 2),
            padding: (1, 0, 0, 1))
        let x: [Double] = [1, 2, 3, 4, 5, 6]
        let weight: [Double] = [1, 2, 3, 4]
        var y: [Double] = filled(4)
        shape.referenceForward(x: x, weight: weight, bias: [10], y: &y)
        #expect(y == [21, 19, 47, 31])
        var dx: [Double] = filled(6)
        shape.referenceInputGradient(g: [1, 2, 3, 4], weight: weight, dx: &dx)
        #expect(dx == [6, 10, 10, 9, 12, 12])
        var dweight: [Double] = filled(4)
        var dbias: [Double] = filled(1)
        shape.referenceWeightGradient(x: x, g: [1, 2, 3, 4], dweight: &dweight, dbias: &dbias)
        #expect(dweight == [15, 6, 43, 17])
        #expect(dbias == [10])
    }
}
