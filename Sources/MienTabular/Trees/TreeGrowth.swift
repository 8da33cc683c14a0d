import Mien
import MienKernels

/// Examples made ready for trees to grow on them.
struct TreeGrowth {
    private let options: TreeOptions
    private let examples: Examples
    private let columns: TreeColumns
    /// `x · log₂ x`, if the criterion asks for it.
    private let logarithms: [Double]

    init(_ options: TreeOptions, _ x: Matrix, _ y: [Int], owner: String) throws(TabularError) {
        try options.check(owner: owner)
        examples = try Examples(x, y, allowsMissing: true)
        require(examples.classes.count < 1 << 24, "\(owner): more than 16 million classes")
        columns = try TreeColumns(x, for: options.splitter)
        let tableSize = options.criterion == .entropy ? x.rowCount + 1 : 0
        logarithms = [Double](unsafeUninitializedCapacity: tableSize) { table, count in
            count = tableSize
            if let table = table.baseAddress { fillLogarithms(table, count: tableSize) }
        }
        self.options = options
    }

    /// Grows trees side by side, each with random numbers of its own.
    func grow(_ count: Int, seed: UInt64, isBootstrapped: Bool) -> [(trees: Trees, decreases: [Double])] {
        parallelMap(count) { tree in
            var random = RandomStream(seed: seed, purpose: .other, UInt64(tree))
            let bag = isBootstrapped ? Self.bag(rowCount: columns.rowCount, &random) : nil
            var grower = TreeGrower(
                options, columns, labels: examples.codes, classCount: examples.classes.count, bag: bag,
                logarithms: logarithms, random: random)
            grower.grow()
            return (grower.trees, grower.decreases)
        }
    }

    /// How often each row is among as many draws, with putting back, as there are rows.
    private static func bag(rowCount: Int, _ random: inout RandomStream) -> [UInt8] {
        var bag = [UInt8](repeating: 0, count: rowCount)
        for _ in 0..<rowCount {
            let row = random.nextInt(below: rowCount)
            // Nothing is drawn 255 times.
            bag[row] = max(bag[row], bag[row] &+ 1)
        }
        return bag
    }

    func model(of grown: [(trees: Trees, decreases: [Double])]) -> TreeModel {
        TreeModel(
            classes: examples.classes, importances: Self.importances(grown), trees: Trees(joining: grown.map(\.trees)))
    }

    /// The mean over all trees that decide anything, made to add up to one.
    private static func importances(_ grown: [(trees: Trees, decreases: [Double])]) -> [Double] {
        var sums = [Double](repeating: 0, count: grown[0].decreases.count)
        for (_, decreases) in grown {
            for (feature, decrease) in decreases.enumerated() { sums[feature] += decrease }
        }
        let whole = sums.reduce(0, +)
        return whole > 0 ? sums.map { $0 / whole } : sums
    }

    /// The accuracy on rows of the trees that have not learnt from them; rows from which all have learnt are left aside.
    func outOfBagAccuracy(of model: TreeModel, seed: UInt64) -> Double {
        let bags = parallelMap(model.trees.count) { tree in
            var random = RandomStream(seed: seed, purpose: .other, UInt64(tree))
            return Self.bag(rowCount: columns.rowCount, &random)
        }
        let sums = model.trees.outOfBagSums(examples.x, classCount: examples.classes.count, bags: bags)
        let judged = examples.codes.indices.filter { row in sums.row(row).contains { $0 > 0 } }
        let predictions = sums.likeliestColumns
        let right = judged.count { predictions[$0] == examples.codes[$0] }
        return judged.isEmpty ? 0 : Double(right) / Double(judged.count)
    }
}
