import Foundation
import Mien
import MienTabular
import MienTestSupport
import Testing

@Suite struct TreeFileTests {
    private let model: TreeModel
    private let x: Matrix

    init() throws {
        let made = try TreeGolden.read().forest
        x = Matrix(made.x)
        model = try RandomForest(trees: 3, maximumDepth: 4, judgesOutOfBag: true, seed: 1).fit(x, made.y)
    }

    @Test func aModelIsReadAsItWasWritten() throws {
        let read = try JSONDecoder().decode(TreeModel.self, from: try JSONEncoder().encode(model))
        #expect(read.trees == model.trees)
        #expect(read.classes == model.classes)
        #expect(read.importances == model.importances)
        #expect(read.outOfBagAccuracy == model.outOfBagAccuracy)
        #expect(try read.predictProbabilities(x) == model.predictProbabilities(x))
    }

    @Test func infiniteThresholdsAreKept() throws {
        let x = Matrix([[1], [2], [.nan], [.nan]])
        let model = try DecisionTree().fit(x, [0, 0, 1, 1])
        #expect(model.trees.nodes[0].threshold == .infinity)
        let read = try JSONDecoder().decode(TreeModel.self, from: try JSONEncoder().encode(model))
        #expect(try read.predict(x) == [0, 0, 1, 1])
    }

    /// Replaces a field of the trees, or of the model.
    private func damaged(_ key: String, _ value: Any?) throws -> Data {
        var model = try fields(JSONEncoder().encode(model))
        guard var trees = model["trees"] as? [String: Any] else { throw Golden.Missing(description: "trees") }
        if trees[key] == nil { model[key] = value } else { trees[key] = value }
        model["trees"] = trees
        return try JSONSerialization.data(withJSONObject: model)
    }

    private func fields(_ data: Data) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    private func packed<Number: PackedNumber>(_ numbers: [Number]) throws -> String {
        try JSONDecoder().decode(String.self, from: try JSONEncoder().encode(PackedArray(numbers)))
    }

    private func isRefused(_ key: String, _ value: Any?) throws -> Bool {
        let data = try damaged(key, value)
        do {
            _ = try JSONDecoder().decode(TreeModel.self, from: data)
            return false
        } catch is DecodingError {
            return true
        }
    }

    /// Each copy of `numbers` with one of them replaced.
    private func areRefused<Number: PackedNumber>(_ key: String, _ numbers: [Number], _ place: Int, _ others: Number...)
        throws
    {
        for other in others {
            var altered = numbers
            altered[place] = other
            #expect(try isRefused(key, try packed(altered)), "\(key)[\(place)] = \(other)")
        }
        #expect(try isRefused(key, try packed([Number]())), "no \(key)")
        #expect(try isRefused(key, try packed(Array(numbers.dropLast()))), "\(key) cut short")
        #expect(try isRefused(key, "no base64!"), "\(key) of text")
        #expect(try isRefused(key, "AAA="), "\(key) of two bytes")
        #expect(try !isRefused(key, try packed(numbers)), "\(key) unharmed")
    }

    @Test func hostileTreesAreRefused() throws {
        let trees = model.trees
        let count = UInt32(trees.nodeCount)
        let targets = trees.nodes.map(\.target)
        let inner = try #require(trees.nodes.lastIndex { $0.test >= 0 })
        let leaf = try #require(trees.nodes.firstIndex { $0.test < 0 })
        // To itself, back, to its left child, beyond the end, into the next tree.
        try areRefused("targets", targets, inner, UInt32(inner), 0, UInt32(inner) + 1, count, .max)
        try areRefused("targets", targets, 0, 0, 1, trees.roots[1], count)
        try areRefused("targets", targets, leaf, UInt32(trees.leafCount), .max)
        let tests = trees.nodes.map(\.test)
        try areRefused("tests", tests, 0, Int32(model.featureCount) * 2, .max)
        // The last node has no children.
        try areRefused("tests", tests, tests.count - 1, 0)
        try areRefused("thresholds", trees.nodes.map(\.threshold), 0, .nan, -.infinity)
        try areRefused("roots", trees.roots, 0, 1, count)
        try areRefused("roots", trees.roots, 2, 0, trees.roots[1], count, .max)
        try areRefused("starts", trees.starts, 1, 0, .max)
        try areRefused("classes", trees.classes, 0, UInt32(model.classes.count), .max)
        try areRefused("weights", trees.weights, 0, 0)
    }

    @Test func hostileModelsAreRefused() throws {
        for classes in [[], [1], [3, 2, 1, 0], [0, 1]] {
            var whole = try fields(JSONEncoder().encode(model))
            whole["classes"] = classes
            let data = try JSONSerialization.data(withJSONObject: whole)
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(TreeModel.self, from: data) }
        }
        for importances in [[], [0.5, 0.5], [2, -1, 0, 0, 0, 0, 0, 0]] {
            #expect(try isRefused("importances", importances), "\(importances)")
        }
        #expect(try isRefused("outOfBagAccuracy", "much"))
    }

    /// Any byte of a file may be wrong: nothing worse than an error, or another answer, comes of it.
    @Test func alteredBytesDoNoHarm() throws {
        let data = try JSONEncoder().encode(model)
        var random = RandomStream(seed: 1, purpose: .other)
        for _ in 0..<400 {
            var altered = data
            altered[random.nextInt(below: data.count)] = UInt8(33 + random.nextInt(below: 90))
            guard let read = try? JSONDecoder().decode(TreeModel.self, from: altered) else { continue }
            _ = try? read.predict(x)
        }
    }
}
