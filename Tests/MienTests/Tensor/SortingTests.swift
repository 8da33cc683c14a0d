import Mien
import Testing

/// What the gate's rows do not tell of sorting.
@Suite struct SortingTests {
    @Test func notANumberIsTheGreatest() {
        let x = Tensor([2, .nan, -.infinity, .infinity, 1])
        #expect(x.argsort().int32Scalars == [2, 4, 0, 3, 1])
        #expect(x.argsort(descending: true).int32Scalars == [1, 3, 0, 4, 2])
        let (values, indices) = x.topK(2)
        #expect(values.scalars[0].isNaN && values.scalars[1] == .infinity && indices.int32Scalars == [1, 3])
    }

    @Test func equalsKeepTheirOrder() {
        let x = Tensor(int32: [1, 0, 1, 0])
        #expect(x.argsort().int32Scalars == [1, 3, 0, 2])
        #expect(x.argsort(descending: true).int32Scalars == [0, 2, 1, 3])
    }

    @Test func nothingCanBeSorted() {
        #expect(Tensor.zeros([3, 0]).sorted().shape == [3, 0])
        #expect(Tensor.zeros([0, 3]).argsort(axis: 0).shape == [0, 3])
        let (values, indices) = Tensor.zeros([2, 3]).topK(0)
        #expect(values.shape == [2, 0] && indices.shape == [2, 0])
    }
}
