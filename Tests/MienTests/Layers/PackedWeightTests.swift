import Mien
import MienTestSupport
import Testing

/// A convolution keeps its weight in the order of the kernels while nothing is learnt.
@Suite("Packed weights")
struct PackedWeightTests {
    @Test("A prediction follows the weight, however it changes", arguments: [(1, 1), (16, 32)])
    func followsWeight(inputs: Int, outputs: Int) throws {
        let layer = withSeed(1) { Conv2D(inputs, outputs, kernel: 3, padding: .same) }
        let x = randomTensor([2, 9, 10, inputs], seed: 2)
        func fresh() throws -> Tensor {
            let other = Conv2D(inputs, outputs, kernel: 3, padding: .same)
            try other.load(layer.stateDictionary().mapValues { $0.copied() })
            return other(x)
        }
        let first = layer(x)
        expectSameBits(layer(x), first, "again")

        let gradients = valueAndGradients(of: layer) { $0(x).squared().mean() }.gradients
        SGD(learningRate: 0.1).update(layer, along: gradients)
        expectSameBits(layer(x), try fresh(), "after a step")
        #expect(layer(x).scalars != first.scalars)

        layer.weight.value[0, 0, 0, 0] = Tensor(7)
        expectSameBits(layer(x), try fresh(), "after an element was set")

        layer.weight.value = randomTensor(layer.weight.value.shape, seed: 3)
        expectSameBits(layer(x), try fresh(), "after another weight was put in")
    }

    @Test("Parts of one weight are not taken for each other")
    func partsDiffer() {
        let weights = randomTensor([2, 8, 8, 3, 3], seed: 1)
        let x = randomTensor([1, 8, 8, 8], seed: 2)
        let results = (0..<2).map { conv2d(x, weights[$0], nil, padding: .same) }
        #expect(results[0].scalars != results[1].scalars)
        expectSameBits(conv2d(x, weights[1].copied(), nil, padding: .same), results[1], "the second")
    }
}
