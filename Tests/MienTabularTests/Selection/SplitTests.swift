import MienTabular
import Testing

@Suite struct TrainTestSplitTests {
    private let golden: SelectionGolden

    init() throws { golden = try SelectionGolden.shared.get() }

    @Test func agreesWithScikitLearn() throws {
        for expected in golden.splits.cases {
            func size(_ value: Double) -> PartSize { value < 1 ? .fraction(value) : .count(Int(value)) }
            let split = try trainTestSplit(
                count: expected.count, test: size(expected.test), training: expected.train.map(size),
                stratifiedBy: expected.labels, seed: expected.seed)
            #expect(split == Split(training: expected.training, test: expected.held))
        }
    }

    @Test func thousandRowsOfTenGenres() throws {
        let genres = (0..<1000).map { $0 / 100 }
        let split = try trainTestSplit(count: 1000, test: .fraction(0.2), stratifiedBy: genres, seed: 1)
        #expect(split.test.prefix(10) == [72, 988, 274, 533, 385, 190, 600, 338, 231, 975])
        #expect(split.test == golden.splits.genres)
    }

    @Test func examplesAreDividedAsTheirRowsAre() throws {
        let x = Matrix((0..<12).map { [Double($0), -Double($0)] })
        let y = (0..<12).map { $0 % 3 }
        let split = try trainTestSplit(x, y, test: .count(6), stratified: true, seed: 5)
        #expect(split.rows == (try trainTestSplit(count: 12, test: .count(6), stratifiedBy: y, seed: 5)))
        #expect(split.test == x.rows(at: split.rows.test) && split.testLabels.sorted() == [0, 0, 1, 1, 2, 2])
        #expect(split.training.column(0).map { Int($0) % 3 } == split.trainingLabels)
        let plain = try trainTestSplit(x, y, seed: 5)
        #expect(plain.rows == (try trainTestSplit(count: 12, test: .fraction(0.25), seed: 5)))
    }

    @Test(arguments: [PartSize.fraction(0), .fraction(1), .fraction(.nan), .count(0), .count(20), .count(-1)])
    func sizesThatMakeNoSense(_ size: PartSize) {
        #expect(throws: TabularError.self) { try trainTestSplit(count: 20, test: size) }
        #expect(throws: TabularError.self) { try trainTestSplit(count: 20, training: size) }
    }

    @Test func whatCannotBeDivided() {
        #expect(throws: TabularError.tooFew(what: "rows of class 7", found: 1, expected: "at least 2")) {
            try trainTestSplit(count: 5, stratifiedBy: [0, 0, 0, 0, 7])
        }
        let expected = "at least 2, one of each class,"
        #expect(throws: TabularError.tooFew(what: "rows to test with", found: 1, expected: expected)) {
            try trainTestSplit(count: 4, test: .count(1), stratifiedBy: [0, 0, 1, 1])
        }
        #expect(throws: TabularError.labelCount(labels: 3, rows: 4)) {
            try trainTestSplit(count: 4, stratifiedBy: [0, 0, 1])
        }
        #expect(throws: TabularError.self) { try trainTestSplit(count: 10, test: .count(6), training: .count(5)) }
        #expect(throws: TabularError.self) { try trainTestSplit(count: 1) }
        #expect(throws: TabularError.self) { try trainTestSplit(count: 0) }
    }
}

@Suite struct SplitterTests {
    private let golden: SelectionGolden

    init() throws { golden = try SelectionGolden.shared.get() }

    @Test func shuffledPartsAreScikitLearns() throws {
        for expected in golden.folds {
            func held(_ splitter: any Splitter) throws -> [[Int]] {
                let splits = try splitter.splits(expected.labels)
                for split in splits {
                    #expect((split.training + split.test).sorted() == Array(expected.labels.indices))
                }
                return splits.map(\.test)
            }
            let (parts, seed) = (expected.parts, expected.seed)
            #expect(try held(KFold(parts: parts, seed: seed)) == expected.plain)
            #expect(try held(StratifiedKFold(parts: parts, seed: seed)) == expected.stratified)
            #expect(try held(StratifiedKFold(parts: parts)) == expected.unshuffled)
            #expect(try held(GroupKFold(groups: expected.groups, parts: parts, seed: seed)) == expected.grouped)
        }
    }

    @Test func partsThatWereGiven() throws {
        let splits = try PredefinedSplit(parts: [7, 1, 7, 1, 3]).splits([0, 0, 0, 0, 0])
        #expect(splits.map(\.test) == [[1, 3], [4], [0, 2]])
        #expect(splits.map(\.training) == [[0, 2, 4], [0, 1, 2, 3], [1, 3, 4]])
        #expect(throws: TabularError.labelCount(labels: 1, rows: 2)) { try PredefinedSplit(parts: [0]).splits([1, 2]) }
        #expect(throws: TabularError.self) { try PredefinedSplit(parts: [4, 4]).splits([1, 2]) }
    }

    @Test(arguments: [UInt32?.none, 3]) func tooManyParts(_ seed: UInt32?) {
        let y = [0, 0, 1, 1]
        let expected = "at least 5, the number of parts,"
        #expect(throws: TabularError.tooFew(what: "rows", found: 4, expected: expected)) {
            try KFold(parts: 5, seed: seed).splits(y)
        }
        #expect(throws: TabularError.tooFew(what: "rows of the largest class", found: 2, expected: expected)) {
            try StratifiedKFold(parts: 5, seed: seed).splits(y)
        }
        #expect(throws: TabularError.tooFew(what: "groups", found: 2, expected: expected)) {
            try GroupKFold(groups: [1, 1, 9, 9], parts: 5, seed: seed).splits(y)
        }
        #expect(throws: TabularError.labelCount(labels: 3, rows: 4)) {
            try GroupKFold(groups: [1, 1, 9], parts: 2, seed: seed).splits(y)
        }
        #expect(throws: TabularError.self) { try KFold(parts: 1, seed: seed).splits(y) }
        #expect(throws: TabularError.self) { try StratifiedKFold(parts: 3, seed: seed).splits([]) }
    }
}
