/// A decision, or a leaf, of a grown tree.
///
/// A node is followed by its left child, and then by its right one: children have greater numbers than their parents.
package struct TreeNode: Sendable, Equatable {
    /// Values up to it go left. Zero in a leaf.
    package var threshold: Double
    /// Twice the feature that decides, and one if missing values go left; −1 in a leaf.
    package var test: Int32
    /// The right child; of a leaf, its number among the leaves.
    package var target: UInt32

    package init(threshold: Double, test: Int32, target: UInt32) {
        (self.threshold, self.test, self.target) = (threshold, test, target)
    }
}

/// The distributions of classes in leaves.
package struct LeafShares {
    /// Where a leaf's classes begin; those of the next begin where they end.
    package let starts: UnsafePointer<UInt32>
    package let classes: UnsafePointer<UInt32>
    /// The share of the leaf's examples that are of the class.
    package let shares: UnsafePointer<Double>

    package init(starts: UnsafePointer<UInt32>, classes: UnsafePointer<UInt32>, shares: UnsafePointer<Double>) {
        (self.starts, self.classes, self.shares) = (starts, classes, shares)
    }

    @inline(__always)
    func add(_ leaf: UInt32, to sums: UnsafeMutablePointer<Double>) {
        for index in Int(starts[Int(leaf)])..<Int(starts[Int(leaf) &+ 1]) { sums[Int(classes[index])] += shares[index] }
    }
}

/// Adds what the tree that begins at `root` says of each row.
///
/// - Parameters:
///   - rows: `[rowCount, featureCount]`.
///   - leftOut: of each row, whether it is to be passed over; none is if this is nil.
///   - sums: `[rowCount, classCount]`.
package func addTreeShares(
    _ nodes: UnsafePointer<TreeNode>, from root: Int, _ leaves: LeafShares, rows: UnsafePointer<Float>, rowCount: Int,
    featureCount: Int, leftOut: UnsafePointer<UInt8>?, to sums: UnsafeMutablePointer<Double>, classCount: Int
) {
    // Four rows walk side by side, since each step waits for the memory that the one before told of.
    for first in stride(from: 0, to: rowCount, by: 4) {
        // Those beyond the last go with it, and count for nothing.
        func row(_ place: Int) -> UnsafePointer<Float> { rows + min(first &+ place, rowCount &- 1) &* featureCount }
        let (a, b, c, d) = (row(0), row(1), row(2), row(3))
        var (nodeA, nodeB, nodeC, nodeD) = (nodes + root, nodes + root, nodes + root, nodes + root)
        while nodeA.pointee.test & nodeB.pointee.test & nodeC.pointee.test & nodeD.pointee.test >= 0 {
            nodeA = next(nodeA, nodes, a)
            nodeB = next(nodeB, nodes, b)
            nodeC = next(nodeC, nodes, c)
            nodeD = next(nodeD, nodes, d)
        }
        let targets = SIMD4(nodeA.pointee.target, nodeB.pointee.target, nodeC.pointee.target, nodeD.pointee.target)
        for place in 0..<min(4, rowCount &- first) {
            if let leftOut, leftOut[first &+ place] != 0 { continue }
            leaves.add(targets[place], to: sums + (first &+ place) &* classCount)
        }
    }
}

/// The child that a row goes to; a leaf itself.
@inline(__always)
private func next(
    _ node: UnsafePointer<TreeNode>, _ nodes: UnsafePointer<TreeNode>, _ row: UnsafePointer<Float>
) -> UnsafePointer<TreeNode> {
    let (test, threshold) = (node.pointee.test, node.pointee.threshold)
    let value = row[Int(max(test, 0) &>> 1)]
    // No branches, which could not be foretold.
    let isGreater = Double(value) > threshold
    let isLost = (value.isNaN ? 1 : 0) & ~test & 1 == 1
    let child = isGreater || isLost ? nodes + Int(node.pointee.target) : node + 1
    return test < 0 ? node : child
}
