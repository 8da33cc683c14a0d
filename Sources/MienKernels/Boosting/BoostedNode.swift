/// A place in a tree: a question about one feature, or a leaf.
package struct BoostedNode: Sendable, Equatable {
    /// What is asked about; -1 in a leaf.
    package var feature: Int32
    /// The place in the tree of the child for values below the threshold; the other child follows it.
    package var left: Int32
    /// The threshold, or what a leaf adds.
    package var value: Float
    package var missingGoesLeft: Bool
    /// What the split took off the loss; zero in a leaf.
    package var gain: Float
    /// The sum of the second derivatives of the examples that came here.
    package var cover: Float

    package init(feature: Int32, left: Int32, value: Float, missingGoesLeft: Bool, gain: Float, cover: Float) {
        (self.feature, self.left, self.value) = (feature, left, value)
        (self.missingGoesLeft, self.gain, self.cover) = (missingGoesLeft, gain, cover)
    }

    package var isLeaf: Bool { feature < 0 }
}

/// `out[row · stride] += leaf` for the leaf of one tree that each row arrives at.
///
/// - Parameters:
///   - tree: its nodes, each before its children.
///   - x: row after row, `columns` numbers each; NaN is missing.
package func addLeaves(
    of tree: UnsafePointer<BoostedNode>, _ x: UnsafePointer<Float>, rows: Int, columns: Int,
    into out: UnsafeMutablePointer<Float>, stride: Int
) {
    // Four rows walk side by side, since each step waits for the memory that the one before told of.
    for first in Swift.stride(from: 0, to: rows, by: 4) {
        // Those beyond the last go with it, and count for nothing.
        func row(_ place: Int) -> UnsafePointer<Float> { x + min(first &+ place, rows &- 1) &* columns }
        let (a, b, c, d) = (row(0), row(1), row(2), row(3))
        var (nodeA, nodeB, nodeC, nodeD) = (tree, tree, tree, tree)
        while nodeA.pointee.feature & nodeB.pointee.feature & nodeC.pointee.feature & nodeD.pointee.feature >= 0 {
            nodeA = next(nodeA, tree, a)
            nodeB = next(nodeB, tree, b)
            nodeC = next(nodeC, tree, c)
            nodeD = next(nodeD, tree, d)
        }
        let leaves = SIMD4(nodeA.pointee.value, nodeB.pointee.value, nodeC.pointee.value, nodeD.pointee.value)
        for place in 0..<min(4, rows &- first) { out[(first &+ place) &* stride] += leaves[place] }
    }
}

/// The child that a row goes to; a leaf itself.
@inline(__always)
private func next(
    _ node: UnsafePointer<BoostedNode>, _ tree: UnsafePointer<BoostedNode>, _ row: UnsafePointer<Float>
) -> UnsafePointer<BoostedNode> {
    let feature = node.pointee.feature
    let value = row[Int(max(feature, 0))]
    // No branches, which could not be foretold.
    let isLess = value < node.pointee.value
    let isLost = value.isNaN && node.pointee.missingGoesLeft
    let child = tree + Int(node.pointee.left) + (isLess || isLost ? 0 : 1)
    return feature < 0 ? node : child
}
