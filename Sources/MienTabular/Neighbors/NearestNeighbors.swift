import Mien

/// The class that most of the nearest examples have; scikit-learn's `KNeighborsClassifier`.
///
/// Of equally near examples the earlier one is the neighbour, of classes with equally many votes the lowest one wins. All
/// features count alike: scale them first.
public struct NearestNeighbors: Classifier {
    /// How much a neighbour's vote counts.
    public enum Weights: String, Sendable, Codable {
        /// All alike.
        case uniform
        /// By the inverse of its distance; where there are exact copies, they alone vote.
        case distance
    }

    /// What is near.
    public enum Metric: String, Sendable, Codable {
        case euclidean
        /// The sum of the features' differences.
        case manhattan
    }

    /// How many examples vote; 5 by default.
    public var neighbors: Int
    /// Uniform by default.
    public var weights: Weights
    /// Euclidean by default.
    public var metric: Metric

    public init(neighbors: Int = 5, weights: Weights = .uniform, metric: Metric = .euclidean) {
        (self.neighbors, self.weights, self.metric) = (neighbors, weights, metric)
    }

    /// - Throws: ``TabularError/tooFew(what:found:expected:)`` where there are fewer examples than neighbours.
    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> NearestNeighborsModel {
        try check("NearestNeighbors", "neighbors", neighbors, "a number above 0") { $0 > 0 }
        let examples = try Examples(x, y)
        guard neighbors <= x.rowCount else {
            throw .tooFew(what: "rows", found: x.rowCount, expected: "at least as many as neighbours, \(neighbors),")
        }
        return NearestNeighborsModel(
            classes: examples.classes, examples: x, codes: examples.codes, neighbors: neighbors, weights: weights,
            metric: metric)
    }
}

/// The examples among which ``NearestNeighbors`` looks.
public struct NearestNeighborsModel: ProbabilisticModel {
    public static let kind = "nearest-neighbors"

    public let classes: [Int]
    /// What was learnt by heart.
    public let examples: Matrix
    let codes: [Int]
    public let neighbors: Int
    public let weights: NearestNeighbors.Weights
    public let metric: NearestNeighbors.Metric

    public var featureCount: Int { examples.columnCount }

    init(
        classes: [Int], examples: Matrix, codes: [Int], neighbors: Int, weights: NearestNeighbors.Weights,
        metric: NearestNeighbors.Metric
    ) {
        (self.classes, self.examples, self.codes) = (classes, examples, codes)
        (self.neighbors, self.weights, self.metric) = (neighbors, weights, metric)
    }

    /// The nearest examples of each row, the nearest first: their rows in ``examples``, and how far they are.
    public func nearest(to x: Matrix) throws(TabularError) -> [[(index: Int, distance: Double)]] {
        try checkFeatures(of: x)
        try x.checkValues()
        let search = NeighborSearch(examples, metric: metric)
        return search.nearest(neighbors, to: x).map { $0.items }
    }

    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        let found = try nearest(to: x)
        var shares = Matrix(rowCount: x.rowCount, columnCount: classes.count)
        for (row, items) in found.enumerated() {
            let hasCopies = weights == .distance && items.contains { $0.distance == 0 }
            var total = 0.0
            for item in items {
                let vote =
                    switch weights {
                    case .uniform: 1.0
                    case .distance: hasCopies ? (item.distance == 0 ? 1 : 0) : 1 / item.distance
                    }
                shares[row, codes[item.index]] += vote
                total += vote
            }
            for code in classes.indices where total > 0 { shares[row, code] /= total }
        }
        return shares
    }
}

extension NearestNeighborsModel {
    private enum CodingKeys: String, CodingKey {
        case classes, examples, codes, neighbors, weights, metric
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        classes = try values.decode([Int].self, forKey: .classes)
        examples = try values.decode(Matrix.self, forKey: .examples)
        codes = try values.decode([Int].self, forKey: .codes)
        neighbors = try values.decode(Int.self, forKey: .neighbors)
        weights = try values.decode(NearestNeighbors.Weights.self, forKey: .weights)
        metric = try values.decode(NearestNeighbors.Metric.self, forKey: .metric)
        try decoder.check(areClasses(classes), "at least two classes, ascending,")
        try decoder.check(examples.isSound(), "examples with finite features")
        let places = classes.indices
        try decoder.check(
            codes.count == examples.rowCount && codes.allSatisfy { places.contains($0) }, "a class of each example")
        try decoder.check((1...examples.rowCount).contains(neighbors), "no more neighbours than examples")
    }
}
