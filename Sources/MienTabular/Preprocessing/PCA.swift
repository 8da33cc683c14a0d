/// Principal components: the directions in which examples differ most, by the singular values of the centred matrix.
/// Scikit-learn's `PCA` with `svd_solver="full"`, signs included.
///
/// Features are centred, not scaled: put a ``StandardScaler`` before it where their units differ.
public struct PCA: Transformer {
    /// The number of components; by default as many as there are examples or features, whichever are fewer.
    public let components: Int?
    /// Whether components are divided by their deviation, so that all are equally large; not so by default.
    public let whitens: Bool

    public init(components: Int? = nil, whitens: Bool = false) {
        (self.components, self.whitens) = (components, whitens)
    }

    /// - Throws: ``TabularError/tooFew(what:found:expected:)`` for one example,
    ///   ``TabularError/notFinite(row:column:found:)`` for missing values too,
    ///   ``TabularError/badParameter(owner:name:found:expected:)`` for more components than there can be.
    public func fit(_ x: Matrix) throws(TabularError) -> Model {
        try x.checkValues()
        guard x.rowCount > 1 else { throw .tooFew(what: "rows", found: x.rowCount, expected: "at least 2") }
        let largest = min(x.rowCount, x.columnCount)
        let count = components ?? largest
        guard (1...largest).contains(count) else {
            throw .badParameter(
                owner: "PCA", name: "components", found: "\(count)", expected: "a number in 1 ... \(largest)")
        }
        let means = try x.columnMeans()
        let found = try SingularValues(of: x.mapColumns { $0 - means[$1] })
        let variances = found.values.map { $0 * $0 / Double(x.rowCount - 1) }
        let total = variances.reduce(0, +)
        guard total.isFinite else { throw .notConverged(owner: "PCA", reason: "the values are too large") }
        return Model(
            means: means, components: found.directions.rows(at: Array(0..<count)).withPositivePeaks,
            explainedVariance: Array(variances[..<count]),
            explainedVarianceRatio: variances[..<count].map { total > 0 ? $0 / total : 0 },
            singularValues: Array(found.values[..<count]), whitens: whitens)
    }

    /// What a `PCA` has learnt.
    public struct Model: TransformerModel, Equatable {
        public static let kind = "pca"

        /// The mean of each feature.
        public let means: [Double]
        /// `[components, features]`, each row a direction of length one whose greatest number is above zero.
        public let components: Matrix
        /// The variance along each component, divided by the number of examples less one.
        public let explainedVariance: [Double]
        /// The share that each component has of all variance; 0 if there is none.
        public let explainedVarianceRatio: [Double]
        public let singularValues: [Double]
        /// Whether components are divided by their deviation.
        public let whitens: Bool

        public var featureCount: Int { means.count }

        /// `[examples, components]`
        public func transform(_ x: Matrix) throws(TabularError) -> Matrix {
            try x.checkValues()
            try checkFeatures(of: x)
            let scales = deviations
            return x.mapColumns { $0 - means[$1] }.product(with: components.transposed)
                .mapColumns { $0 / scales[$1] }
        }

        /// The examples whose components these are, as far as the components can tell: `[examples, features]`.
        public func inverseTransform(_ x: Matrix) throws(TabularError) -> Matrix {
            try x.checkValues()
            guard x.columnCount == components.rowCount else {
                throw .featureCount(found: x.columnCount, expected: components.rowCount)
            }
            let scales = deviations
            return x.mapColumns { $0 * scales[$1] }.product(with: components).mapColumns { $0 + means[$1] }
        }

        /// What whitening divides by; not less than the smallest step of a number at one, as in scikit-learn.
        private var deviations: [Double] {
            explainedVariance.map { whitens ? max($0.squareRoot(), .ulpOfOne) : 1 }
        }
    }
}

extension Matrix {
    fileprivate func columnMeans() throws(TabularError) -> [Double] {
        var means: [Double] = []
        for index in 0..<columnCount {
            let mean = column(index).reduce(0, +) / Double(rowCount)
            guard mean.isFinite else { throw .tooLarge(owner: "PCA", column: index) }
            means.append(mean)
        }
        return means
    }

    /// Rows turned round so that the number of the greatest magnitude is above zero: singular vectors have no sign of
    /// their own. Scikit-learn's `svd_flip`, by the components.
    fileprivate var withPositivePeaks: Matrix {
        var turned = self
        for row in 0..<rowCount {
            let peak = self.row(row).max { abs($0) < abs($1) } ?? 0
            for column in 0..<columnCount where peak < 0 { turned[row, column] = -self[row, column] }
        }
        return turned
    }

    fileprivate var transposed: Matrix {
        Matrix(rowCount: columnCount, columnCount: rowCount, values: (0..<columnCount).flatMap { column($0) })
    }

    /// The matrix product. Not OpenBLAS's: a row has the same bits alone and among others.
    fileprivate func product(with other: Matrix) -> Matrix {
        let width = other.columnCount
        var product = [Double](repeating: 0, count: rowCount * width)
        for row in 0..<rowCount {
            for (inner, factor) in self.row(row).enumerated() {
                for column in 0..<width {
                    product[row * width + column] += factor * other.values[inner * width + column]
                }
            }
        }
        return Matrix(rowCount: rowCount, columnCount: width, values: product)
    }
}

extension PCA.Model {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        means = try container.decode([Double].self, forKey: .means)
        components = try container.decode(Matrix.self, forKey: .components)
        explainedVariance = try container.decode([Double].self, forKey: .explainedVariance)
        explainedVarianceRatio = try container.decode([Double].self, forKey: .explainedVarianceRatio)
        singularValues = try container.decode([Double].self, forKey: .singularValues)
        whitens = try container.decode(Bool.self, forKey: .whitens)
        let rows = [explainedVariance, explainedVarianceRatio, singularValues]
        guard components.columnCount == means.count, rows.allSatisfy({ $0.count == components.rowCount }),
            (rows + [means, components.values]).allSatisfy({ $0.allSatisfy(\.isFinite) }),
            rows.allSatisfy({ $0.allSatisfy { $0 >= 0 } })
        else {
            throw DecodingError.damaged(decoder, "finite components of \(means.count) features are expected")
        }
    }
}
