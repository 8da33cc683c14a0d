import Foundation
import Mien
import MienTraining
import Synchronization
import Testing

/// Numbers and noise: what comes out tells which example it was and which stream it was given.
private struct NoisyNumbers: Dataset {
    let count: Int

    func example(at index: Int, random: inout RandomStream) -> Example {
        Example(input: Tensor([Float(index), random.nextUniform()]), label: index % 3)
    }
}

/// Fails at one example.
private struct BrokenDataset: Dataset {
    struct Broken: Error, Equatable {
        var index: Int
    }

    let count = 20
    let brokenIndex: Int

    func example(at index: Int, random: inout RandomStream) throws -> Example {
        if index == brokenIndex { throw Broken(index: index) }
        return Example(input: Tensor(Float(index)), label: 0)
    }
}

extension BatchIterator {
    fileprivate func all() throws -> [Batch] {
        var batches: [Batch] = []
        while let batch = try next() { batches.append(batch) }
        return batches
    }
}

@Suite("The loader")
struct DataLoaderTests {
    @Test func batchesInOrder() throws {
        let batches = try DataLoader(NoisyNumbers(count: 10), batchSize: 4).batches().all()
        #expect(batches.map(\.indices) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]])
        #expect(batches.map(\.inputs.shape) == [[4, 2], [4, 2], [2, 2]])
        #expect(batches[1].inputs[0..., 0].scalars == [4, 5, 6, 7])
        #expect(batches[2].targets.int32Scalars == [2, 0] && batches[2].targets.shape == [2])
    }

    @Test func theLastBatchIsKeptOrDropped() throws {
        let data = NoisyNumbers(count: 10)
        let kept = DataLoader(data, batchSize: 4)
        let dropped = DataLoader(data, batchSize: 4, dropLast: true)
        #expect(kept.batchCount == 3 && kept.exampleCount == 10)
        #expect(dropped.batchCount == 2 && dropped.exampleCount == 8)
        #expect(try dropped.batches().all().map(\.count) == [4, 4])
        let whole = DataLoader(NoisyNumbers(count: 8), batchSize: 4, dropLast: true)
        #expect(try whole.batches().all().count == 2)
        #expect(try DataLoader(NoisyNumbers(count: 3), batchSize: 4, dropLast: true).batches().next() == nil)
        #expect(try DataLoader(NoisyNumbers(count: 0), batchSize: 4).batches().next() == nil)
    }

    @Test func eachEpochHasAnOrderOfItsOwn() throws {
        let loader = DataLoader(NoisyNumbers(count: 50), batchSize: 8, shuffle: true, seed: 3)
        let orders = try (0..<3).map { try loader.batches(epoch: $0).all().flatMap(\.indices) }
        #expect(orders.allSatisfy { $0.sorted() == Array(0..<50) })
        #expect(Set(orders).count == 3 && !orders.contains(Array(0..<50)))
        #expect(orders[1] == loader.order(epoch: 1))
        let other = DataLoader(NoisyNumbers(count: 50), batchSize: 8, shuffle: true, seed: 4)
        #expect(other.order(epoch: 1) != orders[1])
        // The batch size cuts the order, it does not make it.
        #expect(DataLoader(NoisyNumbers(count: 50), batchSize: 7, shuffle: true, seed: 3).order(epoch: 1) == orders[1])
    }

    @Test func augmentationDependsOnEpochAndIndexAlone() throws {
        func noise(_ loader: DataLoader, epoch: Int) throws -> [Int: Float] {
            try loader.batches(epoch: epoch).all().reduce(into: [:]) { noise, batch in
                for (index, number) in zip(batch.indices, batch.inputs[0..., 1].scalars) { noise[index] = number }
            }
        }
        let data = NoisyNumbers(count: 30)
        let ordered = try noise(DataLoader(data, batchSize: 4, seed: 1), epoch: 5)
        let shuffled = try noise(DataLoader(data, batchSize: 7, shuffle: true, seed: 1, prefetch: 5), epoch: 5)
        #expect(ordered == shuffled)
        #expect(Set(ordered.values).count == 30)
        #expect(try noise(DataLoader(data, batchSize: 4, seed: 1), epoch: 6) != ordered)
        #expect(try noise(DataLoader(data, batchSize: 4, seed: 2), epoch: 5) != ordered)
    }

    @Test func beginningInTheMiddle() throws {
        let loader = DataLoader(NoisyNumbers(count: 22), batchSize: 4, shuffle: true, seed: 9)
        let whole = try loader.batches(epoch: 2).all()
        for first in 0...6 {
            let rest = try loader.batches(epoch: 2, from: first).all()
            #expect(rest.map(\.indices) == whole.dropFirst(first).map(\.indices))
            #expect(rest.map(\.inputs.scalars) == whole.dropFirst(first).map(\.inputs.scalars))
        }
        #expect(try loader.batches(epoch: 2, from: 100).next() == nil)
    }

    @Test func anErrorComesWhereItsBatchWouldHave() throws {
        let batches = DataLoader(BrokenDataset(brokenIndex: 9), batchSize: 4).batches()
        #expect(try batches.next()?.indices == [0, 1, 2, 3])
        #expect(try batches.next()?.indices == [4, 5, 6, 7])
        #expect(throws: BrokenDataset.Broken(index: 9)) { try batches.next() }
        #expect(try batches.next() == nil)
    }

    @Test func examplesThatDoNotFitTogether() {
        struct Uneven: Dataset {
            let count = 3
            func example(at index: Int, random: inout RandomStream) -> Example {
                Example(input: Tensor.zeros(index == 2 ? [2, 5] : [2, 4]), label: 0)
            }
        }
        let error = #expect(throws: TrainingError.self) { try DataLoader(Uneven(), batchSize: 4).batches().next() }
        #expect(
            error?.description == "Example 2 has the input float32 [2, 5], but example 0 of the same batch "
                + "float32 [2, 4]. All examples need one shape and element type; resize or convert them in the data set."
        )
    }

    @Test func noMoreIsMadeThanIsAskedFor() throws {
        let made = Counter()
        let batches = DataLoader(CountingDataset(made: made), batchSize: 1, prefetch: 3).batches()
        #expect(try batches.next()?.indices == [0])
        // One was taken, three are ahead.
        waitUntil { made.value == 4 }
        usleep(20_000)
        #expect(made.value == 4)
    }

    @Test func anAbandonedIterationEndsItsThreadAndLeavesNothing() throws {
        let made = Counter()
        weak var data: CountingDataset?
        do {
            let dataset = CountingDataset(made: made)
            data = dataset
            let batches = DataLoader(dataset, batchSize: 1).batches()
            _ = try batches.next()
        }
        waitUntil { data == nil }
        #expect(data == nil)
        let count = made.value
        usleep(20_000)
        #expect(made.value == count && count < 10)
    }

    @Test func manyAbandonedIterations() throws {
        let made = Counter()
        for _ in 0..<200 {
            let batches = DataLoader(CountingDataset(made: made), batchSize: 2).batches()
            _ = try batches.next()
        }
        #expect(made.value >= 400)
    }

    private func waitUntil(_ condition: () -> Bool) {
        for _ in 0..<2000 where !condition() { usleep(1000) }
    }
}

private final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .relaxed) }
    func increment() { count.add(1, ordering: .relaxed) }
}

private final class CountingDataset: Dataset {
    let count = 1_000_000
    let made: Counter
    init(made: Counter) { self.made = made }

    func example(at index: Int, random: inout RandomStream) -> Example {
        made.increment()
        return Example(input: Tensor(Float(index)), label: 0)
    }
}
