import Mien
import MienKernels

/// Grows one tree: depth first, a left child before the right one, as scikit-learn does.
struct TreeGrower {
    private let options: TreeOptions
    private let columns: TreeColumns
    private let drawnFeatures: Int
    private let memory: GrowthMemory
    private var random: RandomStream

    /// All features: first those that a node on the way to the one at hand found constant, which need not be looked at again.
    private var features: [Int]
    /// What `features` begins with in any node that is yet to come; each knows how many of these are constant in it.
    private var constants: [Int]

    private(set) var trees = Trees()
    /// Of each feature, by how much its borders lowered the impurity, weighted by the share of examples that came there.
    private(set) var decreases: [Double]

    /// - Parameters:
    ///   - labels: the class of each row.
    ///   - bag: how often each row counts; those that do not are left out. Nil if each counts once.
    ///   - logarithms: see ``ClassWeights/logarithms``; empty unless the criterion is entropy.
    init(
        _ options: TreeOptions, _ columns: TreeColumns, labels: [Int], classCount: Int, bag: [UInt8]?,
        logarithms: [Double], random: RandomStream
    ) {
        (self.options, self.columns, self.random) = (options, columns, random)
        drawnFeatures = options.maximumFeatures.count(of: columns.featureCount)
        features = Array(0..<columns.featureCount)
        constants = features
        decreases = [Double](repeating: 0, count: columns.featureCount)
        memory = GrowthMemory(labels: labels, classCount: classCount, bag: bag, logarithms: logarithms)
    }

    /// Examples that have yet to become a node.
    private struct Pending {
        var examples: Range<Int>
        var depth = 0
        /// The node whose right child this becomes; a left one needs no mention.
        var parent: Int?
        var constantCount = 0
    }

    mutating func grow() {
        switch options.criterion {
        case .gini: grow(GiniSums.self)
        case .entropy: grow(EntropySums.self)
        }
        let sum = decreases.reduce(0, +)
        if sum > 0 { for feature in decreases.indices { decreases[feature] /= sum } }
    }

    private mutating func grow<Sums: SplitSums>(_ measure: Sums.Type) {
        let columns = columns
        columns.withPointers { words, rows, values in
            let search = memory.search(
                columns: words, rows: rows, rowCount: columns.rowCount, featureCount: columns.featureCount)
            grow(search, values, measure)
        }
    }

    private mutating func grow<Sums: SplitSums>(
        _ search: SplitSearch, _ values: UnsafePointer<Float>, _ measure: Sums.Type
    ) {
        var weights = memory.weights
        var stack = [Pending(examples: 0..<memory.exampleCount)]
        var rootWeight = 0.0
        trees.beginTree()
        while var node = stack.popLast() {
            if let parent = node.parent { trees.beginRightChild(of: parent) }
            let isPure = weights.count(memory.classes + node.examples.lowerBound, node.examples.count)
            if rootWeight == 0 { rootWeight = Double(weights.weight) }
            var split: Border?
            if !isPure && mayPart(node) { split = self.split(&node, search, weights, values, measure) }
            let decrease = split.map { ($0.purity - Sums(weights).wholePurity) / rootWeight } ?? 0
            guard let split, decrease + Double.ulpOfOne >= options.minimumDecrease else {
                trees.appendLeaf(UnsafeBufferPointer(start: weights.whole, count: weights.count))
                continue
            }
            decreases[split.feature] += decrease
            search.part(node.examples, at: split)
            let place = trees.appendSplit(
                feature: split.feature, threshold: threshold(of: split), missingGoesLeft: split.missingGoesLeft)
            let border = node.examples.lowerBound + split.leftCount
            let left = Pending(
                examples: node.examples.lowerBound..<border, depth: node.depth + 1, constantCount: node.constantCount)
            var right = left
            (right.examples, right.parent) = (border..<node.examples.upperBound, place)
            stack.append(right)
            stack.append(left)
        }
    }

    private func mayPart(_ node: Pending) -> Bool {
        let count = node.examples.count
        return node.depth < options.maximumDepth ?? Int.max && count >= options.minimumSplit
            && count >= 2 * options.minimumLeaf
    }
}

// MARK: - Looking for a border

extension TreeGrower {
    /// In the middle between the neighbouring values, if it was not drawn.
    private func threshold(of split: Border) -> Double {
        guard options.splitter == .best else { return split.threshold }
        guard split.firstRight != missingWord else { return .infinity }
        let first = split.feature * columns.rowCount
        let lesser = Double(columns.values[first + Int(split.lastLeft)])
        let greater = Double(columns.values[first + Int(split.firstRight)])
        return lesser / 2 + greater / 2
    }
}

