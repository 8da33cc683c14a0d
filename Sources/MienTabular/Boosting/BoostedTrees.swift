import Mien
import MienKernels

/// The trees of a boosted model, round after round, one a class or one alone.
package struct BoostedTrees: Sendable, Equatable {
    /// All trees' nodes, a tree level by level.
    package private(set) var nodes: [BoostedNode] = []
    /// Where each tree begins, and the end.
    package private(set) var starts: [Int] = [0]

    package var count: Int { starts.count - 1 }

    mutating func append(_ tree: [BoostedNode]) {
        nodes += tree
        starts.append(nodes.count)
    }

    /// Drops all trees but the first ones.
    mutating func keep(_ count: Int) {
        starts.removeLast(self.count - count)
        nodes.removeLast(nodes.count - (starts.last ?? 0))
    }

    /// The nodes of a tree; places in it are counted from its own first.
    func tree(_ index: Int) -> ArraySlice<BoostedNode> { nodes[starts[index]..<starts[index + 1]] }

    /// Adds the leaves of some trees to margins `[row][group]`; trees take turns at the groups.
    func add(
        _ trees: Range<Int>, _ x: UnsafePointer<Float>, rows: Int, columns: Int,
        to margins: UnsafeMutablePointer<Float>, groups: Int
    ) {
        nodes.withUnsafeBufferPointer { nodes in
            guard let base = nodes.baseAddress else { return }
            for tree in trees {
                addLeaves(
                    of: base + starts[tree], x, rows: rows, columns: columns, into: margins + tree % groups,
                    stride: groups)
            }
        }
    }
}

extension BoostedTrees: Codable {
    private enum CodingKeys: String, CodingKey {
        case starts, features, children, values, missingLeft, gains, covers
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(PackedArray(starts.map { Int32($0) }), forKey: .starts)
        try container.encode(PackedArray(nodes.map(\.feature)), forKey: .features)
        try container.encode(PackedArray(nodes.map(\.left)), forKey: .children)
        try container.encode(PackedArray(nodes.map(\.value)), forKey: .values)
        try container.encode(PackedArray<UInt8>(nodes.map { $0.missingGoesLeft ? 1 : 0 }), forKey: .missingLeft)
        try container.encode(PackedArray(nodes.map(\.gain)), forKey: .gains)
        try container.encode(PackedArray(nodes.map(\.cover)), forKey: .covers)
    }

    /// Whatever the file says, a walk through a tree ends: children come after their parents, within their tree.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func numbers<Number: PackedNumber>(_ key: CodingKeys, _: Number.Type) throws -> [Number] {
            try container.decode(PackedArray<Number>.self, forKey: key).numbers
        }
        let (features, children) = (try numbers(.features, Int32.self), try numbers(.children, Int32.self))
        let values = try numbers(.values, Float.self)
        let missingLeft = try numbers(.missingLeft, UInt8.self)
        let (gains, covers) = (try numbers(.gains, Float.self), try numbers(.covers, Float.self))
        starts = try numbers(.starts, Int32.self).map { Int($0) }
        func check(_ condition: Bool, _ reason: String) throws {
            guard condition else { throw DecodingError.damaged(decoder, reason) }
        }
        let counts = [children.count, values.count, missingLeft.count, gains.count, covers.count]
        try check(counts.allSatisfy { $0 == features.count }, "the lists of nodes are of different lengths")
        try check(
            starts.first == 0 && starts.last == features.count && zip(starts, starts.dropFirst()).allSatisfy(<),
            "the trees do not follow each other")
        try check(
            (values + gains + covers).allSatisfy(\.isFinite) && missingLeft.allSatisfy { $0 < 2 },
            "a node holds what is no number")
        nodes = features.indices.map { index in
            BoostedNode(
                feature: features[index], left: children[index], value: values[index],
                missingGoesLeft: missingLeft[index] == 1, gain: gains[index], cover: covers[index])
        }
        for tree in 0..<count {
            let size = starts[tree + 1] - starts[tree]
            for (place, node) in self.tree(tree).enumerated() where !node.isLeaf {
                try check(place < Int(node.left) && Int(node.left) + 1 < size, "a node's children do not follow it")
            }
        }
    }
}
