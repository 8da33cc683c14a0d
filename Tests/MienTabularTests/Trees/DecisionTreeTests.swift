import Foundation
import Mien
import MienTabular
import MienTestSupport
import Testing

@Suite struct DecisionTreeTests {
    /// Where no ties decide, scikit-learn's tree grows, node by node.
    @Test func growsAsInScikitLearn() throws {
        for grown in try TreeGolden.read().grown {
            for golden in grown.trees {
                let model = try golden.learner.fit(Matrix(grown.x), grown.y)
                let what: Comment = "\(grown.name), \(golden.criterion), \(golden.limits)"
                compare(model, golden, what)
                let unseen = Matrix(grown.unseen)
                #expect(try model.predict(unseen) == golden.predictions, what)
                #expect(
                    try model.predictProbabilities(unseen).isClose(to: golden.probabilities, 1e-15), what)
            }
        }
    }

    private func compare(_ model: TreeModel, _ golden: TreeGolden.Tree, _ what: Comment) {
        let trees = model.trees
        #expect(model.nodeCount == golden.features.count, what)
        guard model.nodeCount == golden.features.count else { return }
        #expect(trees.nodes.map { $0.test < 0 ? -2 : Int($0.test >> 1) } == golden.features, what)
        for (place, node) in trees.nodes.enumerated() where node.test >= 0 {
            #expect(node.threshold == golden.thresholds[place] ?? .infinity, what)
            #expect(Int(node.target) == golden.rightChildren[place], what)
            #expect(Int(node.test & 1) == golden.missingGoesLeft[place], what)
        }
        let counts = trees.classCounts(classCount: model.classes.count)
        #expect(counts == golden.counts, what)
        for (count, impurity) in zip(counts, golden.impurities) {
            #expect(abs(golden.criterion.value(of: count) - impurity) < 1e-12, what)
        }
        #expect(zip(model.importances, golden.importances).allSatisfy { abs($0 - $1) < 1e-12 }, what)
        #expect(model.depth == golden.depth, what)
    }

    @Test(arguments: Impurity.allCases)
    func withoutLimitsAllIsLearntByHeart(criterion: Impurity) throws {
        let made = try TreeGolden.read().forest
        let model = try DecisionTree(criterion: criterion).fit(Matrix(made.x), made.y)
        #expect(try model.accuracy(Matrix(made.x), made.y) == 1)
        #expect(model.nodeCount == 2 * model.leafCount - 1)
        #expect(model.treeCount == 1)
        #expect(abs(model.importances.reduce(0, +) - 1) < 1e-12)
    }

    /// The best border of one feature against all borders tried, with values that are spread evenly, crowd together, or repeat:
    /// each takes another way of sorting.
    @Test(arguments: [9, 60, 700, 20_000])
    func theBestBorderOfSortedValuesIsFound(count: Int) throws {
        var random = RandomStream(seed: 3, purpose: .synthesis, UInt64(count))
        let draws: [(Float) -> Float] = [
            { $0 }, { ($0 * 8).rounded() }, { $0 < 0.98 ? $0 * 1e-3 : $0 * 1e30 }, { 1 / ($0 - 0.5) },
        ]
        for draw in draws {
            let values = (0..<count).map { _ in Double(draw(random.nextUniform())) }
            let border = values.sorted()[count * 2 / 3]
            let labels = values.map { ($0 > border) == (random.nextUniform() < 0.8) ? 1 : 0 }
            let model = try DecisionTree(maximumDepth: 1).fit(Matrix(values.map { [$0] }), labels)
            let best = bestBorder(values, labels)
            let counts = model.trees.classCounts(classCount: 2)
            #expect(abs(weightedGini(counts[1]) + weightedGini(counts[2]) - best) < 1e-9 * Double(count))
        }
    }

    private func weightedGini(_ counts: [Int]) -> Double {
        Double(counts.reduce(0, +)) * Impurity.gini.value(of: counts)
    }

    private func bestBorder(_ values: [Double], _ labels: [Int]) -> Double {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var left = [0, 0]
        var right = [labels.count { $0 == 0 }, labels.count { $0 == 1 }]
        var best = Double.infinity
        for (index, next) in zip(order, order.dropFirst()) {
            left[labels[index]] += 1
            right[labels[index]] -= 1
            guard Float(values[next]) > Float(values[index]) + 1e-7 else { continue }
            best = min(best, weightedGini(left) + weightedGini(right))
        }
        return best
    }

    /// What is constant in one part of the tree may decide in another: each block of rows varies in columns of its own.
    @Test func constantFeaturesAreForgottenElsewhere() throws {
        var random = RandomStream(seed: 8, purpose: .synthesis)
        let rows: [[Double]] = (0..<240).map { row in
            let block = row / 40
            return (0..<12).map { column in
                let draw = Double(random.nextUniform())
                return column / 2 == block ? draw : Double(block / 3)
            }
        }
        let labels = rows.map { _ in random.nextInt(below: 3) }
        for seed in 0..<20 {
            let model = try DecisionTree(maximumFeatures: .count(3), seed: UInt64(seed)).fit(Matrix(rows), labels)
            #expect(try model.accuracy(Matrix(rows), labels) == 1)
        }
    }

    @Test func aSeedDecidesAmongEqualFeatures() throws {
        let x = Matrix((0..<20).map { [Double($0), Double($0), Double($0)] })
        let y = (0..<20).map { $0 / 10 }
        let chosen = try (0..<20).map { try DecisionTree(seed: $0).fit(x, y).importances.firstIndex(of: 1) }
        #expect(Set(chosen).count == 3)
        #expect(try DecisionTree(seed: 5).fit(x, y).trees == DecisionTree(seed: 5).fit(x, y).trees)
    }
}

