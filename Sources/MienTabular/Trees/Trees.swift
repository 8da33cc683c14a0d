import MienKernels

/// Grown classification trees, one after the other.
///
/// Nodes are numbered depth first: a left child follows its parent, a right child comes later. So a walk from a root only ever
/// goes forward. In files each field is an array of its own.
package struct Trees: Sendable, Equatable {
    /// The first node of each tree.
    package private(set) var roots: [UInt32] = []
    package private(set) var nodes: [TreeNode] = []
    /// Of each leaf, and once more at the end: where its classes begin.
    package private(set) var starts: [UInt32] = [0]
    /// The classes that the examples of a leaf are of, ascending.
    package private(set) var classes: [UInt32] = []
    /// The number of examples of the leaf that are of the class; drawn twice they count twice.
    package private(set) var weights: [UInt32] = []
    /// The weights divided by their leaf's sum.
    package private(set) var shares: [Double] = []

    package var count: Int { roots.count }
    package var nodeCount: Int { nodes.count }
    package var leafCount: Int { starts.count - 1 }

    init() {}

    /// The greatest number of decisions on the way to a leaf.
    var depth: Int {
        var depths = [Int](repeating: 0, count: nodeCount)
        for (place, node) in nodes.enumerated() where node.test >= 0 {
            depths[place + 1] = depths[place] + 1
            depths[Int(node.target)] = depths[place] + 1
        }
        return depths.max() ?? 0
    }
}

// MARK: - Growing

extension Trees {
    /// Begins a tree; its root is the next node.
    mutating func beginTree() { roots.append(UInt32(nodeCount)) }

    /// - Returns: the node, whose right child is not known yet.
    mutating func appendSplit(feature: Int, threshold: Double, missingGoesLeft: Bool) -> Int {
        nodes.append(TreeNode(threshold: threshold, test: Int32(feature) * 2 + (missingGoesLeft ? 1 : 0), target: 0))
        return nodeCount - 1
    }

    /// Makes the next node the right child of `parent`.
    mutating func beginRightChild(of parent: Int) { nodes[parent].target = UInt32(nodeCount) }

    /// - Parameter weights: how often each class occurs.
    mutating func appendLeaf(_ weights: UnsafeBufferPointer<Int>) {
        nodes.append(TreeNode(threshold: 0, test: -1, target: UInt32(leafCount)))
        for (label, weight) in weights.enumerated() where weight > 0 {
            classes.append(UInt32(label))
            self.weights.append(UInt32(weight))
        }
        starts.append(UInt32(classes.count))
        appendShares(ofLeaf: leafCount - 1)
    }

    private mutating func appendShares(ofLeaf leaf: Int) {
        let weights = weights[Int(starts[leaf])..<Int(starts[leaf + 1])]
        let sum = weights.reduce(0) { $0 + Double($1) }
        for weight in weights { shares.append(Double(weight) / sum) }
    }

    /// Puts trees one after the other.
    init(joining parts: [Trees]) {
        self.init()
        for part in parts {
            let (before, leaves, entries) = (UInt32(nodeCount), UInt32(leafCount), UInt32(classes.count))
            roots += part.roots.map { $0 + before }
            nodes += part.nodes.map { node in
                var node = node
                node.target += node.test < 0 ? leaves : before
                return node
            }
            starts += part.starts.dropFirst().map { $0 + entries }
            classes += part.classes
            weights += part.weights
            shares += part.shares
        }
    }
}

// MARK: - Codable

extension UInt32: PackedNumber {}

extension Trees: Codable {
    private enum Key: String, CodingKey {
        case roots, tests, thresholds, targets, starts, classes, weights
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(PackedArray(roots), forKey: .roots)
        try container.encode(PackedArray(nodes.map(\.test)), forKey: .tests)
        try container.encode(PackedArray(nodes.map(\.threshold)), forKey: .thresholds)
        try container.encode(PackedArray(nodes.map(\.target)), forKey: .targets)
        try container.encode(PackedArray(starts), forKey: .starts)
        try container.encode(PackedArray(classes), forKey: .classes)
        try container.encode(PackedArray(weights), forKey: .weights)
    }

    /// Checks all but what ``check(featureCount:classCount:from:)`` does.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        roots = try container.decode(PackedArray<UInt32>.self, forKey: .roots).numbers
        let tests = try container.decode(PackedArray<Int32>.self, forKey: .tests).numbers
        let thresholds = try container.decode(PackedArray<Double>.self, forKey: .thresholds).numbers
        let targets = try container.decode(PackedArray<UInt32>.self, forKey: .targets).numbers
        starts = try container.decode(PackedArray<UInt32>.self, forKey: .starts).numbers
        classes = try container.decode(PackedArray<UInt32>.self, forKey: .classes).numbers
        weights = try container.decode(PackedArray<UInt32>.self, forKey: .weights).numbers

        func expect(_ holds: Bool, _ reason: @autoclosure () -> String) throws {
            guard holds else { throw DecodingError.damaged(decoder, reason()) }
        }
        try expect(
            thresholds.count == tests.count, "\(thresholds.count) thresholds for \(tests.count) nodes")
        try expect(targets.count == tests.count, "\(targets.count) targets for \(tests.count) nodes")
        nodes = tests.indices.map { TreeNode(threshold: thresholds[$0], test: tests[$0], target: targets[$0]) }
        try expect(thresholds.allSatisfy { $0 > -.infinity }, "a threshold is no number")
        try expect(weights.count == classes.count, "\(weights.count) weights for \(classes.count) classes")
        try expect(weights.allSatisfy { $0 > 0 }, "a class without weight")
        try expect(
            starts.first == 0 && starts.last.map(Int.init) == classes.count
                && zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 },
            "the leaves do not share out the \(classes.count) classes")
        try expect(!roots.isEmpty && isDepthFirst, "the nodes are no trees, one after the other")
        for leaf in 0..<leafCount { appendShares(ofLeaf: leaf) }
    }

    /// Whether the nodes are whole trees, each part where it belongs: then every walk goes forward, and ends in a leaf.
    private var isDepthFirst: Bool {
        var (begins, leaf) = (true, 0 as UInt32)
        var roots = roots[...]
        /// The right children of the nodes on the way to the one at hand.
        var pending: [UInt32] = []
        for (place, node) in nodes.enumerated() {
            if begins {
                guard let root = roots.popFirst(), root == place else { return false }
                begins = false
            }
            if node.test >= 0 {
                pending.append(node.target)
                continue
            }
            guard node.target == leaf else { return false }
            leaf += 1
            if let next = pending.popLast() {
                guard next == place + 1 else { return false }
            } else {
                begins = true
            }
        }
        return begins && roots.isEmpty && leaf == leafCount
    }

    /// Throws unless all tests are of known features, and all classes known.
    func check(featureCount: Int, classCount: Int, from decoder: any Decoder) throws {
        guard nodes.allSatisfy({ $0.test >> 1 < featureCount }), classes.allSatisfy({ $0 < classCount }) else {
            throw DecodingError.damaged(
                decoder, "trees of more than \(featureCount) features, or of more than \(classCount) classes")
        }
    }
}
