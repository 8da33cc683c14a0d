import Mien
import MienTraining
import Testing

@Suite("Data sets")
struct DatasetTests {
    private let letters = TensorDataset(
        inputs: Tensor((0..<10).map(Float.init)), labels: [0, 0, 0, 0, 0, 0, 1, 1, 1, 2], classNames: ["a", "b", "c"])
    private var random = RandomStream(seed: 0)

    @Test mutating func tensorsAsExamples() {
        let example = letters.example(at: 7, random: &random)
        #expect(example.input.item == 7 && example.input.shape == [])
        #expect(example.target.int32Scalars == [1] && example.target.shape == [])
        #expect(letters.labels == [0, 0, 0, 0, 0, 0, 1, 1, 1, 2])
        #expect(TensorDataset(inputs: Tensor([1, 2]), labels: [0, 3]).classNames == ["0", "1", "2", "3"])
    }

    @Test mutating func softLabels() {
        let soft = TensorDataset(inputs: Tensor([1, 2]), targets: Tensor([[0.2, 0.8], [0.9, 0.1]]))
        #expect(soft.labels == [1, 0])
        #expect(soft.classNames == ["0", "1"])
        #expect(soft.example(at: 1, random: &random).target.scalars == [0.9, 0.1])
    }

    @Test mutating func aSubsetHasAnOrderOfItsOwn() throws {
        let subset = Subset(letters, indices: [9, 0, 6])
        #expect(subset.count == 3 && subset.labels == [2, 0, 1] && subset.classNames == ["a", "b", "c"])
        #expect(try subset.example(at: 0, random: &random).input.item == 9)
    }

    @Test func aSplitKeepsTheMixture() {
        let labels = (0..<1000).map { $0 % 10 < 6 ? 0 : $0 % 10 < 9 ? 1 : 2 }
        let dataset = TensorDataset(inputs: Tensor.zeros([1000, 1]), labels: labels)
        let (first, second) = dataset.stratifiedSplit(fraction: 0.1, seed: 7)
        #expect(first.count == 900 && second.count == 100)
        for (label, count) in [(0, 60), (1, 30), (2, 10)] {
            #expect(second.labels.count { $0 == label } == count)
            #expect(first.labels.count { $0 == label } == 9 * count)
        }
        #expect((first.indices + second.indices).sorted() == Array(0..<1000))
        #expect(first.indices == first.indices.sorted() && second.indices == second.indices.sorted())
    }

    @Test func aSplitIsTheSeeds() {
        let dataset = TensorDataset(inputs: Tensor.zeros([100, 1]), labels: (0..<100).map { $0 % 2 })
        let split = dataset.stratifiedSplit(fraction: 0.3, seed: 7).second.indices
        #expect(split == dataset.stratifiedSplit(fraction: 0.3, seed: 7).second.indices)
        #expect(split != dataset.stratifiedSplit(fraction: 0.3, seed: 8).second.indices)
    }

    @Test(arguments: [0, 0.1, 0.25, 1.0 / 3, 0.5, 0.99, 1])
    func theCountIsRoundedOverAllClasses(fraction: Double) {
        let (first, second) = letters.stratifiedSplit(fraction: fraction, seed: 1)
        #expect(second.count == Int((fraction * 10).rounded()) && first.count + second.count == 10)
        for (label, count) in [(0, 6), (1, 3), (2, 1)] {
            let share = fraction * Double(count)
            #expect(abs(Double(second.labels.count { $0 == label }) - share) < 1)
        }
    }

    @Test func aSampleIsDrawnWithTheSeed() {
        let sample = letters.sample(4, seed: 1)
        #expect(sample.count == 4 && Set(sample.indices).count == 4 && sample.indices == sample.indices.sorted())
        #expect(sample.indices == letters.sample(4, seed: 1).indices)
        #expect((2...9).contains { letters.sample(4, seed: $0).indices != sample.indices })
        #expect(letters.sample(100, seed: 1).indices == Array(0..<10))
    }
}
