import MienKernels
import Testing

@Suite("Convolution with gaps, by patches")
struct DilatedConvolutionTests {
    static let shapes: [ConvolutionShape] = {
        let kernels = [(1, 1), (2, 2), (3, 3), (1, 3), (5, 2)]
        let gaps = [(2, 1), (1, 2), (2, 3), (3, 1)]
        let channels = [(1, 8), (2, 3), (17, 5)]
        var shapes: [ConvolutionShape] = []
        for kernel in kernels {
            for gap in gaps {
                for step in [(1, 1), (2, 3)] {
                    let index = shapes.count
                    let (inputs, filters) = channels[index % channels.count]
                    shapes.append(
                        ConvolutionShape(
                            batch: 1 + index % 3, height: 15 + index % 4, width: 9 + index % 7, channels: inputs,
                            filters: filters, kernel: kernel, stride: step, dilation: gap,
                            padding: (index % 3, index % 5, index % 2, 4 - index % 5)))
                }
            }
        }
        return shapes
    }()

    @Test("Forward and gradients agree with the reference", arguments: shapes)
    func agreesWithReference(shape: ConvolutionShape) {
        let problem = ConvolutionCase(shape)
        let errors = relativeErrors(problem.patches(), problem.reference(), shape)
        #expect(errors.allSatisfy { $0 < 1e-6 }, "\(shape): \(errors)")
    }

    @Test("Winograd takes no kernel with gaps")
    func winogradRefuses() {
        let shape = ConvolutionShape(
            batch: 1, height: 12, width: 12, channels: 8, filters: 8, kernel: (3, 3), dilation: (1, 2))
        #expect(!shape.isWinograd)
    }

    @Test("The reference computes a convolution with gaps done by hand")
    func referenceByHand() {
        // x = 1 2 3 4 / 5 6 7 8 / 9 10 11 12, kernel 1 2 / 3 4 at distances 2 and 3: 1·1 + 2·4 + 3·9 + 4·12.
        let shape = ConvolutionShape(
            batch: 1, height: 3, width: 4, channels: 1, filters: 1, kernel: (2, 2), dilation: (2, 3))
        var y: [Double] = filled(1)
        shape.referenceForward(x: (1...12).map(Double.init), weight: [1, 2, 3, 4], bias: nil, y: &y)
        #expect(y == [84])
    }
}
