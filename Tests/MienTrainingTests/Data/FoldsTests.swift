import Mien
import MienTraining
import Testing

@Suite("Folds and splits")
struct FoldsTests {
    private static let cases = try! golden("metrics.json", as: GoldenMetrics.self).divided

    @Test(arguments: cases.indices) func agreesWithScikitLearn(_ index: Int) throws {
        let item = Self.cases[index]
        let count = item.labels.count
        #expect(try Folds.plain.indices(count: count, parts: item.parts) == item.plain)
        #expect(try Folds.stratified(item.labels).indices(count: count, parts: item.parts) == item.stratified)
        #expect(try Folds.grouped(item.groups).indices(count: count, parts: item.parts) == item.grouped)
    }

    /// Whatever the seed: each example once, parts of the same mixture, groups that are whole.
    @Test(arguments: [UInt64?.none, 1, 2]) func partsAreWhatTheyShouldBe(_ seed: UInt64?) throws {
        for item in Self.cases {
            let count = item.labels.count
            for folds in [Folds.plain, .stratified(item.labels), .grouped(item.groups)] {
                let parts = try folds.indices(count: count, parts: item.parts, seed: seed)
                #expect(parts.count == item.parts && parts.flatMap { $0 }.sorted() == Array(0..<count))
                #expect(parts.allSatisfy { $0 == $0.sorted() && !$0.isEmpty })
                guard folds != .grouped(item.groups) else {
                    for group in Set(item.groups) {
                        #expect(parts.count { $0.contains { item.groups[$0] == group } } == 1)
                    }
                    continue
                }
                let sizes = parts.map(\.count)
                #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
                guard folds == .stratified(item.labels) else { continue }
                for label in Set(item.labels) {
                    let counts = parts.map { part in part.count { item.labels[$0] == label } }
                    #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
                }
            }
        }
    }

    @Test func theSeedDecides() throws {
        let labels = (0..<60).map { $0 % 3 }
        for folds in [Folds.plain, .stratified(labels), .grouped((0..<60).map { $0 / 2 })] {
            let parts = try [1, 1, 2].map { try folds.indices(count: 60, parts: 4, seed: $0) }
            #expect(parts[0] == parts[1] && parts[0] != parts[2])
        }
    }

    @Test func tooManyParts() {
        #expect(throws: TrainingError.self) { try Folds.plain.indices(count: 2, parts: 3) }
        #expect(throws: TrainingError.self) { try Folds.stratified([0, 0, 1, 1]).indices(count: 4, parts: 3) }
        #expect(throws: TrainingError.self) { try Folds.grouped([0, 0, 1, 1]).indices(count: 4, parts: 3) }
    }

    @Test func ofDatasets() throws {
        let folds = try Clouds(count: 10).folds(count: 3)
        #expect(folds.map { $0.validation.indices } == [[0, 1, 2, 3], [4, 5, 6], [7, 8, 9]])
        #expect(folds[1].training.indices == [0, 1, 2, 3, 7, 8, 9])
        #expect(folds[1].training.labels == [0, 1, 2, 0, 1, 2, 0])
        let groups = (0..<20).map { $0 % 6 }
        let (first, second) = Clouds(count: 20).groupedSplit(groups: groups, fraction: 0.4, seed: 3)
        let people = [first, second].map { Set($0.indices.map { groups[$0] }) }
        #expect(people[0].isDisjoint(with: people[1]) && people[1].count == 3)
        #expect((first.indices + second.indices).sorted() == Array(0..<20))
    }
}

@Suite("Balance of classes")
struct BalanceTests {
    private let data = TensorDataset(
        inputs: Tensor((0..<20).map(Float.init), shape: [20, 1]),
        labels: [Int](repeating: 0, count: 14) + [Int](repeating: 1, count: 5) + [2])

    @Test func equallyManyOfEachClass() {
        let loader = DataLoader(data, batchSize: 4, balanced: true, seed: 5)
        let order = loader.order(epoch: 0)
        #expect(order.count == 20)
        #expect([0, 1, 2].map { label in order.count { data.labels[$0] == label } } == [7, 7, 6])
        // Frequent ones do not come twice, rare ones come equally often but for one.
        #expect(Set(order.filter { $0 < 14 }).count == 7)
        let times = (14..<19).map { index in order.count { $0 == index } }
        #expect(times.allSatisfy { $0 == 1 || $0 == 2 })
        #expect(order != loader.order(epoch: 1) && order == loader.order(epoch: 0))
    }

    @Test func aTrainerBalances() throws {
        let trainer = Trainer(
            Linear(weight: [[1], [1], [1]], bias: [0, 0, 0]), optimizer: SGD(learningRate: 0), loss: .crossEntropy(),
            balanced: true, progress: .silent)
        try trainer.fit(data, epochs: 1)
        struct Unlabelled: Dataset {
            let count = 3
            func example(at index: Int, random: inout RandomStream) -> Example { Example(input: Tensor([1]), label: 0) }
        }
        #expect(throws: TrainingError.self) { try trainer.fit(Unlabelled(), epochs: 1) }
    }
}
