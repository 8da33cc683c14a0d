/// Trees that were grown: one, or a forest, whose answer is the mean of its trees' answers.
public struct TreeModel: ProbabilisticModel {
    public static let kind = "trees"

    public let classes: [Int]
    /// Of each feature, the share of what its borders lowered the impurity by (Breiman 2001): scikit-learn's
    /// `feature_importances_`. They add up to one; all are zero if nothing is decided. Features with many different values are
    /// favoured.
    public let importances: [Double]
    /// The accuracy on each training example of those trees that have not learnt from it, if it was asked for.
    public internal(set) var outOfBagAccuracy: Double?
    package let trees: Trees

    public var featureCount: Int { importances.count }
    /// The number of trees.
    public var treeCount: Int { trees.count }
    /// The number of decisions and leaves of all trees.
    public var nodeCount: Int { trees.nodeCount }
    /// The number of leaves of all trees.
    public var leafCount: Int { trees.leafCount }
    /// The greatest number of decisions on the way to a leaf.
    public var depth: Int { trees.depth }

    init(classes: [Int], importances: [Double], trees: Trees) {
        (self.classes, self.importances, self.trees) = (classes, importances, trees)
    }

    /// The mean over the trees of the class distribution in the leaf that a row comes to.
    ///
    /// - Throws: ``TabularError`` for a wrong number of columns, no rows, infinite values, or such as are too large for single
    ///   precision. Missing values (NaN) are welcome.
    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        try checkFeatures(of: x)
        return try trees.probabilities(x, classCount: classes.count)
    }
}

extension TreeModel: Codable {
    private enum Key: String, CodingKey {
        case classes, importances, outOfBagAccuracy, trees
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(classes, forKey: .classes)
        try container.encode(importances, forKey: .importances)
        try container.encodeIfPresent(outOfBagAccuracy, forKey: .outOfBagAccuracy)
        try container.encode(trees, forKey: .trees)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        classes = try container.decode([Int].self, forKey: .classes)
        importances = try container.decode([Double].self, forKey: .importances)
        outOfBagAccuracy = try container.decodeIfPresent(Double.self, forKey: .outOfBagAccuracy)
        trees = try container.decode(Trees.self, forKey: .trees)
        guard classes.count > 1, zip(classes, classes.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw DecodingError.damaged(decoder, "no two or more ascending classes")
        }
        guard !importances.isEmpty, importances.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
            throw DecodingError.damaged(decoder, "importances that are no shares of one")
        }
        try trees.check(featureCount: importances.count, classCount: classes.count, from: decoder)
    }
}
