import Mien

/// A support vector machine for each pair of classes, which then vote (C-SVC); scikit-learn's `SVC`, hence LIBSVM's (Chang &
/// Lin 2011), with the same steps and the same ties.
///
/// It looks at distances: scale the features first.
public struct SupportVectorMachine: Classifier {
    /// What an example on the wrong side costs; the less, the smoother the border; scikit-learn's `C`, 1 by default.
    public var cost: Double
    /// Radial by default.
    public var kernel: SupportVectorKernel
    /// Whether the model is to give probabilities: five more trainings for each pair of classes. Not by
    /// default.
    public var givesProbabilities: Bool
    /// How far from the optimum learning may end; 1e-3 by default.
    public var tolerance: Double
    /// How much memory, in megabytes, the rows of the kernel matrix of one pair of classes may take; 200 by default.
    public var cacheMegabytes: Int
    /// Decides on which examples the probabilities are tried out; scikit-learn's `random_state`, 0 by default.
    public var seed: UInt32

    public init(
        cost: Double = 1, kernel: SupportVectorKernel = .radial(), givesProbabilities: Bool = false,
        tolerance: Double = 1e-3, cacheMegabytes: Int = 200, seed: UInt32 = 0
    ) {
        (self.cost, self.kernel, self.givesProbabilities) = (cost, kernel, givesProbabilities)
        (self.tolerance, self.cacheMegabytes, self.seed) = (tolerance, cacheMegabytes, seed)
    }

    private static let owner = "SupportVectorMachine"

    /// - Throws: ``TabularError/notConverged(owner:reason:)`` where ten million steps are not enough, as with a linear kernel
    ///   and features of very different sizes.
    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> SupportVectorModel {
        try checkParameters()
        let examples = try Examples(x, y)
        let function = kernel.function(for: x)
        let members = examples.classes.indices.map { code in
            examples.codes.indices.filter { examples.codes[$0] == code }
        }
        let pairs = classPairs(examples.classes.count)
        let solved = try parallelMap(pairs.count) { place throws(TabularError) in
            let (first, second) = pairs[place]
            return try solve(
                PairProblem(x, positive: members[first], negative: members[second]), function: function)
        }
        return SupportVectorModel(
            x, examples.classes, members, pairs: pairs, solved.map(\.machine), function: function,
            scalings: givesProbabilities ? solved.compactMap(\.scaling) : nil)
    }

    private func checkParameters() throws(TabularError) {
        let owner = Self.owner
        try check(owner, "cost", cost, "a number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "tolerance", tolerance, "a number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "cacheMegabytes", cacheMegabytes, "a number in 1 … 1,000,000") { (1...1_000_000).contains($0) }
        try kernel.checkParameters(of: owner)
    }

    private func solve(
        _ problem: PairProblem, function: KernelFunction
    ) throws(TabularError) -> (machine: PairMachine, scaling: PlattScaling?) {
        let scaling = givesProbabilities ? try scaling(of: problem, function: function) : nil
        return (try machine(for: problem, function: function), scaling)
    }

    private func machine(for problem: PairProblem, function: KernelFunction) throws(TabularError) -> PairMachine {
        var dual = DualProblem(
            problem.x, signs: problem.signs, function: function, cost: cost, tolerance: tolerance,
            cacheBytes: cacheMegabytes << 20)
        let (coefficients, offset) = try dual.solve()
        return PairMachine(coefficients: coefficients, offset: offset)
    }

    /// The sigmoid for decision values that five machines, each learnt without a fifth of the examples, give to that fifth.
    private func scaling(of problem: PairProblem, function: KernelFunction) throws(TabularError) -> PlattScaling {
        // LIBSVM sets its generator anew for each machine, hence for each pair of classes.
        var random = MersenneTwister(seed: MersenneTwister.firstSeed(seed))
        var order = Array(problem.signs.indices)
        for place in order.indices {
            order.swapAt(place, place + Int(random.nextBounded(by: UInt32(order.count - place))))
        }
        var values = [Double](repeating: 0, count: order.count)
        for part in 0..<5 {
            let held = part * order.count / 5..<(part + 1) * order.count / 5
            let kept = order.indices.filter { !held.contains($0) }.map { order[$0] }
            let positive = kept.filter { problem.signs[$0] > 0 }
            let negative = kept.filter { problem.signs[$0] < 0 }
            if positive.isEmpty || negative.isEmpty {
                for place in held { values[order[place]] = positive.isEmpty ? (negative.isEmpty ? 0 : -1) : 1 }
                continue
            }
            // The negative examples first, since LIBSVM sorts its labels, and turned round again.
            let inner = PairProblem(problem.x, positive: negative, negative: positive)
            let machine = try machine(for: inner, function: function)
            for place in held {
                values[order[place]] = -machine.decisionValue(
                    of: problem.x.row(order[place]), against: inner.x, function)
            }
        }
        return PlattScaling(values: values, signs: problem.signs)
    }
}

/// Examples of two classes.
struct PairProblem {
    let x: Matrix
    /// 1 for the first class, −1 for the second.
    let signs: [Double]

    init(_ x: Matrix, positive: [Int], negative: [Int]) {
        self.x = x.rows(at: positive + negative)
        signs = positive.map { _ in 1 } + negative.map { _ in -1 }
    }
}

/// What was learnt of two classes.
struct PairMachine: Sendable {
    /// Of each example; zero for those that are no support vectors.
    let coefficients: [Double]
    let offset: Double

    func decisionValue(of row: ArraySlice<Double>, against x: Matrix, _ function: KernelFunction) -> Double {
        row.withUnsafeBufferPointer { row in
            x.values.withUnsafeBufferPointer { values in
                guard let row = row.baseAddress, let base = values.baseAddress else { return -offset }
                var sum = 0.0
                for (place, coefficient) in coefficients.enumerated() where coefficient != 0 {
                    sum += coefficient * function.value(row, base + place * x.columnCount, count: x.columnCount)
                }
                return sum - offset
            }
        }
    }
}

/// All pairs of classes by their places, the lower first.
func classPairs(_ count: Int) -> [(first: Int, second: Int)] {
    (0..<count).flatMap { first in (first + 1..<count).map { (first, $0) } }
}
