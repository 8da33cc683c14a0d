import Mien
import MienTestSupport
import Testing

@Suite struct CreationTests {
    @Test func fromNumbers() {
        #expect(Tensor(2).shape == [] && Tensor(2).item == 2)
        #expect(Tensor([1, 2, 3]).shape == [3])
        #expect(Tensor([[1, 2, 3], [4, 5, 6]]).shape == [2, 3])
        #expect(Tensor([[1, 2, 3], [4, 5, 6]]).scalars == [1, 2, 3, 4, 5, 6])
        #expect(Tensor([[[1], [2]], [[3], [4]], [[5], [6]]]).shape == [3, 2, 1])
        #expect(Tensor([[Float]]()).shape == [0, 0])
        #expect(Tensor([1, 2, 3, 4], shape: [2, 2])[1].scalars == [3, 4])
        #expect(Tensor(int32: [1, 2]).elementType == .int32)
        #expect(Tensor(float64: [0.1], shape: [1]).doubleScalars == [0.1])
    }

    @Test(arguments: [ElementType.float32, .float64, .int32]) func filled(_ type: ElementType) {
        for shape in [[], [0], [3], [2, 0, 2], [2, 3], [70_000]] {
            for (tensor, value) in [
                (Tensor.zeros(shape, type), 0.0), (.ones(shape, type), 1), (.full(shape, -3, type), -3),
            ] {
                #expect(tensor.shape == shape && tensor.elementType == type)
                #expect(tensor.doubleScalars.allSatisfy { $0 == value })
                #expect(tensor.count == shape.reduce(1, *) && tensor.rank == shape.count)
            }
        }
    }

    @Test func rangesAndIdentities() {
        #expect(Tensor.range(0, 3).scalars == [0, 1, 2])
        #expect(Tensor.range(1, -1, step: -0.5).scalars == [1, 0.5, 0, -0.5])
        #expect(Tensor.range(2, 2).shape == [0])
        #expect(Tensor.range(1, 4, .int32).int32Scalars == [1, 2, 3])
        #expect(Tensor.identity(3).scalars == [1, 0, 0, 0, 1, 0, 0, 0, 1])
        #expect(Tensor.identity(2, .float64).elementType == .float64)
        #expect(Tensor.identity(0).shape == [0, 0])
    }

    @Test func randomTensorsAreFunctionsOfTheStream() {
        var (first, second) = (RandomStream(seed: 1), RandomStream(seed: 1))
        let uniform = Tensor.uniform([1000], -2, 3, using: &first)
        expectSameBits(uniform, Tensor.uniform([1000], -2, 3, using: &second))
        #expect(uniform.scalars.allSatisfy { $0 >= -2 && $0 < 3 })
        let normal = Tensor.normal([10_000], mean: 5, standardDeviation: 2, using: &first)
        #expect(abs(normal.mean().item - 5) < 0.1)
        #expect(abs(normal.variance().item - 4) < 0.2)
    }

    @Test func classesAreDrawnByTheirProbabilities() {
        let row = Tensor([[0, 0.693_147_2, -.infinity, 1.609_438], [1000, 0, -1000, 999]])
        let logits = row.broadcast(to: [20_000, 2, 4])
        var (first, second) = (RandomStream(seed: 1), RandomStream(seed: 1))
        let classes = Tensor.categorical(logits, using: &first)
        #expect(classes.shape == [20_000, 2] && classes.elementType == .int32)
        let shares = classes.oneHot(4).mean(axes: 0).scalars
        for (share, expected) in zip(shares, [0.125, 0.25, 0, 0.625, 0.7311, 0, 0, 0.2689] as [Float]) {
            #expect(expected == 0 ? share == 0 : abs(share - expected) < 0.015, "\(shares)")
        }
        expectSameBits(classes, Tensor.categorical(logits.cast(to: .float64), using: &second))
        #expect(Tensor.categorical(logits, using: &second).int32Scalars != classes.int32Scalars)
    }

    @Test func oneHot() {
        #expect(Tensor(int32: [2, 0]).oneHot(3).scalars == [0, 0, 1, 1, 0, 0])
        #expect(Tensor(int32: [[0], [1]].flatMap { $0 }, shape: [2, 1]).oneHot(2).shape == [2, 1, 2])
        #expect(Tensor(int32: []).oneHot(4).shape == [0, 4])
        #expect(Tensor(int32: [1], shape: []).oneHot(2).scalars == [0, 1])
    }

