import Mien
import MienKernels

/// Which features a tree, a level of it and a node may ask about, each drawn from the one before.
struct FeatureSampler {
    private enum Stage: UInt64 {
        case tree = 1
        case level
        case node
    }

    private let boosting: GradientBoosting
    private let featureCount: Int
    private let round: Int
    private let tree: Int
    private var ofTree: [Int] = []
    private var ofLevels: [Int: [Int]] = [:]
    private var maskOfTree: [UInt8] = []

    init(_ boosting: GradientBoosting, featureCount: Int, round: Int, tree: Int) {
        (self.boosting, self.featureCount, self.round, self.tree) = (boosting, featureCount, round, tree)
        ofTree = drawn(boosting.columnsPerTree, from: Array(0..<featureCount), .tree)
        maskOfTree = mask(of: ofTree)
    }

    /// A bit a feature, a byte a block of eight.
    ///
    /// - Parameter path: tells the node from others of its level.
    mutating func mask(depth: Int, path: UInt64) -> [UInt8] {
        guard boosting.columnsPerLevel < 1 || boosting.columnsPerNode < 1 else { return maskOfTree }
        let ofLevel = ofLevels[depth] ?? drawn(boosting.columnsPerLevel, from: ofTree, .level, depth)
        ofLevels[depth] = ofLevel
        return mask(of: drawn(boosting.columnsPerNode, from: ofLevel, .node, depth, path))
    }

    private func drawn(
        _ share: Double, from features: [Int], _ stage: Stage, _ depth: Int = 0, _ path: UInt64 = 0
    ) -> [Int] {
        guard share < 1 else { return features }
        var random = RandomStream(
            seed: boosting.seed, UInt64(round), UInt64(tree), stage.rawValue, UInt64(depth), path)
        let count = max(1, Int(share * Double(features.count)))
        return random.permutation(features.count).prefix(count).map { features[$0] }
    }

    private func mask(of features: [Int]) -> [UInt8] {
        var mask = [UInt8](repeating: 0, count: (featureCount + featuresInBlock - 1) / featuresInBlock)
        for feature in features { mask[feature / featuresInBlock] |= 1 << (feature % featuresInBlock) }
        return mask
    }
}
