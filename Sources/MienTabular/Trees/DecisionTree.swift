import Mien
import MienKernels

/// A tree of decisions on one feature each, which part the examples until the classes are as pure as may be: CART (Breiman,
/// Friedman, Olshen, Stone 1984), as scikit-learn's `DecisionTreeClassifier`.
///
/// Values are rounded to single precision. Missing ones (NaN) go where the training gains by it; where the training missed none,
/// to the side of most examples.
public struct DecisionTree: Classifier {
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
    /// In how many features each node looks for its border.
    public var maximumFeatures: FeatureLimit
    /// Decides which features are drawn, and which of equally good borders is taken.
    public var seed: UInt64

    public init(
        criterion: Impurity = .gini, maximumDepth: Int? = nil, minimumSplit: Int = 2, minimumLeaf: Int = 1,
        minimumDecrease: Double = 0, maximumFeatures: FeatureLimit = .all, seed: UInt64 = 0
    ) {
        (self.criterion, self.maximumDepth, self.minimumSplit) = (criterion, maximumDepth, minimumSplit)
        (self.minimumLeaf, self.minimumDecrease) = (minimumLeaf, minimumDecrease)
        (self.maximumFeatures, self.seed) = (maximumFeatures, seed)
    }

    /// - Throws: ``TabularError`` for a setting that makes no sense, one class only, infinite values, or such as are too large for
    ///   single precision.
    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> TreeModel {
        let options = TreeOptions(
            criterion: criterion, splitter: .best, maximumDepth: maximumDepth, minimumSplit: minimumSplit,
            minimumLeaf: minimumLeaf, minimumDecrease: minimumDecrease, maximumFeatures: maximumFeatures)
        let growth = try TreeGrowth(options, x, y, owner: "DecisionTree")
        return growth.model(of: growth.grow(1, seed: seed, isBootstrapped: false))
    }
}
