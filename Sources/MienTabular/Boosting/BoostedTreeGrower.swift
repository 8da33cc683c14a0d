import Mien
import MienKernels

/// Grows trees one after the other in the same room.
///
/// A node's children are looked at one after the other, depth first: no more histograms live than a tree is deep, and
/// they stay in the second-level cache. Which nodes are split does not depend on the order, since there is no limit to
/// the number of leaves. A node of many examples has a histogram of all bins; of two children only the smaller one's is
/// added up, the other's is the difference. A node of few examples visits the bins that have some.
final class BoostedTreeGrower<Bin: FixedWidthInteger & UnsignedInteger & Sendable> {
    /// A node that is being grown: a ``BoostedNode`` with the examples that came to it.
    private struct Node {
        var node: BoostedNode
        let start: Int
        let count: Int
        let sum: GradientSum
        /// The greatest bin that goes left.
        var lower = 0
    }

    private struct Pending {
        let node: Int
        let depth: Int
        let path: UInt64
        let histogram: Int?
    }

    /// Up to so many examples, visiting the bins that have some is faster than all (measured with 256 bins).
    private static var fewExamples: Int { 160 }
    /// From so many examples on, the blocks of features are shared out to threads that have nothing else to do.
    private static var manyExamples: Int { 8192 }

    private let boosting: GradientBoosting
    private let bins: BinnedFeatures<Bin>
    private let rule: SplitRule
    private let rows: UnsafeMutablePointer<UInt32>
    private let spareRows: UnsafeMutablePointer<UInt32>
    /// The derivatives of a node's examples, side by side.
    private let gathered: UnsafeMutablePointer<GradientSum>
    private let few: OccupiedBins
    private var histograms: [UnsafeMutablePointer<GradientSum>] = []
    private var free: [Int] = []
    private var nodes: [Node] = []
    private var pending: [Pending] = []

    init(_ boosting: GradientBoosting, _ bins: BinnedFeatures<Bin>) {
        (self.boosting, self.bins) = (boosting, bins)
        rule = boosting.rule
        rows = .allocate(capacity: bins.rowCount)
        spareRows = .allocate(capacity: bins.rowCount)
        gathered = .allocate(capacity: bins.rowCount)
        few = OccupiedBins(stride: bins.stride)
    }

    deinit {
        rows.deallocate()
        spareRows.deallocate()
        gathered.deallocate()
        for histogram in histograms { histogram.deallocate() }
    }

    /// Grows a tree for one class, and adds its leaves to the margins of all examples.
    ///
    /// - Parameters:
    ///   - gradients: one pair an example.
    ///   - margins: one number an example.
    func grow(
        round: Int, tree: Int, _ gradients: UnsafePointer<GradientPair>, _ margins: UnsafeMutablePointer<Float>
    ) -> [BoostedNode] {
        let count = sample(round, tree)
        var sampler = FeatureSampler(boosting, featureCount: bins.features.count, round: round, tree: tree)
        nodes.removeAll(keepingCapacity: true)
        addNode(start: 0, count: count, sum: sumOfGradients(gradients, of: rows, count: count))
        pending.append(Pending(node: 0, depth: 0, path: 1, histogram: nil))
        while let next = pending.popLast() { grow(next, gradients, &sampler) }
        if boosting.method == .exact { prune() }
        addLeaves(to: margins, sampled: count)
        return inOrderOfDepth()
    }

    /// Puts the rows that are drawn before the others.
    private func sample(_ round: Int, _ tree: Int) -> Int {
        let count = bins.rowCount
        guard boosting.rowsPerTree < 1 else {
            for row in 0..<count { rows[row] = UInt32(row) }
            return count
        }
        var random = RandomStream(seed: boosting.seed, purpose: .shuffle, UInt64(round), UInt64(tree))
        let share = Float(boosting.rowsPerTree)
        var (drawn, left) = (0, 0)
        for row in 0..<count {
            if random.nextUniform() < share {
                rows[drawn] = UInt32(row)
                drawn += 1
            } else {
                spareRows[left] = UInt32(row)
                left += 1
            }
        }
        (rows + drawn).update(from: spareRows, count: left)
        return drawn
    }

    private func addNode(start: Int, count: Int, sum: GradientSum) {
        let leaf = BoostedNode(
            feature: -1, left: 0, value: rule.weight(sum) * Float(boosting.learningRate), missingGoesLeft: false,
            gain: 0, cover: Float(sum.y))
        nodes.append(Node(node: leaf, start: start, count: count, sum: sum))
    }

    // MARK: - Splitting

