import Mien
import MienTabular
import MienTestSupport
import Synchronization
import Testing

@Suite struct CrossValidationTests {
    private let golden: SelectionGolden.Searches

    init() throws { golden = try SelectionGolden.shared.get().searches }

    @Test func agreesWithScikitLearn() throws {
        let found = try crossValidate(PlainNeighbors(count: 3), Matrix(golden.x), golden.y)
        #expect(found.scores == golden.scores && found.predictions == golden.predictions)
        let pipeline = Pipeline([StandardScaler(), PCA(components: 2)], classifier: PlainNeighbors(count: 3))
        #expect(try crossValidate(pipeline, Matrix(golden.stretched), golden.y).scores == golden.pipelineScores)
    }

    @Test func rowsThatAreNeverHeldOut() throws {
        struct First: Splitter {
            func splits(_ y: [Int]) -> [Split] { [Split(training: Array(2..<y.count), test: [1, 0])] }
        }
        let found = try crossValidate(
            CommonestClass(), Matrix([[0], [0], [0], [0], [0]]), [4, 9, 9, 9, 4], on: First())
        #expect(found.predictions == [9, 9, nil, nil, nil] && found.scores == [0.5])
        #expect(found.mean == 0.5 && found.deviation == 0)
    }

    @Test func mistakesInsideAFoldAreTold() {
        #expect(throws: TabularError.labelCount(labels: 1, rows: 2)) {
            try crossValidate(CommonestClass(), Matrix([[1], [2]]), [0])
        }
        // Only class 1 is left when class 0 is held out.
        #expect(throws: TabularError.oneClass(label: 1)) {
            try crossValidate(
                CommonestClass(), Matrix([[1], [2], [3], [4]]), [0, 0, 1, 1], on: PredefinedSplit(parts: [0, 0, 1, 1]))
        }
    }

    /// NumPy's sums, which decide whether two candidates share a rank.
    @Test func sumsAreRoundedAsNumPys() {
        let scores = [0.1, 0.7, 0.3, 0.9, 0.2, 0.6, 0.5, 0.8, 0.4, 0.35]
        let eight = ((0.1 + 0.7) + (0.3 + 0.9)) + ((0.2 + 0.6) + (0.5 + 0.8))
        #expect(scores.foldMean == (eight + 0.4 + 0.35) / 10)
        #expect(Array(scores[..<3]).foldMean == (0.1 + 0.7 + 0.3) / 3)
        #expect([Double](repeating: 0.5, count: 1000).foldMean == 0.5 && [Double]().foldMean == 0)
    }
}

@Suite struct SearchTests {
    private let golden: SelectionGolden.Searches
    private var grid: ParameterGrid<PlainNeighbors> {
        ParameterGrid(ParameterValues("neighbors", golden.neighbors), ParameterValues("power", [1, 2])) {
            PlainNeighbors(count: $0, power: $1)
        }
    }

    init() throws { golden = try SelectionGolden.shared.get().searches }

    private func check(_ found: SearchResult<PlainNeighbors>, _ expected: SelectionGolden.Searches.Rows) throws {
        #expect(found.rows.map(\.candidate.classifier.count) == expected.neighbors)
        #expect(found.rows.map(\.candidate.classifier.power) == expected.power)
        #expect(found.rows.map(\.scores) == expected.scores)
        #expect(found.rows.map(\.mean) == expected.mean && found.rows.map(\.rank) == expected.rank)
        #expect(difference(found.rows.map(\.deviation), expected.deviation) < 1e-15)
        #expect(found.best.candidate.label == found.rows[expected.best].candidate.label)
        #expect(try found.model.predict(Matrix(golden.x)) == expected.predictions)
    }

    @Test func agreesWithScikitLearn() throws {
        let (x, y) = (Matrix(golden.x), golden.y)
        try check(try GridSearch(grid, on: StratifiedKFold(parts: 3)).search(x, y), golden.grid)
        try check(try GridSearch(grid, on: KFold(parts: 10, seed: 3)).search(x, y), golden.ten)
        try check(
            try RandomSearch(grid, count: 5, on: StratifiedKFold(parts: 3), seed: 8).search(x, y), golden.drawn)
    }

    @Test func parametersHaveNames() {
        let grid = grid
        #expect(grid.count == 12)
        #expect(grid[3].label == "neighbors 3, power 2" && grid[3].classifier.count == 3)
        let listed = ParameterGrid([Candidate([("neighbors", "9")], PlainNeighbors(count: 9))])
        #expect(listed.count == 1 && listed[0].classifier.count == 9)
    }

    @Test func itIsAClassifierItself() throws {
        let (x, y) = (Matrix(golden.x), golden.y)
        let search = GridSearch(grid, on: StratifiedKFold(parts: 3))
        #expect(try search.fit(x, y) == search.search(x, y).model)
        #expect(try crossValidate(search, x, y, on: KFold(parts: 2)).scores.count == 2)
        #expect(try RandomSearch(grid, count: 2).fit(x, y).classes == [0, 1, 2])
    }

    /// A fit that shares out work itself neither waits for ever nor changes anything.
    @Test func resultsAreTheSameWithAnyNumberOfThreads() throws {
        let (x, y) = (Matrix(golden.x), golden.y)
        let fits = Atomic<Int>(0)
        let grid = ParameterGrid(ParameterValues("neighbors", [1, 3, 5])) { count in
            PlainNeighbors(count: count) {
                let sums = Mutex(0)
                parallelFor(8) { block in sums.withLock { $0 += block } }
                if sums.withLock({ $0 }) == 28 { fits.add(1, ordering: .relaxed) }
            }
        }
        let search = GridSearch(grid, on: StratifiedKFold(parts: 4))
        let results = try [1, 2, 3].map { threads in try withThreads(threads) { try search.search(x, y) } }
        #expect(fits.load(ordering: .relaxed) == 3 * (3 * 4 + 1))
        for result in results {
            #expect(result.rows.map(\.scores) == results[0].rows.map(\.scores))
            #expect(result.best.candidate.label == results[0].best.candidate.label)
        }
    }

    @Test func silliness() throws {
        let (x, y) = (Matrix(golden.x), golden.y)
        let empty = ParameterGrid(ParameterValues("neighbors", [Int]())) { PlainNeighbors(count: $0) }
        #expect(throws: TabularError.self) { try GridSearch(empty).fit(x, y) }
        #expect(throws: TabularError.self) { try RandomSearch(empty).fit(x, y) }
        #expect(throws: TabularError.self) { try RandomSearch(grid, count: 0).fit(x, y) }
        let bad = ParameterGrid(ParameterValues("neighbors", [1, 0])) { PlainNeighbors(count: $0) }
        let mistake = TabularError.badParameter(
            owner: "PlainNeighbors", name: "count", found: "0", expected: "at least 1")
        #expect(throws: mistake) {
            try GridSearch(bad).fit(x, y)
        }
        #expect(try RandomSearch(grid, count: 50, on: KFold(parts: 2)).search(x, y).rows.count == 12)
    }
}