// MARK: - Bad input

extension DecisionTreeTests {
    @Test func whatCannotBeLearntFromIsRefused() throws {
        let (x, y) = (Matrix([[1, 2], [3, 4], [5, 6]]), [0, 1, 1])
        #expect(throws: TabularError.oneClass(label: 2)) { try DecisionTree().fit(x, [2, 2, 2]) }
        #expect(throws: TabularError.labelCount(labels: 2, rows: 3)) { try DecisionTree().fit(x, [0, 1]) }
        #expect(throws: TabularError.noExamples(rows: 0, columns: 0)) { try DecisionTree().fit(Matrix([]), []) }
        #expect(throws: TabularError.oneClass(label: 0)) { try DecisionTree().fit(Matrix([[1]]), [0]) }
        #expect(throws: TabularError.notFinite(row: 1, column: 0, found: -.infinity)) {
            try DecisionTree().fit(Matrix([[1], [-.infinity]]), [0, 1])
        }
        #expect(throws: TabularError.notFinite(row: 0, column: 1, found: 1e300)) {
            try DecisionTree().fit(Matrix([[1, 1e300], [2, 2]]), [0, 1])
        }
        let model = try DecisionTree().fit(x, y)
        #expect(throws: TabularError.featureCount(found: 1, expected: 2)) { try model.predict(Matrix([[1]])) }
        #expect(throws: TabularError.self) { try model.predict(Matrix([[1, .infinity]])) }
        #expect(throws: TabularError.self) { try model.predict(Matrix([[1, 1e39]])) }
        #expect(throws: TabularError.self) { try model.predict(Matrix(rowCount: 0, columnCount: 2)) }
    }

    @Test(arguments: [
        DecisionTree(maximumDepth: 0), DecisionTree(minimumSplit: 1), DecisionTree(minimumLeaf: 0),
        DecisionTree(minimumDecrease: -1), DecisionTree(minimumDecrease: .nan),
        DecisionTree(maximumFeatures: .count(0)), DecisionTree(maximumFeatures: .fraction(0)),
        DecisionTree(maximumFeatures: .fraction(1.5)), DecisionTree(maximumFeatures: .fraction(.nan)),
    ])
    func sillySettingsAreRefused(learner: DecisionTree) {
        do {
            _ = try learner.fit(Matrix([[1], [2]]), [0, 1])
            Issue.record("\(learner) was taken")
        } catch {
            guard case .badParameter(owner: "DecisionTree", _, _, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func constantAndMissingColumnsDecideNothing() throws {
        let model = try DecisionTree().fit(Matrix([[3, .nan], [3, .nan], [3, .nan]]), [5, 5, 9])
        #expect(model.nodeCount == 1)
        #expect(model.depth == 0)
        #expect(model.importances == [0, 0])
        #expect(try model.predictProbabilities(Matrix([[.nan, 1]])).values == [2.0 / 3, 1.0 / 3])
        #expect(try model.predict(Matrix([[1, 2]])) == [5])
    }

    @Test func moreColumnsThanRowsAreWelcome() throws {
        let x = Matrix((0..<4).map { row in (0..<300).map { Double(($0 * 7 + row * 13) % 31) } })
        #expect(try DecisionTree().fit(x, [0, 1, 0, 1]).accuracy(x, [0, 1, 0, 1]) == 1)
    }

    @Test func eachRowMayHaveAClassOfItsOwn() throws {
        let x = Matrix((0..<50).map { [Double($0)] })
        let y = (0..<50).map { $0 * 1_000_000_007 - 4 }
        #expect(try DecisionTree().fit(x, y).predict(x) == y)
    }

    @Test func sharesOfFeaturesAreScikitLearns() throws {
        let x = Matrix([[0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 2]])
        // All but the last are constant: others are drawn until one is not.
        for limit in [FeatureLimit.squareRoot, .logarithm, .count(1), .fraction(0.01), .all, .count(100)] {
            #expect(try DecisionTree(maximumFeatures: limit).fit(x, [0, 1]).nodeCount == 3)
        }
    }
}

// MARK: - What is checked with

extension Trees {
    /// How many examples of each class came to each node of one tree.
    func classCounts(classCount: Int) -> [[Int]] {
        var counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: nodeCount)
        for (place, node) in nodes.enumerated().reversed() {
            if node.test >= 0 {
                counts[place] = zip(counts[place + 1], counts[Int(node.target)]).map(+)
            } else {
                let leaf = Int(node.target)
                for entry in Int(starts[leaf])..<Int(starts[leaf + 1]) {
                    counts[place][Int(classes[entry])] = Int(weights[entry])
                }
            }
        }
        return counts
    }
}

extension Impurity {
    /// By definition.
    func value(of counts: [Int]) -> Double {
        let sum = Double(counts.reduce(0, +))
        let shares = counts.filter { $0 > 0 }.map { Double($0) / sum }
        return switch self {
        case .gini: 1 - shares.reduce(0) { $0 + $1 * $1 }
        case .entropy: -shares.reduce(0) { $0 + $1 * log2($1) }
        }
    }
}

extension Matrix {
    func isClose(to rows: [[Double]], _ tolerance: Double) -> Bool {
        rowCount == rows.count && zip(values, rows.joined()).allSatisfy { abs($0 - $1) <= tolerance }
    }
}
