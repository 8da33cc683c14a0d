import COpenBLAS
import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Logistic regression over all classes at once (multinomial), with the sum of squared coefficients kept small; scikit-learn's
/// `LogisticRegression`.
///
/// Features of very different sizes take many steps: scale them first.
public struct LogisticRegression: Classifier {
    /// What errors cost, compared with large coefficients: scikit-learn's `C`, 1 by default.
    public var cost: Double
    /// The greatest slope of the mean loss at which learning ends; 1e-4 by default.
    public var tolerance: Double
    /// The most steps, 100 by default; ``LogisticRegressionModel/hasConverged`` says whether they were enough.
    public var maximumSteps: Int

    public init(cost: Double = 1, tolerance: Double = 1e-4, maximumSteps: Int = 100) {
        (self.cost, self.tolerance, self.maximumSteps) = (cost, tolerance, maximumSteps)
    }

    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> LogisticRegressionModel {
        let owner = "LogisticRegression"
        try check(owner, "cost", cost, "a number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "tolerance", tolerance, "a number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "maximumSteps", maximumSteps, "a number above 0") { $0 > 0 }
        let examples = try Examples(x, y)
        let objective = LogisticObjective(examples, cost: cost)
        let descent = QuasiNewton(tolerance: tolerance, maximumSteps: maximumSteps)
        let found = descent.minimize(from: [Double](repeating: 0, count: objective.parameterCount)) {
            objective.valueAndGradient($0)
        }
        guard found.point.allSatisfy(\.isFinite) else {
            throw .notConverged(owner: owner, reason: "the coefficients grew beyond all bounds. Scale the features")
        }
        return LogisticRegressionModel(
            classes: examples.classes, steps: found.steps, hasConverged: found.hasConverged,
            borders: objective.borders(found.point))
    }
}

/// The borders that ``LogisticRegression`` found.
public struct LogisticRegressionModel: LinearModel {
    public static let kind = "logistic-regression"

    public let classes: [Int]
    public let steps: Int
    /// Whether the optimum was reached; otherwise scale the features, or allow more steps.
    public let hasConverged: Bool
    private let borders: LinearBorders

    init(classes: [Int], steps: Int, hasConverged: Bool, borders: LinearBorders) {
        (self.classes, self.steps, self.hasConverged, self.borders) = (classes, steps, hasConverged, borders)
    }

    public var coefficients: Matrix { borders.coefficients }
    public var intercepts: [Double] { borders.intercepts }

    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        let values = try decisionValues(x)
        guard classes.count == 2 else { return values.softmax() }
        return Matrix(
            rowCount: x.rowCount, columnCount: 2, values: values.values.flatMap { [logistic(-$0), logistic($0)] })
    }
}

extension LogisticRegressionModel {
    private enum CodingKeys: String, CodingKey {
        case classes, steps, hasConverged, borders
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        classes = try values.decode([Int].self, forKey: .classes)
        steps = try values.decode(Int.self, forKey: .steps)
        hasConverged = try values.decode(Bool.self, forKey: .hasConverged)
        borders = try values.decode(LinearBorders.self, forKey: .borders)
        try borders.check(classes, in: decoder)
    }
}

/// The mean loss of examples, and `Σ coefficients² / (2 · cost · examples)`.
///
/// A point is the coefficients, border after border, and then the intercepts, which are not kept small.
private struct LogisticObjective {
    private let examples: Examples
    private let borderCount: Int
    /// What half of the squared coefficients count.
    private let strength: Double

    init(_ examples: Examples, cost: Double) {
        self.examples = examples
        borderCount = examples.classes.count == 2 ? 1 : examples.classes.count
        strength = 1 / (cost * Double(examples.x.rowCount))
    }

    private var coefficientCount: Int { borderCount * examples.x.columnCount }
    var parameterCount: Int { coefficientCount + borderCount }

    func borders(_ point: [Double]) -> LinearBorders {
        LinearBorders(
            coefficients: Matrix(
                rowCount: borderCount, columnCount: examples.x.columnCount,
                values: Array(point.prefix(coefficientCount))),
            intercepts: Array(point.suffix(borderCount)))
    }

    func valueAndGradient(_ point: [Double]) -> (value: Double, gradient: [Double]) {
        let borders = borders(point)
        let blocks = LinearBorders.blocks(examples.x.rowCount)
        let parts = parallelMap(blocks.count) { part(blocks[$0], borders) }
        let count = Double(examples.x.rowCount)
        var value = 0.0
        var gradient = [Double](repeating: 0, count: parameterCount)
        for part in parts {
            value += part.loss / count
            for place in gradient.indices { gradient[place] += part.gradient[place] / count }
        }
        for place in 0..<coefficientCount {
            value += 0.5 * strength * point[place] * point[place]
            gradient[place] += strength * point[place]
        }
        return (value, gradient)
    }

    /// Sums over some examples.
    private func part(_ rows: Range<Int>, _ borders: LinearBorders) -> (loss: Double, gradient: [Double]) {
        var slopes = borders.products(examples.x, rows: rows)
        var loss = 0.0
        for (place, row) in rows.enumerated() {
            loss += slope(&slopes, at: place * borderCount, code: examples.codes[row])
        }
        var gradient = [Double](repeating: 0, count: parameterCount)
        let columns = Int32(examples.x.columnCount)
        examples.x.values.withUnsafeBufferPointer { x in
            guard let base = x.baseAddress else { return }
            cblas_dgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, Int32(borderCount), columns, Int32(rows.count), 1, slopes,
                Int32(borderCount), base + rows.lowerBound * Int(columns), columns, 0, &gradient, columns)
        }
        for (place, slope) in slopes.enumerated() { gradient[coefficientCount + place % borderCount] += slope }
        return (loss, gradient)
    }

    /// Puts the loss's slopes in place of an example's decision values; returns the loss.
    private func slope(_ values: inout [Double], at start: Int, code: Int) -> Double {
        if borderCount == 1 {
            let value = values[start]
            values[start] = logistic(value) - Double(code)
            // log(1 + exp(value)) − code · value, without an overflow.
            return max(value, 0) + log1p(exp(-abs(value))) - Double(code) * value
        }
        let places = start..<start + borderCount
        let greatest = values[places].max() ?? 0
        let own = values[start + code]
        var total = 0.0
        for place in places {
            values[place] = exp(values[place] - greatest)
            total += values[place]
        }
        for place in places { values[place] /= total }
        values[start + code] -= 1
        return log(total) + greatest - own
    }
}
