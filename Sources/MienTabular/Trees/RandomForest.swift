/// Decision trees that each learn from other draws of the examples and, in each node, from other features; their answers are
/// averaged (Breiman 2001). As scikit-learn's `RandomForestClassifier`: the class distributions of leaves are averaged, not votes.
///
/// ```swift
/// let model = try RandomForest(trees: 500, seed: 1).fit(x, y)
/// ```
///
/// Values are rounded to single precision. Missing ones (NaN) go where the training gains by it; where the training missed none,
/// to the side of most examples.
public struct RandomForest: Classifier {
    /// The number of trees.
    public var trees: Int
    /// What a border is to lower.
    public var criterion: Impurity
    /// The greatest number of decisions for an example; nil if there is no limit.
    public var maximumDepth: Int?
    /// The fewest examples that are parted; one that was drawn twice counts once.
    public var minimumSplit: Int
    /// The fewest examples on each side of a border; one that was drawn twice counts once.
    public var minimumLeaf: Int
    /// By how much a border must lower the impurity, weighted by the share of examples in its node.
    public var minimumDecrease: Double
    /// In how many features each node looks for its border.
    public var maximumFeatures: FeatureLimit
    /// Whether to find ``TreeModel/outOfBagAccuracy``.
    public var judgesOutOfBag: Bool
    /// Decides which examples and features are drawn.
    public var seed: UInt64

    public init(
        trees: Int = 100, criterion: Impurity = .gini, maximumDepth: Int? = nil, minimumSplit: Int = 2,
        minimumLeaf: Int = 1, minimumDecrease: Double = 0, maximumFeatures: FeatureLimit = .squareRoot,
        judgesOutOfBag: Bool = false, seed: UInt64 = 0
    ) {
        (self.trees, self.criterion, self.maximumDepth) = (trees, criterion, maximumDepth)
        (self.minimumSplit, self.minimumLeaf, self.minimumDecrease) = (minimumSplit, minimumLeaf, minimumDecrease)
        (self.maximumFeatures, self.judgesOutOfBag, self.seed) = (maximumFeatures, judgesOutOfBag, seed)
    }

    /// - Throws: ``TabularError`` for a setting that makes no sense, one class only, infinite values, or such as are too large for
    ///   single precision.
    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> TreeModel {
        guard trees >= 1 else {
            throw .badParameter(owner: "RandomForest", name: "trees", found: "\(trees)", expected: "at least 1")
        }
        let options = TreeOptions(
            criterion: criterion, splitter: .best, maximumDepth: maximumDepth, minimumSplit: minimumSplit,
            minimumLeaf: minimumLeaf, minimumDecrease: minimumDecrease, maximumFeatures: maximumFeatures)
        let growth = try TreeGrowth(options, x, y, owner: "RandomForest")
        var model = growth.model(of: growth.grow(trees, seed: seed, isBootstrapped: true))
        if judgesOutOfBag { model.outOfBagAccuracy = growth.outOfBagAccuracy(of: model, seed: seed) }
        return model
    }
}
