import Mien
import MienTestSupport
import Testing

/// Sums of many numbers, and values where a plain formula would lose its digits.
@Suite struct PrecisionTests {
    private static let million = randomTensor([1_000_000], 0, 1)

    /// Along a contiguous axis, along others, and over all: a few units in the last place.
    @Test(arguments: [[1_000_000], [4, 250_000], [250_000, 4], [20, 50_000], [50_000, 20], [100, 200, 50]])
    func longSumsKeepTheirDigits(_ shape: [Int]) {
        for x in [Self.million.reshaped(shape), Tensor.full(shape, 0.1)] {
            let exact = x.cast(to: .float64)
            expectClose(x.sum(), exact.sum(), within: 5e-7)
            expectClose(x.mean(), exact.mean(), within: 5e-7)
            for axis in shape.indices {
                expectClose(x.sum(axes: axis), exact.sum(axes: axis), within: 5e-7, "axis \(axis)")
            }
        }
    }

    @Test func varianceOfNumbersFarFromZero() {
        let x = randomTensor([10_000], 0, 1)
        let exact = x.cast(to: .float64).variance().item
        #expect(abs(x.variance().item / exact - 1) < 1e-5)
        // 1000 takes ten of the 24 bits; the numbers themselves are rounded to 6e-5.
        #expect(abs((x + 1000).variance().item / exact - 1) < 1e-3)
    }

    @Test func batchNormOfNumbersFarFromZero() {
        let x = randomTensor([5_000, 3], 0, 1) + Tensor([0, 100, -1000])
        let (single, double) = (BatchNorm(3), BatchNorm(3))
        double.cast(to: .float64)
        single.mode = .training
        double.mode = .training
        expectClose(single(x), double(x.cast(to: .float64)), within: 1e-3)
        expectClose(single.runningVariance.value, double.runningVariance.value, within: 1e-6)
        expectClose(single.runningMean.value, double.runningMean.value, within: 1e-6)
    }

    @Test func softmaxOfLargeAndSmallNumbers() {
        let x = Tensor([[1e4, 0, -1e4], [-1e4, -1e4, -1e4], [88, 89, 90]])
        expectClose(x.softmax(), x.cast(to: .float64).softmax(), within: 1e-6)
        #expect(x.softmax().sum(axes: 1).scalars.allSatisfy { abs($0 - 1) < 1e-6 })
        #expect(x.logSoftmax().scalars[2] == -2e4)
        #expect(Tensor([[-.infinity, 0]]).softmax().scalars == [0, 1])
    }

    @Test func logSumExpOfInfinity() {
        #expect(Tensor([-.infinity, -.infinity]).logSumExp().item == -.infinity)
        #expect(Tensor([.infinity, 0]).logSumExp().item == .infinity)
        #expect(Tensor([1000, 1000]).logSumExp().item == 1000 + 0.693_147_2)
    }

    @Test func functionsAtTheirEnds() {
        let x = Tensor([-.infinity, -100, 0, 100, .infinity])
        #expect(x.sigmoid().scalars[0] == 0 && x.sigmoid().scalars[2] == 0.5 && x.sigmoid().scalars[4] == 1)
        #expect(x.sigmoid().scalars[1] < 1e-37 && x.sigmoid().scalars[3] == 1)
        #expect(x.tanh().scalars == [-1, -1, 0, 1, 1])
        #expect(x.exponential().scalars[0] == 0 && x.exponential().scalars[4] == .infinity)
        #expect(Tensor([0, -1]).logarithm().scalars[0] == -.infinity && Tensor([-1]).logarithm().item.isNaN)
        #expect(x.relu().scalars == [0, 0, 0, 100, .infinity])
    }
}
