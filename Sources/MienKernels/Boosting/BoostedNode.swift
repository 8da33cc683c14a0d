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
    for row in 0..<rows {
        let values = x + row &* columns
        var node = 0
        while tree[node].feature >= 0 {
            let value = values[Int(truncatingIfNeeded: tree[node].feature)]
            let goesLeft = value.isNaN ? tree[node].missingGoesLeft : value < tree[node].value
            node = Int(truncatingIfNeeded: tree[node].left) &+ (goesLeft ? 0 : 1)
        }
        out[row &* stride] += tree[node].value
    }
}