extension TreeGrower {
    /// The best border of as many features as are to be drawn; nil if there is none.
    ///
    /// Features are drawn without putting them back, and those that are known to be constant are drawn, too: they count as
    /// looked at. This is scikit-learn's scheme. `features` begins with the constant ones that were drawn, then come those that
    /// were not, then those found here; the drawn ones that vary are at the end.
    private mutating func split<Sums: SplitSums>(
        _ node: inout Pending, _ search: SplitSearch, _ weights: ClassWeights, _ values: UnsafePointer<Float>,
        _ measure: Sums.Type
    ) -> Border? {
        var best = Border()
        let known = node.constantCount
        var (drawnConstants, foundConstants, undrawn, looked) = (0, 0, features.count, 0)
        while undrawn > known + foundConstants
            && (looked < drawnFeatures || looked <= foundConstants + drawnConstants)
        {
            looked += 1
            var place = drawnConstants + random.nextInt(below: undrawn - foundConstants - drawnConstants)
            if place < known {
                features.swapAt(drawnConstants, place)
                drawnConstants += 1
                continue
            }
            place += foundConstants
            if look(at: features[place], in: node.examples, search, weights, values, measure, &best) {
                undrawn -= 1
                features.swapAt(undrawn, place)
            } else {
                features.swapAt(known + foundConstants, place)
                foundConstants += 1
            }
        }
        // Nodes that follow rely on the order of what was known before.
        for place in 0..<known { features[place] = constants[place] }
        for place in known..<known + foundConstants { constants[place] = features[place] }
        node.constantCount = known + foundConstants
        return best.leftCount > 0 ? best : nil
    }

    /// Whether the feature varies; then its best border may become the best of all.
    private mutating func look<Sums: SplitSums>(
        at feature: Int, in examples: Range<Int>, _ search: SplitSearch, _ weights: ClassWeights,
        _ values: UnsafePointer<Float>, _ measure: Sums.Type, _ best: inout Border
    ) -> Bool {
        guard options.splitter == .best else {
            let bits = random.next()
            return search.tryRandom(
                feature, in: examples, weights, share: Double(bits >> 11) * 0x1p-53, missingGoesLeft: bits & 1 == 1,
                minimumLeaf: options.minimumLeaf, measure: measure, into: &best)
        }
        return search.findBest(
            feature, in: examples, weights,
            values: columns.areApart[feature] ? nil : values + feature * columns.rowCount,
            minimumLeaf: options.minimumLeaf, measure: measure, into: &best)
    }
}

/// What a growing tree writes to, allocated once a tree.
private final class GrowthMemory {
    let exampleCount: Int
    /// The rows that count, in the order of the nodes, and the bits of their ``WeightedClass``.
    let examples: UnsafeMutablePointer<UInt32>
    let classes: UnsafeMutablePointer<UInt32>
    let weights: ClassWeights
    private let logarithms: UnsafeMutableBufferPointer<Double>
    private let sorting: SortMemory

    init(labels: [Int], classCount: Int, bag: [UInt8]?, logarithms: [Double]) {
        exampleCount = bag.map { $0.count { $0 > 0 } } ?? labels.count
        examples = .allocate(capacity: exampleCount)
        classes = .allocate(capacity: exampleCount)
        self.logarithms = .allocate(capacity: logarithms.count)
        _ = self.logarithms.initialize(from: logarithms)
        let whole = UnsafeMutablePointer<Int>.allocate(capacity: classCount)
        let left = UnsafeMutablePointer<Int>.allocate(capacity: classCount)
        weights = ClassWeights(
            count: classCount, whole: whole, left: left,
            logarithms: self.logarithms.baseAddress.map { UnsafePointer($0) })
        sorting = SortMemory(count: exampleCount)
        var place = 0
        for (row, label) in labels.enumerated() {
            let weight = bag.map { Int($0[row]) } ?? 1
            guard weight > 0 else { continue }
            examples[place] = UInt32(row)
            classes[place] = WeightedClass(label, weight: weight).bits
            place += 1
        }
    }

    deinit {
        examples.deallocate()
        classes.deallocate()
        weights.whole.deallocate()
        weights.left.deallocate()
        logarithms.deallocate()
    }

    func search(
        columns: UnsafePointer<UInt32>, rows: UnsafePointer<UInt32>, rowCount: Int, featureCount: Int
    ) -> SplitSearch {
        SplitSearch(
            columns: columns, rows: rows, rowCount: rowCount, featureCount: featureCount, examples: examples,
            classes: classes, keys: sorting.keys, spare: sorting.spare, buckets: sorting.buckets)
    }
}
