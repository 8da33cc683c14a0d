import Mien
import MienTestSupport
import Testing

/// What `Sequential` computes at once has the bits of the layers one after the other.
@Suite("Stages")
struct StageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let input: [Int]
        let make: @Sendable () -> Sequential

        init(_ name: String, _ input: [Int], _ make: @escaping @Sendable () -> Sequential) {
            (testDescription, self.input, self.make) = (name, input, make)
        }
    }

    /// Tiles of Winograd's method with and without an edge, patches, groups, sequences; each behind a convolution through which
    /// the gradient by the stage's input reaches a parameter.
    static let cases: [Case] = [
        Case("ReLU after 3×3", [2, 11, 7, 5]) { images(5, 24, kernel: 3, [ReLU()]) },
        Case("ReLU after few channels", [2, 6, 6, 1]) { images(1, 3, kernel: 3, [ReLU()]) },
        Case("ReLU after groups", [2, 6, 6, 4]) { images(4, 8, kernel: 3, groups: 4, [ReLU()]) },
        Case("norm after 3×3", [2, 9, 8, 16]) { images(16, 40, kernel: 3, [BatchNorm(40)]) },
        Case("norm, ReLU after 3×3", [2, 9, 8, 16]) { images(16, 40, kernel: 3, [BatchNorm(40), ReLU()]) },
        Case("norm, ReLU after 5×5", [2, 9, 8, 3]) { images(3, 7, kernel: 5, [BatchNorm(7), ReLU()]) },
        Case("norm, ReLU after groups", [2, 6, 6, 4]) { images(4, 4, kernel: 3, groups: 4, [BatchNorm(4), ReLU()]) },
        Case("norm, pool", [2, 9, 8, 4]) { images(4, 20, kernel: 3, [BatchNorm(20), MaxPool2D(2)]) },
        Case("norm, ReLU, pool", [2, 9, 8, 4]) { images(4, 20, kernel: 3, [BatchNorm(20), ReLU(), MaxPool2D(2)]) },
        Case("ReLU, norm, pool", [2, 9, 8, 4]) { images(4, 20, kernel: 3, [ReLU(), BatchNorm(20), MaxPool2D(2)]) },
        Case("ReLU, norm, pool along", [3, 11, 4]) { sequences(4, 18, [ReLU(), BatchNorm(18), MaxPool1D(2)]) },
        Case("norm, ReLU, pool along", [3, 11, 4]) { sequences(4, 18, [BatchNorm(18), ReLU(), MaxPool1D(3)]) },
        Case("norm, ReLU along", [3, 11, 4]) { sequences(4, 18, [BatchNorm(18), ReLU()]) },
        Case("nothing to pool", [0, 8, 8, 4]) { images(4, 8, kernel: 3, [BatchNorm(8), ReLU(), MaxPool2D(2)]) },
    ]

    private static func images(
        _ inputs: Int, _ outputs: Int, kernel: Int, groups: Int = 1, _ stage: [Module]
    ) -> Sequential {
        let window = IntPair(kernel, kernel)
        return Sequential(
            [
                Conv2D(inputs, inputs, kernel: 1),
                Conv2D(inputs, outputs, kernel: window, padding: .same, groups: groups),
            ] + stage)
    }

    private static func sequences(_ inputs: Int, _ outputs: Int, _ stage: [Module]) -> Sequential {
        Sequential(
            [Conv1D(inputs, inputs, kernel: 1), Conv1D(inputs, outputs, kernel: 3, padding: .causal)] + stage)
    }

    private static func oneByOne(_ model: Sequential, _ x: Tensor) -> Tensor { model.layers.reduce(x) { $1($0) } }

    private func models(_ row: Case) -> (Sequential, Sequential) {
        let models = (withSeed(1, row.make), withSeed(1, row.make))
        for model in [models.0, models.1] {
            // Statistics, scales and offsets that leave something to do.
            for (index, parameter) in model.parameters.enumerated() where parameter.value.value.rank == 1 {
                parameter.value.value = randomTensor(parameter.value.value.shape, seed: UInt64(index + 5))
            }
            for norm in model.layers.compactMap({ $0 as? BatchNorm }) {
                norm.runningMean.value = randomTensor(norm.runningMean.value.shape, seed: 3)
                norm.runningVariance.value = randomTensor(norm.runningVariance.value.shape, seed: 4).squared() + 0.1
            }
        }
        return models
    }

    @Test("Predictions", arguments: cases)
    func predictions(_ row: Case) {
        let (staged, plain) = models(row)
        let x = randomTensor(row.input, seed: 2)
        expectSameBits(staged(x), Self.oneByOne(plain, x), row.testDescription)
    }

    @Test("Gradients", arguments: cases)
    func gradients(_ row: Case) {
        let x = randomTensor(row.input, seed: 2)
        let (staged, plain) = models(row)
        let first = valueAndGradients(of: staged) { $0(x).squared().sum() }
        let second = valueAndGradients(of: plain) { Self.oneByOne($0, x).squared().sum() }
        expectSameBits(first.value, second.value, "value")
        for (a, b) in zip(staged.parameters, plain.parameters) {
            expectSameBits(
                first.gradients[a.value] ?? Tensor(0), second.gradients[b.value] ?? Tensor(1), "gradient by \(a.name)")
        }
        for (name, tensor) in plain.stateDictionary() {
            expectSameBits(staged.stateDictionary()[name] ?? Tensor(0), tensor, name)
        }
    }

    @Test("A norm for other channels is told as by itself")
    func otherChannels() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Sequential(Conv2D(2, 3, kernel: 1), BatchNorm(4), ReLU())(Tensor.zeros([1, 2, 2, 2]))
        }
        expectMessage("BatchNorm", result)
    }

    @Test("Exact arithmetic computes by patches")
    func exactArithmetic() async {
        await #expect(processExitsWith: .success) {
            let x = randomTensor([1, 24, 24, 32], seed: 1)
            let layer = withSeed(2) { Conv2D(32, 32, kernel: 3, padding: .same) }
            let fast = layer(x)
            Runtime.isExact = true
            let exact = layer(x)
            layer.cast(to: .float64)
            let reference = layer(x.cast(to: .float64)).cast(to: .float32)
            let errors = [fast, exact].map { ($0 - reference).absolute().max().item }
            #expect(errors[1] < errors[0] / 3, "\(errors)")
            #expect(errors[1] < 2e-6, "\(errors)")
        }
    }
}
