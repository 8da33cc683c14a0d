import Mien
import MienKernels

/// Validation data, in single precision and with the places of its classes.
struct HeldExamples {
    /// Row after row.
    let x: [Float]
    let codes: [Int]
}

/// One fit: round after round, the trees of a round side by side.
struct BoostingRun<Bin: FixedWidthInteger & UnsignedInteger & Sendable> {
    private let boosting: GradientBoosting
    private let examples: Examples
    private let bins: BinnedFeatures<Bin>
    private let held: HeldExamples?
    private let objective: BoostingObjective
    private let base: [Float]
    private let count: Int

    init(
        _ boosting: GradientBoosting, _ examples: Examples, _ bins: BinnedFeatures<Bin>, _ held: HeldExamples?
    ) {
        (self.boosting, self.examples, self.bins, self.held) = (boosting, examples, bins, held)
        objective = BoostingObjective(classCount: examples.classes.count)
        base = objective.baseMargins(examples.codes)
        count = examples.codes.count
    }

    func model() -> GradientBoostingModel {
        let groups = objective.groupCount
        let margins = UnsafeMutablePointer<Float>.allocate(capacity: groups * count)
        let gradients = UnsafeMutablePointer<GradientPair>.allocate(capacity: groups * count)
        defer {
            margins.deallocate()
            gradients.deallocate()
        }
        for group in 0..<groups { (margins + group * count).initialize(repeating: base[group], count: count) }
        gradients.initialize(repeating: .zero, count: groups * count)
        var trees = BoostedTrees()
        var watch = held.map { HeldMargins($0, base, featureCount: bins.features.count) }
        var history = BoostingHistory(metric: boosting.metric)
        let growers = GrowerPool { BoostedTreeGrower(boosting, bins) }
        let codes = examples.codes.map { Int32($0) }
        for round in 0..<boosting.rounds {
            objective.gradients(margins, codes, count: count, into: gradients)
            // Each tree reads and writes what belongs to its own class.
            nonisolated(unsafe) let (margins, gradients) = (margins, gradients)
            let grown = parallelMap(groups) { group in
                growers.withGrower {
                    $0.grow(round: round, tree: group, gradients + group * count, margins + group * count)
                }
            }
            for tree in grown { trees.append(tree) }
            guard watch != nil else { continue }
            watch?.add(trees, from: round * groups)
            history.training.append(
                objective.value(boosting.metric, examples.codes) { row in
                    (0..<groups).map { margins[$0 * count + row] }
                })
            history.validation.append(watch?.value(boosting.metric, objective) ?? 0)
            if let patience = boosting.earlyStopping, round - history.bestRound >= patience { break }
        }
        if boosting.earlyStopping != nil { trees.keep((history.bestRound + 1) * groups) }
        return GradientBoostingModel(
            classes: examples.classes, featureCount: bins.features.count, baseMargins: base, trees: trees,
            history: held == nil ? nil : history)
    }
}

/// The margins of the validation data, tree after tree.
private struct HeldMargins {
    private let held: HeldExamples
    private let featureCount: Int
    private let groups: Int
    private var margins: [Float]

    init(_ held: HeldExamples, _ base: [Float], featureCount: Int) {
        (self.held, self.featureCount, groups) = (held, featureCount, base.count)
        margins = held.codes.flatMap { _ in base }
    }

    mutating func add(_ trees: BoostedTrees, from first: Int) {
        trees.add(
            first..<trees.count, held.x, rows: held.codes.count, columns: featureCount, to: &margins, groups: groups)
    }

    func value(_ metric: BoostingMetric, _ objective: BoostingObjective) -> Double {
        objective.value(metric, held.codes) { row in Array(margins[row * groups..<(row + 1) * groups]) }
    }
}
