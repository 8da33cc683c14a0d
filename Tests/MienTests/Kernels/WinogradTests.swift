import MienKernels
import Testing

@Suite("Convolution by Winograd's algorithm")
struct WinogradTests {
    /// Sizes that are and are no multiple of the tile, smaller than a tile and down to one pixel; channels that are and
    /// are no multiple of the lanes; every padding; several blocks and chunks.
    static let shapes: [ConvolutionShape] = {
        let sizes = [(12, 12), (11, 11), (6, 6), (3, 3), (9, 14), (1, 1), (5, 24), (13, 2), (4, 7)]
        let paddings = [(1, 1, 1, 1), (0, 0, 0, 0), (2, 2, 2, 2), (0, 1, 2, 0), (1, 0, 0, 2)]
        let channels = [(4, 4), (5, 33), (16, 7), (33, 16), (64, 64), (17, 21), (1, 2), (20, 40)]
        var shapes: [ConvolutionShape] = []
        var index = 0
        for (height, width) in sizes {
            for padding in paddings where height + padding.0 + padding.2 >= 3 && width + padding.1 + padding.3 >= 3 {
                let (inputs, filters) = channels[index % channels.count]
                shapes.append(
                    ConvolutionShape(
                        batch: 1 + index % 5, height: height, width: width, channels: inputs, filters: filters,
                        kernel: (3, 3), padding: padding))
                index += 1
            }
        }
        for (size, inputs, filters) in [(48, 8, 16), (44, 16, 8), (24, 64, 32)] {
            shapes.append(
                ConvolutionShape(
                    batch: 6, height: size, width: size, channels: inputs, filters: filters, kernel: (3, 3),
                    padding: (1, 1, 1, 1)))
        }
        return shapes
    }()

    @Test("Forward and gradients agree with the reference", arguments: shapes)
    func agreesWithReference(shape: ConvolutionShape) {
        #expect(shape.isWinograd)
        let problem = ConvolutionCase(shape)
        let errors = relativeErrors(problem.winograd(), problem.reference(), shape)
        #expect(errors.allSatisfy { $0 < 1.5e-5 }, "\(shape): \(errors)")
    }

    @Test("The order of the blocks changes no bit")
    func blockOrder() {
        for shape in Self.shapes where shape.outputRows > 500 {
            let problem = ConvolutionCase(shape)
            let forward = bitPatterns(problem.winograd(.forward))
            #expect(bitPatterns(problem.winograd(.backward)) == forward)
            #expect(bitPatterns(problem.winograd(.concurrent)) == forward)
        }
    }

    @Test("An empty batch has an empty output and zero gradients of the weight")
    func emptyBatch() {
        let shape = ConvolutionShape(
            batch: 0, height: 8, width: 8, channels: 5, filters: 6, kernel: (3, 3), padding: (1, 1, 1, 1))
        let result = ConvolutionCase(shape).winograd()
        #expect(result.dweight == [Float](repeating: 0, count: 5 * 6 * 9))
        #expect(result.dbias == [Float](repeating: 0, count: 6))
    }
}