    private func grow(
        _ next: Pending, _ gradients: UnsafePointer<GradientPair>, _ sampler: inout FeatureSampler
    ) {
        let node = nodes[next.node]
        guard mayBeSplit(node, next.depth) else { return release(next.histogram) }
        let mask = sampler.mask(depth: next.depth, path: next.path)
        var histogram = next.histogram
        if histogram == nil && hasHistogram(node.count) {
            histogram = newHistogram()
            fill(histogram, node.start, node.count, gradients)
        }
        let split = histogram.map { search(histograms[$0], node, mask) } ?? search(node, mask, gradients)
        guard isWorthwhile(split) else { return release(histogram) }
        let left = divide(next.node, split)
        let (small, large) = nodes[left].count <= nodes[left + 1].count ? (left, left + 1) : (left + 1, left)
        var ofSmall: Int?
        if let kept = histogram, !hasHistogram(nodes[large].count) || !mayBeSplit(nodes[large], next.depth + 1) {
            release(kept)
            histogram = nil
        } else if let kept = histogram {
            let added = newHistogram()
            fill(added, nodes[small].start, nodes[small].count, gradients)
            subtractGradients(histograms[added], from: histograms[kept], count: histogramSize)
            ofSmall = hasHistogram(nodes[small].count) ? added : nil
            if ofSmall == nil { release(added) }
        }
        for child in [left + 1, left] {
            pending.append(
                Pending(
                    node: child, depth: next.depth + 1, path: next.path &* 2 &+ UInt64(child - left),
                    histogram: child == small ? ofSmall : histogram))
        }
    }

    /// With less than twice the weight that a child needs, no split is possible: most nodes end here.
    private func mayBeSplit(_ node: Node, _ depth: Int) -> Bool {
        depth < boosting.maximumDepth && node.sum.y >= 2 * rule.minimumChildWeight
    }

    private func isWorthwhile(_ split: FoundSplit) -> Bool {
        guard split.feature >= 0, split.gain > 1e-6, split.left.y > 0, split.right.y > 0 else { return false }
        return boosting.method == .exact || split.gain >= Float(boosting.gamma)
    }

    /// Makes the node a question, and its children leaves; returns the first one's place.
    private func divide(_ index: Int, _ split: FoundSplit) -> Int {
        let node = nodes[index]
        let threshold = bins.features[split.feature].threshold(
            lower: split.lower, upper: split.upper, missingGoesLeft: split.missingGoesLeft)
        let count = partitionRows(
            rows + node.start, count: node.count, bins: UnsafePointer(bins.feature(split.feature)),
            lower: threshold.lower, missing: bins.missing, missingGoesLeft: split.missingGoesLeft,
            spare: spareRows)
        let left = nodes.count
        nodes[index].lower = threshold.lower
        nodes[index].node.feature = Int32(split.feature)
        nodes[index].node.left = Int32(left)
        nodes[index].node.value = threshold.value
        nodes[index].node.missingGoesLeft = split.missingGoesLeft
        nodes[index].node.gain = split.gain
        addNode(start: node.start, count: count, sum: split.left)
        addNode(start: node.start + count, count: node.count - count, sum: split.right)
        return left
    }

    private func search(
        _ node: Node, _ mask: [UInt8], _ gradients: UnsafePointer<GradientPair>
    ) -> FoundSplit {
        var best = FoundSplit()
        let wanted = SplitNode(sum: node.sum, rule: rule)
        gatherGradients(gradients, of: rows + node.start, count: node.count, into: gathered)
        for block in 0..<bins.blockCount where mask[block] != 0 {
            few.fill(bins.block(block), rows + node.start, node.count, gathered)
            for place in 0..<featuresInBlock {
                let found = few.gather(place, missing: bins.missing)
                guard mask[block] >> place & 1 == 1 else { continue }
                let feature = block * featuresInBlock + place
                search(few.sums, found.count, few.numbers, feature, found.missing, wanted, &best)
            }
        }
        return best
    }

    private func search(
        _ histogram: UnsafeMutablePointer<GradientSum>, _ node: Node, _ mask: [UInt8]
    ) -> FoundSplit {
        let wanted = SplitNode(sum: node.sum, rule: rule)
        var found = [FoundSplit](repeating: FoundSplit(), count: bins.blockCount)
        found.withUnsafeMutableBufferPointer { found in
            // Each block writes its own place.
            nonisolated(unsafe) let found = found
            forEachBlock(node.count) { block in
                for place in 0..<featuresInBlock where mask[block] >> place & 1 == 1 {
                    let feature = block * featuresInBlock + place
                    let sums = histogram + feature * bins.stride
                    search(
                        sums, bins.features[feature].values.count, nil, feature, sums[bins.missing], wanted,
                        &found[block])
                }
            }
        }
        // Of equal gains the first feature's.
        return found.reduce(FoundSplit()) { $1.gain > $0.gain ? $1 : $0 }
    }

