import Mien
import Testing

@Suite("conv2d", .serialized)
struct ConvolutionTests {
    struct Case: CustomStringConvertible, Sendable {
        let input: [Int], weight: [Int]
        var hasBias = true
        var stride: IntPair = 1
        var padding = Padding.valid

        var description: String { "\(input) ∗ \(weight), stride \(stride), \(padding)" }

        func random(_ shape: [Int], _ purpose: UInt64) -> Tensor {
            var state = purpose &* 0x9E37_79B9_7F4A_7C15
            return Tensor(
                (0..<shape.reduce(1, *)).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return Float(state >> 40) / 8_388_608 - 1
                }, shape: shape)
        }

        /// The output and the gradients by input, weight and bias of a sum with random factors.
        func results(_ type: ElementType) -> [Tensor] {
            let bias = hasBias ? [random([weight[0]], 3)] : []
            let inputs = ([random(input, 1), random(weight, 2)] + bias).map { $0.cast(to: type) }
            var output = Tensor(0)
            let (_, gradients) = valueAndGradients(at: inputs) { inputs in
                let y = conv2d(
                    inputs[0], inputs[1], hasBias ? inputs[2] : nil, stride: stride, padding: padding)
                output = y.stopGradient()
                return (y * random(y.shape, 4).cast(to: type)).sum()
            }
            return [output] + gradients
        }
    }

    static let cases = [
        Case(input: [2, 12, 12, 8], weight: [16, 8, 3, 3], padding: .same),
        Case(input: [3, 11, 9, 5], weight: [7, 5, 3, 3], hasBias: false),
        Case(input: [2, 9, 8, 3], weight: [4, 3, 5, 2], stride: IntPair(2, 3), padding: .same),
        Case(input: [2, 10, 10, 1], weight: [6, 1, 3, 3], padding: .same),
        Case(input: [4, 6, 6, 8], weight: [5, 8, 1, 1]),
        Case(input: [1, 7, 6, 4], weight: [4, 4, 3, 3], padding: .explicit(top: 3, bottom: 0, left: 1, right: 2)),
        Case(input: [0, 8, 8, 4], weight: [4, 4, 3, 3], padding: .same),
    ]

    @Test("Float32 agrees with Float64, forward and backward", arguments: cases)
    func agreesWithDouble(configuration: Case) {
        for (fast, exact) in zip(configuration.results(.float32), configuration.results(.float64)) {
            #expect(fast.shape == exact.shape)
            let scale = exact.doubleScalars.map(abs).max() ?? 1
            for (a, b) in zip(fast.doubleScalars, exact.doubleScalars) {
                #expect(abs(a - b) <= 1.5e-5 * scale)
            }
        }
    }

    @Test("Output shapes of each padding and stride")
    func shapes() {
        let x = Tensor.zeros([2, 11, 8, 3])
        let weight = Tensor.zeros([5, 3, 3, 3])
        #expect(conv2d(x, weight, nil).shape == [2, 9, 6, 5])
        #expect(conv2d(x, weight, nil, padding: .same).shape == [2, 11, 8, 5])
        #expect(conv2d(x, weight, nil, stride: 2, padding: .same).shape == [2, 6, 4, 5])
        #expect(conv2d(x, weight, nil, stride: IntPair(3, 1)).shape == [2, 3, 6, 5])
    }

    @Test("Views are convolved as their copies")
    func views() {
        let configuration = Self.cases[0]
        let (x, weight) = (configuration.random([12, 2, 12, 8], 1), configuration.random([8, 16, 3, 3], 2))
        let (turned, turnedWeight) = (x.permuted([1, 0, 2, 3]), weight.permuted([1, 0, 2, 3]))
        let expected = conv2d(turned.copied(), turnedWeight.copied(), nil, padding: .same)
        #expect(conv2d(turned, turnedWeight, nil, padding: .same).scalars == expected.scalars)
    }

    @Test("One and two threads give the same bits")
    func threads() {
        let threads = Runtime.threads
        defer { Runtime.threads = threads }
        for configuration in [
            Case(input: [5, 23, 24, 33], weight: [20, 33, 3, 3], padding: .same),
            Case(input: [5, 40, 40, 3], weight: [16, 3, 5, 5], padding: .same),
        ] {
            Runtime.threads = 1
            let single = configuration.results(.float32).map { $0.scalars.map(\.bitPattern) }
            Runtime.threads = 2
            for _ in 0..<5 {
                #expect(configuration.results(.float32).map { $0.scalars.map(\.bitPattern) } == single)
            }
        }
    }
}
