import Foundation
import MienTabular
import MienTestSupport

/// What scikit-learn grew on made data: see `Utilities/golden_tabular_trees.py`.
struct TreeGolden: Decodable {
    struct Grown: Decodable {
        var name: String
        var x: [[Double?]]
        var y: [Int]
        var unseen: [[Double?]]
        var trees: [Tree]
    }

    struct Tree: Decodable {
        var criterion: Impurity
        var limits: [String: Double]
        var features: [Int]
        var thresholds: [Double?]
        var rightChildren: [Int]
        var missingGoesLeft: [Int]
        var impurities: [Double]
        var counts: [[Int]]
        var importances: [Double]
        var depth: Int
        var predictions: [Int]
        var probabilities: [[Double]]

        var learner: DecisionTree {
            DecisionTree(
                criterion: criterion, maximumDepth: limits["max_depth"].map { Int($0) },
                minimumSplit: Int(limits["min_samples_split"] ?? 2),
                minimumLeaf: Int(limits["min_samples_leaf"] ?? 1),
                minimumDecrease: limits["min_impurity_decrease"] ?? 0, seed: 4)
        }
    }

    struct Spread: Decodable {
        var mean: Double
        var deviation: Double
    }

    struct Forests: Decodable {
        var nodes: Spread
        var accuracy: Spread
        var outOfBag: Spread
        var importances: [Double]
    }

    struct Made: Decodable {
        var x: [[Double]]
        var y: [Int]
        var unseen: [[Double]]
        var truth: [Int]
        var random: Forests
        var extra: Forests
    }

    var grown: [Grown]
    var forest: Made

    static func read() throws -> TreeGolden {
        let data = try Data(contentsOf: URL(filePath: goldenPath("trees.json", in: .module)))
        return try JSONDecoder().decode(TreeGolden.self, from: data)
    }
}

extension Matrix {
    /// Nil is missing.
    init(_ rows: [[Double?]]) { self.init(rows.map { $0.map { $0 ?? .nan } }) }
}
