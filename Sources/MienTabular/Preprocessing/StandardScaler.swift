/// Gives every feature mean 0 and deviation 1: scikit-learn's `StandardScaler`.
///
/// Missing values are left out of mean and deviation, and stay missing. A constant feature becomes 0; one without any
/// value is left as it is.
public struct StandardScaler: Transformer {
    /// Whether the mean is taken away; true by default.
    public let centers: Bool
    /// Whether values are divided by the deviation; true by default.
    public let scales: Bool

    public init(centers: Bool = true, scales: Bool = true) { (self.centers, self.scales) = (centers, scales) }

    /// - Throws: ``TabularError/notFinite(row:column:found:)`` for infinite values, ``TabularError/tooLarge(owner:column:)``
    ///   for some whose squares no number holds.
    public func fit(_ x: Matrix) throws(TabularError) -> Model {
        try x.checkValues(allowsMissing: true)
        var model = Model(means: [], scales: [])
        for column in 0..<x.columnCount {
            let moments = Moments(x.column(column))
            guard moments.mean.isFinite, moments.variance.isFinite else {
                throw .tooLarge(owner: "StandardScaler", column: column)
            }
            model.means.append(centers ? moments.mean : 0)
            model.scales.append(scales && !moments.isConstant ? moments.variance.squareRoot() : 1)
        }
        return model
    }

    /// What a `StandardScaler` has learnt.
    public struct Model: TransformerModel, Equatable {
        public static let kind = "standard-scaler"

        /// What is taken away from each feature.
        public fileprivate(set) var means: [Double]
        /// What each feature is divided by.
        public fileprivate(set) var scales: [Double]

        public var featureCount: Int { means.count }

        public func transform(_ x: Matrix) throws(TabularError) -> Matrix {
            try x.checkValues(allowsMissing: true)
            try checkFeatures(of: x)
            return x.mapColumns { ($0 - means[$1]) / scales[$1] }
        }
    }
}

extension StandardScaler.Model {
    private enum CodingKeys: CodingKey { case means, scales }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        means = try container.decode([Double].self, forKey: .means)
        scales = try container.decode([Double].self, forKey: .scales)
        guard !means.isEmpty, means.count == scales.count, means.allSatisfy(\.isFinite),
            scales.allSatisfy({ $0.isFinite && $0 > 0 })
        else {
            throw DecodingError.damaged(decoder, "as many finite means as scales above 0 are expected")
        }
    }
}

/// Mean and variance of the values that are not missing.
private struct Moments {
    var mean = 0.0
    /// Divided by the count.
    var variance = 0.0
    /// Whether the variance is no more than what rounding makes of equal values.
    var isConstant = true

    /// In two passes, the second of which corrects the first (Chan, Golub & LeVeque 1983).
    init(_ column: [Double]) {
        let values = column.filter { !$0.isNaN }
        guard !values.isEmpty else { return }
        let count = Double(values.count)
        mean = values.reduce(0, +) / count
        var (correction, squares) = (0.0, 0.0)
        for value in values {
            correction += value - mean
            squares += (value - mean) * (value - mean)
        }
        variance = (squares - correction * correction / count) / count
        let rounding = count * mean * Double.ulpOfOne
        isConstant = variance <= count * Double.ulpOfOne * variance + rounding * rounding
    }
}

extension Matrix {
    /// The matrix whose values `change` makes of a value and the number of its column.
    func mapColumns(_ change: (Double, Int) -> Double) -> Matrix {
        var changed = values
        var place = 0
        for _ in 0..<rowCount {
            for column in 0..<columnCount {
                changed[place] = change(changed[place], column)
                place += 1
            }
        }
        return Matrix(rowCount: rowCount, columnCount: columnCount, values: changed)
    }
}
