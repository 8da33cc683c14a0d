import Mien
import MienKernels

/// The borders between classes that ``SupportVectorMachine`` found, and the examples on which they rest.
public struct SupportVectorModel: ProbabilisticModel {
    public static let kind = "support-vector-machine"

    public let classes: [Int]
    /// The kernel, with gamma as a number.
    public let kernel: KernelFunction
    /// The examples that a border rests on, class by class: `[vectors, features]`.
    public let supportVectors: Matrix
    /// How many of them each class has.
    public let supportCounts: [Int]
    /// `[classes − 1, vectors]`: what each vector counts against each of the other classes, in their order; scikit-learn's
    /// `dual_coef_`, with signs that do not turn round for two classes.
    public let coefficients: Matrix
    /// What is added for each pair of classes.
    public let intercepts: [Double]
    private let scalings: [PlattScaling]?

    public var featureCount: Int { supportVectors.columnCount }

    /// - Parameters:
    ///   - members: the examples of each class.
    ///   - machines: what was learnt of each pair, over the first class's examples and then the second's.
    init(
        _ x: Matrix, _ classes: [Int], _ members: [[Int]], pairs: [(first: Int, second: Int)],
        _ machines: [PairMachine], function: KernelFunction, scalings: [PlattScaling]?
    ) {
        var rows = [[Double]](repeating: [Double](repeating: 0, count: x.rowCount), count: classes.count - 1)
        for ((first, second), machine) in zip(pairs, machines) {
            let (own, other) = (members[first], members[second])
            for (place, example) in own.enumerated() { rows[second - 1][example] = machine.coefficients[place] }
            for (place, example) in other.enumerated() {
                rows[first][example] = machine.coefficients[own.count + place]
            }
        }
        let vectors = members.map { $0.filter { example in rows.contains { $0[example] != 0 } } }
        let order = vectors.flatMap { $0 }
        self.classes = classes
        kernel = function
        supportVectors = x.rows(at: order)
        supportCounts = vectors.map(\.count)
        coefficients = Matrix(
            rowCount: rows.count, columnCount: order.count, values: rows.flatMap { row in order.map { row[$0] } })
        intercepts = machines.map { -$0.offset }
        self.scalings = scalings
    }

    /// How far each row lies on which side: `[examples, pairs]`, for each pair of classes in the order (0, 1), (0, 2), …,
    /// (1, 2), …; above zero for the first of the pair. Scikit-learn's with `decision_function_shape="ovo"`, which turns the
    /// sign round for two classes.
    public func decisionValues(_ x: Matrix) throws(TabularError) -> Matrix {
        try checkFeatures(of: x)
        try x.checkValues()
        let blocks = parallelMap((x.rowCount + 15) / 16) { block in
            (block * 16..<min(x.rowCount, (block + 1) * 16)).flatMap { decisionValues(of: x, row: $0) }
        }
        return Matrix(rowCount: x.rowCount, columnCount: intercepts.count, values: blocks.flatMap { $0 })
    }

    private func decisionValues(of x: Matrix, row: Int) -> [Double] {
        let likeness = x.values.withUnsafeBufferPointer { x in
            supportVectors.values.withUnsafeBufferPointer { vectors -> [Double] in
                guard let x = x.baseAddress, let vectors = vectors.baseAddress else { return [] }
                return (0..<supportVectors.rowCount).map {
                    kernel.value(x + row * featureCount, vectors + $0 * featureCount, count: featureCount)
                }
            }
        }
        let ends = supportCounts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
        return zip(classPairs(classes.count), intercepts).map { pair, intercept in
            var sum = 0.0
            for vector in ends[pair.first]..<ends[pair.first + 1] {
                sum += coefficients[pair.second - 1, vector] * likeness[vector]
            }
            for vector in ends[pair.second]..<ends[pair.second + 1] {
                sum += coefficients[pair.first, vector] * likeness[vector]
            }
            return sum + intercept
        }
    }

    /// The class that wins most of its pairs; of several the lowest.
    public func predict(_ x: Matrix) throws(TabularError) -> [Int] {
        let values = try decisionValues(x)
        var votes = Matrix(rowCount: x.rowCount, columnCount: classes.count)
        for row in 0..<x.rowCount {
            for (place, pair) in classPairs(classes.count).enumerated() {
                votes[row, values[row, place] > 0 ? pair.first : pair.second] += 1
            }
        }
        return votes.likeliestColumns.map { classes[$0] }
    }

    /// By sigmoids of the decision values, as LIBSVM; the likeliest class need not be the one that ``predict(_:)`` gives.
    ///
    /// - Throws: ``TabularError/badParameter(owner:name:found:expected:)`` where the model was learnt without probabilities.
    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        guard let scalings else {
            throw .badParameter(
                owner: "SupportVectorMachine", name: "givesProbabilities", found: "false",
                expected: "true in learning, since probabilities are asked for,")
        }
        let values = try decisionValues(x)
        let pairs = classPairs(classes.count)
        let rows = (0..<x.rowCount).map { row in
            var likelihoods = classes.map { _ in [Double](repeating: 0, count: classes.count) }
            for (place, pair) in pairs.enumerated() {
                let probability = min(max(scalings[place].probability(of: values[row, place]), 1e-7), 1 - 1e-7)
                likelihoods[pair.first][pair.second] = probability
                likelihoods[pair.second][pair.first] = 1 - probability
            }
            return PlattScaling.coupled(likelihoods)
        }
        return Matrix(rowCount: x.rowCount, columnCount: classes.count, values: rows.flatMap { $0 })
    }
}

extension SupportVectorModel {
    private enum CodingKeys: String, CodingKey {
        case classes, kernel, supportVectors, supportCounts, coefficients, intercepts, scalings
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        classes = try values.decode([Int].self, forKey: .classes)
        kernel = try values.decode(KernelFunction.self, forKey: .kernel)
        supportVectors = try values.decode(Matrix.self, forKey: .supportVectors)
        supportCounts = try values.decode([Int].self, forKey: .supportCounts)
        coefficients = try values.decode(Matrix.self, forKey: .coefficients)
        intercepts = try values.decode([Double].self, forKey: .intercepts)
        scalings = try values.decodeIfPresent([PlattScaling].self, forKey: .scalings)
        try decoder.check(areClasses(classes), "at least two classes, ascending,")
        try decoder.check(kernel.isSound, "a kernel with a gamma above zero")
        try decoder.check(supportVectors.isSound(), "vectors with finite features")
        let total = supportVectors.rowCount
        try decoder.check(
            supportCounts.count == classes.count && supportCounts.allSatisfy { (0...total).contains($0) }
                && supportCounts.reduce(0) { min($0 + $1, total + 1) } == total,
            "counts that add up to the number of vectors")
        try decoder.check(
            coefficients.isSound(rows: classes.count - 1, columns: total), "coefficients of each vector")
        // Counted first, so that the number of pairs cannot overflow.
        try decoder.check(classes.count <= intercepts.count + 1, "an intercept for each pair of classes")
        let pairCount = classes.count * (classes.count - 1) / 2
        try decoder.check(
            intercepts.count == pairCount && intercepts.allSatisfy(\.isFinite), "an intercept for each pair of classes")
        try decoder.check(
            scalings?.count ?? pairCount == pairCount && scalings?.allSatisfy(\.isSound) ?? true,
            "a sigmoid for each pair of classes")
    }
}

extension PlattScaling {
    var isSound: Bool { slope.isFinite && offset.isFinite }
}
