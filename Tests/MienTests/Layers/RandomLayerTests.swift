import Mien
import MienTestSupport
import Testing

@Suite struct DropoutTests {
    @Test(arguments: [0.1, 0.25, 0.5, 0.9] as [Float]) func theShareIsDroppedAndTheRestScaled(_ rate: Float) {
        let layer = withSeed(1) { Dropout(rate) }
        layer.mode = .training
        let y = layer(Tensor.full([100_000], 2)).scalars
        let dropped = Float(y.count { $0 == 0 }) / 100_000
        #expect(abs(dropped - rate) < 5 * (rate * (1 - rate) / 100_000).squareRoot())
        let kept = 2 * (1 / (1 - rate))
        #expect(y.allSatisfy { $0 == 0 || $0 == kept })
        #expect(abs(y.reduce(0, +) / 200_000 - 1) < 0.02)
    }

    @Test func masksDifferByCallAndLayerAndRepeatBySeed() {
        let x = Tensor.ones([1000])
        func masks(seed: UInt64) -> [[Float]] {
            let (first, second) = withSeed(seed) { (Dropout(0.5), Dropout(0.5)) }
            first.mode = .training
            second.mode = .training
            return [first(x), first(x), second(x)].map(\.scalars)
        }
        let found = masks(seed: 1) + masks(seed: 2)
        #expect(Set(found).count == 6)
        #expect(masks(seed: 1) == Array(found.prefix(3)))
        // Independent: half of the places that one drops, the other keeps.
        let both = zip(found[0], found[1]).count { $0 == 0 && $1 == 0 }
        #expect(abs(both - 250) < 70)
    }

    @Test func inferenceAndRateZeroChangeNothing() {
        let x = randomTensor([100])
        let none = Dropout(0)
        none.mode = .training
        expectSameBits(none(x), x)
        let half = Dropout(0.5)
        expectSameBits(half(x), x)
        #expect(half.stateDictionary(includingState: true)["calls"]?.int32Scalars == [0, 0])
    }

    /// The gradient passes where the output did.
    @Test func theGradientHasTheSameMask() {
        let model = Sequential(Dropout(0.5))
        let weight = Parameter(Tensor.ones([1000]))
        final class Weighted: Module {
            let weight: Parameter, model: Sequential
            init(_ weight: Parameter, _ model: Sequential) { (self.weight, self.model) = (weight, model) }
        }
        var output = Tensor(0)
        let gradients = valueAndGradients(of: Weighted(weight, model)) { probe in
            let y = probe.model(probe.weight.value)
            output = y.stopGradient()
            return y.sum()
        }.gradients
        #expect(gradients[weight]?.scalars == output.scalars)
    }
}

@Suite struct InitializerTests {
    private static let shape = [40, 30, 3, 3]
    private static let (inputs, outputs): (Float, Float) = (270, 360)

    @Test(
        arguments: [
            (Initializer.glorotUniform, (2 / (inputs + outputs)).squareRoot(), 3.0.squareRoot()),
            (.glorotNormal, (2 / (inputs + outputs)).squareRoot(), 2 / 0.879_625_66),
            (.heUniform, (2 / inputs).squareRoot(), 3.0.squareRoot()),
            (.heNormal, (2 / inputs).squareRoot(), 2 / 0.879_625_66),
            (.leCunUniform, (1 / inputs).squareRoot(), 3.0.squareRoot()),
            (.leCunNormal, (1 / inputs).squareRoot(), 2 / 0.879_625_66),
            // The cut makes the deviation smaller, as Keras's.
            (.truncatedNormal(deviation: 0.05), 0.05 * 0.879_625_66, 2 / 0.879_625_66),
        ] as [(Initializer, Float, Double)]) func spread(
            _ initializer: Initializer, _ deviation: Float, _ limit: Double
        )
    {
        let values = withSeed(1) { Parameter(shape: Self.shape, initializer) }.value
        #expect(abs(values.mean().item) < 5 * deviation / Float(10_800).squareRoot())
        #expect(abs(values.variance().item.squareRoot() / deviation - 1) < 0.03)
        let greatest = values.absolute().max().item / deviation
        #expect(Double(greatest) <= limit * 1.0001 && Double(greatest) > limit * 0.98, "\(greatest)")
    }

    @Test func constants() {
        #expect(Parameter(shape: [3], .zeros).value.scalars == [0, 0, 0])
        #expect(Parameter(shape: [2, 1], .ones).value.scalars == [1, 1])
        #expect(Parameter(shape: [2], .constant(-0.5)).value.scalars == [-0.5, -0.5])
    }

    /// `W · Wᵀ` is the squared gain times one, or `Wᵀ · W` where there are more rows than columns.
    @Test(arguments: [[4, 4], [3, 20], [20, 3], [6, 2, 3], [8, 1, 3, 3], [1, 5], [5, 1], [100, 100]])
    func orthogonalMatrices(_ shape: [Int]) {
        let weight = withSeed(1) { Parameter(shape: shape, .orthogonal(gain: 1.5)) }.value.flattened(from: 1)
        let product =
            weight.shape[0] > weight.shape[1]
            ? matmul(weight.transposed(), weight) : matmul(weight, weight.transposed())
        expectClose(product, 2.25 * Tensor.identity(product.shape[0]), within: 1e-6)
        #expect(weight.shape == [shape[0], shape.dropFirst().reduce(1, *)])
    }

    /// All rotations are equally likely: no entry leans to one side, which it would if signs were fixed.
    @Test func orthogonalMatricesLeanNowhere() {
        let draws = withSeed(2) { (0..<500).map { _ in Parameter(shape: [3, 3], .orthogonal()).value } }
        expectClose(Tensor.stack(draws).mean(axes: 0), Tensor.zeros([3, 3]), within: 0.13, scale: 1)
        expectClose(Tensor.stack(draws).squared().mean(axes: 0), Tensor.full([3, 3], 1 / 3), within: 0.07, scale: 1)
    }

    @Test func modelsAreAFunctionOfTheSeed() {
        func weights(_ seed: UInt64) -> [[Float]] {
            withSeed(seed) { Sequential(Dense(3, 4), Dense(3, 4)) }.parameters.map { $0.value.value.scalars }
        }
        #expect(weights(1) == weights(1))
        #expect(weights(1)[0] != weights(1)[2] && weights(1)[0] != weights(2)[0])
    }

    @Test func denseBeginsAsKeras() {
        let layer = withSeed(1) { Dense(50, 30) }
        #expect(layer.bias?.value.scalars == [Float](repeating: 0, count: 30))
        #expect(layer.weight.value.absolute().max().item <= (6.0 as Float / 80).squareRoot())
        let norm = BatchNorm(2)
        #expect(norm.weight.value.scalars == [1, 1] && norm.bias.value.scalars == [0, 0])
        #expect(norm.runningMean.value.scalars == [0, 0] && norm.runningVariance.value.scalars == [1, 1])
    }
}
