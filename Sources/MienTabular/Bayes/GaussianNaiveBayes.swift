import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Naive Bayes with a normal distribution for each class and feature; scikit-learn's `GaussianNB`.
public struct GaussianNaiveBayes: Classifier {
    /// The share of the most variable feature's variance that is added to all variances, so that none is zero; 1e-9 by
    /// default.
    public var smoothing: Double
    /// How likely each class is before anything is known, ascending by class; by default the shares of the examples.
    public var priors: [Double]?

    public init(smoothing: Double = 1e-9, priors: [Double]? = nil) {
        self.smoothing = smoothing
        self.priors = priors
    }

    /// - Throws: ``TabularError/notConverged(owner:reason:)`` where a feature has no variance within a class, and none is
    ///   added; ``TabularError/tooLarge(owner:column:)`` for values whose squares no number holds.
    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> GaussianNaiveBayesModel {
        let owner = "GaussianNaiveBayes"
        try check(owner, "smoothing", smoothing, "a finite number from 0") { $0 >= 0 && $0.isFinite }
        let examples = try Examples(x, y)
        let classCount = examples.classes.count
        if let priors {
            try check(owner, "priors", priors, "\(classCount) numbers from 0 that add up to 1") {
                $0.count == classCount && $0.allSatisfy { $0 >= 0 } && abs($0.reduce(0, +) - 1) < 1e-8
            }
        }
        let all = moments(of: Array(0..<x.rowCount), in: x)
        let floor = smoothing * (all.variances.max() ?? 0)
        var members = [[Int]](repeating: [], count: classCount)
        for (row, code) in examples.codes.enumerated() { members[code].append(row) }
        let found = members.map { moments(of: $0, in: x) }
        let variances = found.flatMap { $0.variances.map { $0 + floor } }
        if let place = variances.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
            let (code, feature) = (place / x.columnCount, place % x.columnCount)
            guard variances[place].isFinite else { throw .tooLarge(owner: owner, column: feature) }
            throw .notConverged(
                owner: owner,
                reason: "column \(feature) (from 0) is the same in all rows of class \(examples.classes[code])")
        }
        return GaussianNaiveBayesModel(
            classes: examples.classes, priors: priors ?? members.map { Double($0.count) / Double(x.rowCount) },
            means: Matrix(rowCount: classCount, columnCount: x.columnCount, values: found.flatMap(\.means)),
            variances: Matrix(rowCount: classCount, columnCount: x.columnCount, values: variances))
    }

    private func moments(of rows: [Int], in x: Matrix) -> (means: [Double], variances: [Double]) {
        let count = Double(rows.count)
        var means = [Double](repeating: 0, count: x.columnCount)
        for row in rows {
            for (column, value) in x.row(row).enumerated() { means[column] += value }
        }
        for column in means.indices { means[column] /= count }
        var variances = [Double](repeating: 0, count: x.columnCount)
        for row in rows {
            for (column, value) in x.row(row).enumerated() {
                variances[column] += (value - means[column]) * (value - means[column])
            }
        }
        return (means, variances.map { $0 / count })
    }
}

/// The distributions that ``GaussianNaiveBayes`` found.
public struct GaussianNaiveBayesModel: ProbabilisticModel {
    public static let kind = "gaussian-naive-bayes"

    public let classes: [Int]
    /// How likely each class is before anything is known.
    public let priors: [Double]
    /// `[classes, features]`
    public let means: Matrix
    /// `[classes, features]`, with what was added to all.
    public let variances: Matrix

    public var featureCount: Int { means.columnCount }

    /// The logarithms of the joint likelihood of each row and class, `[examples, classes]`: those of the probabilities up to
    /// a constant a row.
    public func jointLogLikelihoods(_ x: Matrix) throws(TabularError) -> Matrix {
        try checkFeatures(of: x)
        try x.checkValues()
        let constants = classes.indices.map { code in
            log(priors[code]) - 0.5 * variances.row(code).reduce(0) { $0 + log(2 * .pi * $1) }
        }
        let blocks = parallelMap((x.rowCount + 255) / 256) { block in
            var values: [Double] = []
            for row in block * 256..<min(x.rowCount, (block + 1) * 256) {
                for code in classes.indices {
                    values.append(constants[code] - 0.5 * distance(from: x.row(row), to: code))
                }
            }
            return values
        }
        return Matrix(rowCount: x.rowCount, columnCount: classes.count, values: blocks.flatMap { $0 })
    }

    private func distance(from row: ArraySlice<Double>, to code: Int) -> Double {
        var (sum, place) = (0.0, code * featureCount)
        for value in row {
            let difference = value - means.values[place]
            sum += difference * difference / variances.values[place]
            place += 1
        }
        return sum
    }

    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        try jointLogLikelihoods(x).softmax()
    }

    /// By the likelihoods: probabilities of many classes may all be rounded to zero and one.
    public func predict(_ x: Matrix) throws(TabularError) -> [Int] {
        try jointLogLikelihoods(x).likeliestColumns.map { classes[$0] }
    }
}

extension GaussianNaiveBayesModel {
    private enum CodingKeys: String, CodingKey {
        case classes, priors, means, variances
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        classes = try values.decode([Int].self, forKey: .classes)
        priors = try values.decode([Double].self, forKey: .priors)
        means = try values.decode(Matrix.self, forKey: .means)
        variances = try values.decode(Matrix.self, forKey: .variances)
        try decoder.check(areClasses(classes), "at least two classes, ascending,")
        try decoder.check(
            priors.count == classes.count && priors.allSatisfy { $0 >= 0 && $0 <= 1 } && priors.contains { $0 > 0 },
            "a prior in 0 … 1 for each class")
        try decoder.check(means.isSound(rows: classes.count), "means of each class")
        try decoder.check(
            variances.isSound(rows: classes.count, columns: means.columnCount)
                && variances.values.allSatisfy { $0 > 0 },
            "variances above zero of each class")
    }
}