    // MARK: - Element types

    @Test func casts() {
        let x = Tensor([1.9, -1.9, .nan, .infinity, -.infinity, 3e9, -3e9, 0])
        let integers = x.cast(to: .int32).int32Scalars
        #expect(integers == [1, -1, 0, .max, .min, .max, .min, 0])
        #expect(x.int32Scalars == integers)
        #expect(Tensor(int32: [.max, .min]).cast(to: .float64).doubleScalars == [2_147_483_647, -2_147_483_648])
        #expect(Tensor(int32: [16_777_217]).scalars == [16_777_216])
        #expect(Tensor(float64: [1e-300, 1e300, 0.1], shape: [3]).scalars == [0, .infinity, 0.1])
        expectSameBits(Tensor([0.1]).cast(to: .float64).cast(to: .float32), Tensor([0.1]))
        #expect(ElementType.float64.byteCount == 8 && ElementType.int32.byteCount == 4)
        #expect(ElementType.float32.isReal && !ElementType.int32.isReal)
    }

    @Test func integersWrapAroundAndNeverStop() {
        let extremes = Tensor(int32: [.max, .min, .min, 7, -7, 7])
        let others = Tensor(int32: [1, -1, 1, 0, 2, -2])
        #expect((extremes + others).int32Scalars == [.min, .max, .min + 1, 7, -5, 5])
        let differences: [Int32] = [.max - 1, .min + 1, .max, 7, -9, 9]
        #expect((extremes - others).int32Scalars == differences)
        #expect((extremes * others).int32Scalars == [.max, .min, .min, 0, -14, -14])
        // Towards zero; by zero gives zero, and the one quotient that is too large wraps around.
        #expect((extremes / others).int32Scalars == [.max, .min, .min, 0, -3, -3])
        #expect((-extremes).int32Scalars == [-.max, .min, .min, -7, 7, -7])
        #expect(Tensor(int32: [2, 0, -3]).power(Tensor(int32: [10, -1, 3])).int32Scalars == [1024, .max, -27])
    }

    // MARK: - Not a number

    @Test func notANumberPassesThroughExtremes() {
        let x = Tensor([[1, .nan, 3], [4, 5, 6]])
        #expect(x.max(axes: 1).scalars[0].isNaN && x.max(axes: 1).scalars[1] == 6)
        #expect(x.min(axes: 1).scalars[0].isNaN && x.max().item.isNaN && x.min(axes: 0).scalars[1].isNaN)
        #expect(x.argmax().int32Scalars == [1, 2])
        #expect(x.argmax(axis: 0).int32Scalars == [1, 0, 1])
        #expect(Tensor([.nan, .nan, 1]).argmax().int32Scalars == [0])
        #expect(x.relu().scalars[1].isNaN && x.sum().item.isNaN && x.absolute().scalars[1].isNaN)
        for other in [Tensor(-9), Tensor(9)] {
            #expect(x.maximum(other).scalars[1].isNaN && x.minimum(other).scalars[1].isNaN)
            #expect(other.maximum(x).scalars[1].isNaN && other.minimum(x).scalars[1].isNaN)
        }
        #expect(x.softmax().isNaN().scalars == [1, 1, 1, 0, 0, 0])
        #expect(x.logSumExp(axes: 1).scalars[0].isNaN)
        let pooled = maxPool2d(x.reshaped([1, 2, 3, 1]), size: 2, stride: 1)
        #expect(pooled.isNaN().sum().item == 2)
        #expect(x.isNaN().scalars == [0, 1, 0, 0, 0, 0])
    }

    @Test func infinityAndNaNAreFound() {
        #expect(!Tensor([1, 2]).hasNonFinite && !Tensor.zeros([0]).hasNonFinite && !Tensor(int32: [1]).hasNonFinite)
        #expect(Tensor([1, .nan]).hasNonFinite && Tensor([-.infinity]).hasNonFinite)
        #expect(!Tensor([3e38, 3e38, -3e38]).hasNonFinite)
    }

    @Test func equality() {
        #expect(Tensor([1, 2]).isEqual(to: Tensor([1, 2])))
        #expect(!Tensor([1, 2]).isEqual(to: Tensor([[1, 2]])) && !Tensor([1]).isEqual(to: Tensor(int32: [1])))
        #expect(!Tensor([.nan]).isEqual(to: Tensor([.nan])) && Tensor.zeros([0]).isEqual(to: .zeros([0])))
    }
}