    private func search(
        _ sums: UnsafePointer<GradientSum>, _ count: Int, _ numbers: UnsafePointer<UInt32>?, _ feature: Int,
        _ missing: GradientSum, _ node: SplitNode, _ best: inout FoundSplit
    ) {
        // Exact splits of a feature without missing values are sought from above, as XGBoost does: of equal ones the
        // highest is taken.
        let forward = boosting.method == .histogram || bins.features[feature].hasMissing
        let backward = boosting.method == .exact || missing.y != 0
        if forward {
            searchForward(sums, count: count, numbers: numbers, feature: feature, node: node, rule: rule, best: &best)
        }
        if backward {
            searchBackward(sums, count: count, numbers: numbers, feature: feature, node: node, rule: rule, best: &best)
        }
    }

    // MARK: - Histograms

    private var histogramSize: Int { bins.blockCount * featuresInBlock * bins.stride }

    private func hasHistogram(_ count: Int) -> Bool {
        boosting.method == .histogram && count > Self.fewExamples
    }

    private func newHistogram() -> Int {
        if let index = free.popLast() { return index }
        histograms.append(.allocate(capacity: histogramSize))
        return histograms.count - 1
    }

    private func release(_ histogram: Int?) {
        if let histogram { free.append(histogram) }
    }

    private func fill(_ histogram: Int?, _ start: Int, _ count: Int, _ gradients: UnsafePointer<GradientPair>) {
        guard let histogram else { return }
        let size = featuresInBlock * bins.stride
        let sums = histograms[histogram]
        gatherGradients(gradients, of: rows + start, count: count, into: gathered)
        forEachBlock(count) { block in
            let out = sums + block * size
            out.initialize(repeating: .zero, count: size)
            addGradients(
                gathered, of: rows + start, count: count, bins: bins.block(block), into: out, stride: bins.stride)
        }
    }

    private func forEachBlock(_ count: Int, _ body: (Int) -> Void) {
        guard count < Self.manyExamples else { return parallelFor(bins.blockCount, body) }
        for block in 0..<bins.blockCount { body(block) }
    }

    // MARK: - The finished tree

    /// Undoes splits that gained less than gamma, from below: children come after their parents.
    private func prune() {
        for index in nodes.indices.reversed() where !nodes[index].node.isLeaf {
            let left = Int(nodes[index].node.left)
            let isLast = nodes[left].node.isLeaf && nodes[left + 1].node.isLeaf
            guard isLast, nodes[index].node.gain < Float(boosting.gamma) else { continue }
            nodes[index].node.feature = -1
            nodes[index].node.value = rule.weight(nodes[index].sum) * Float(boosting.learningRate)
            nodes[index].node.missingGoesLeft = false
            nodes[index].node.gain = 0
        }
    }

    private func addLeaves(to margins: UnsafeMutablePointer<Float>, sampled: Int) {
        var open = [0]
        while let index = open.popLast() {
            let node = nodes[index]
            if node.node.isLeaf {
                for place in node.start..<node.start + node.count { margins[Int(rows[place])] += node.node.value }
            } else {
                open += [Int(node.node.left), Int(node.node.left) + 1]
            }
        }
        for place in sampled..<bins.rowCount {
            let row = Int(rows[place])
            margins[row] += leaf(ofRow: row)
        }
    }

    private func leaf(ofRow row: Int) -> Float {
        var index = 0
        while !nodes[index].node.isLeaf {
            let bin = Int(bins.feature(Int(nodes[index].node.feature))[row * featuresInBlock])
            let goesLeft = bin == bins.missing ? nodes[index].node.missingGoesLeft : bin <= nodes[index].lower
            index = Int(nodes[index].node.left) + (goesLeft ? 0 : 1)
        }
        return nodes[index].node.value
    }

    /// The nodes level by level, without those that were pruned.
    private func inOrderOfDepth() -> [BoostedNode] {
        var order = [0]
        var result: [BoostedNode] = []
        result.reserveCapacity(nodes.count)
        while result.count < order.count {
            var node = nodes[order[result.count]].node
            if node.isLeaf {
                node.left = 0
            } else {
                let left = Int(node.left)
                node.left = Int32(order.count)
                order += [left, left + 1]
            }
            result.append(node)
        }
        return result
    }
}
