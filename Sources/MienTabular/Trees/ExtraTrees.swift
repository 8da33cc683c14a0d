/// Decision trees that look in each node at one random threshold of each drawn feature, and all learn from all examples; their
/// answers are averaged (Geurts, Ernst, Wehenkel 2006). As scikit-learn's `ExtraTreesClassifier`.
///
/// Values are rounded to single precision. Missing ones (NaN) go to a side that is drawn with the threshold; where the training
/// missed none, to the side of most examples.
public struct ExtraTrees: Classifier {
    /// The number of trees.
    public var trees: Int
    /// What a border is to lower.
    public var criterion: Impurity
    /// The greatest number of decisions for an example; nil if there is no limit.
    public var maximumDepth: Int?
    /// The fewest examples that are parted.
    public var minimumSplit: Int
    /// The fewest examples on each side of a border.
    public var minimumLeaf: Int
    /// By how much a border must lower the impurity, weighted by the share of examples in its node.
    public var minimumDecrease: Double
    /// For how many features each node draws a threshold.
    public var maximumFeatures: FeatureLimit
    /// Decides which features and thresholds are drawn.
    public var seed: UInt64

    public init(
        trees: Int = 100, criterion: Impurity = .gini, maximumDepth: Int? = nil, minimumSplit: Int = 2,
        minimumLeaf: Int = 1, minimumDecrease: Double = 0, maximumFeatures: FeatureLimit = .squareRoot,
        seed: UInt64 = 0
    ) {
        (self.trees, self.criterion, self.maximumDepth) = (trees, criterion, maximumDepth)
        (self.minimumSplit, self.minimumLeaf, self.minimumDecrease) = (minimumSplit, minimumLeaf, minimumDecrease)
        (self.maximumFeatures, self.seed) = (maximumFeatures, seed)
    }

    /// - Throws: ``TabularError`` for a setting that makes no sense, one class only, infinite values, or such as are too large for
    ///   single precision.
    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> TreeModel {
        guard trees >= 1 else {
            throw .badParameter(owner: "ExtraTrees", name: "trees", found: "\(trees)", expected: "at least 1")
        }
        let options = TreeOptions(
            criterion: criterion, splitter: .random, maximumDepth: maximumDepth, minimumSplit: minimumSplit,
            minimumLeaf: minimumLeaf, minimumDecrease: minimumDecrease, maximumFeatures: maximumFeatures)
        let growth = try TreeGrowth(options, x, y, owner: "ExtraTrees")
        return growth.model(of: growth.grow(trees, seed: seed, isBootstrapped: false))
    }
}
