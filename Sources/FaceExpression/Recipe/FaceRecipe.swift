import FER2013
import Mien
import MienImage
import MienTraining

/// Every hyper-parameter of a training for facial expressions; it is saved with the run.
public struct FaceRecipe: Codable, Sendable, Equatable {
    public var name: String
    /// The names of the expressions to tell apart, in alphabetical order: the order of the network's outputs.
    public var labels: [String]
    public var epochs: Int
    public var batchSize: Int
    /// Decides the first weights, the order of the images, their augmentation and the dropout masks.
    public var seed: UInt64
    public var optimizer: OptimizerSettings
    public var schedule: Schedule
    public var labelSmoothing: Float
    /// Whether rare expressions count more in the loss: `images / (classes · images of the class)`, scikit-learn's
    /// `balanced`.
    public var balancesClasses: Bool
    public var augmentation: Augmentation

    /// The recipe of that name.
    ///
    /// - Throws: ``FaceExpressionError/unknownRecipe(_:)``.
    public static func named(_ name: String) throws(FaceExpressionError) -> FaceRecipe {
        guard let recipe = all.first(where: { $0.name == name }) else { throw .unknownRecipe(name) }
        return recipe
    }

    /// The recipe of that name, or in the JSON file of that name: a recipe alone, or the `config.json` of a run.
    public static func read(_ nameOrFile: String) throws -> FaceRecipe {
        guard RecipeFile.isNamed(by: nameOrFile) else { return try named(nameOrFile) }
        let recipe = try RecipeFile.read(nameOrFile, as: FaceRecipe.self)
        try recipe.validate()
        return recipe
    }

    public static var names: [String] { all.map(\.name) }

    static let all = [reference, paper002]

    /// Seven expressions, as in paper 000: Adam on one cycle, small changes of the images, smoothed labels.
    ///
    /// Adam on a cycle of five epochs reaches the accuracy that SGD with momentum has after eleven of twenty.
    public static let reference = FaceRecipe(
        name: "reference", labels: FER2013.Expression.allCases.map(\.name), epochs: 24, batchSize: 64, seed: 1,
        optimizer: .adam(learningRate: 1.5e-3), schedule: .oneCycle(),
        labelSmoothing: 0.1, balancesClasses: false,
        augmentation: Augmentation(horizontalFlip: 0.5, rotation: 10, shift: 0.05, zoom: 0.95...1.05))

    /// The five expressions of paper 002 (angry, happy, neutral, sad, surprise) with its class-weighted loss; the paper gives
    /// neither layers nor optimizer, so the rest is the reference's.
    public static let paper002: FaceRecipe = {
        var recipe = reference
        recipe.name = "paper-002"
        recipe.labels = ["angry", "happy", "neutral", "sad", "surprise"]
        recipe.balancesClasses = true
        return recipe
    }()

    /// The recipe with steps of another number of images, and a learning rate that fits them.
    public func withBatchSize(_ batchSize: Int) -> FaceRecipe {
        var recipe = self
        recipe.optimizer = optimizer.scaled(byBatchSize: Float(batchSize) / Float(self.batchSize))
        recipe.batchSize = batchSize
        return recipe
    }

    // MARK: - Checks

    /// Throws the first field that is out of its range: a recipe may come from a file.
    func validate() throws(FaceExpressionError) {
        guard Self.areExpressions(labels) else { throw .otherLabels(source: "The recipe \(name)", found: labels) }
        try Self.check("epochs", epochs)
        try Self.check("batchSize", batchSize)
    }

    /// Whether `labels` are expressions, each once, in alphabetical order.
    static func areExpressions(_ labels: [String]) -> Bool {
        !labels.isEmpty && labels == FER2013.Expression.allCases.map(\.name).filter(labels.contains)
    }

    /// The upper end lies beyond any use; products of such numbers do not overflow.
    static func check(_ field: String, _ number: Int) throws(FaceExpressionError) {
        let range = 1...1_000_000
        guard range.contains(number) else { throw .outOfRange(field: field, found: number, expected: range) }
    }

    // MARK: - What it makes

    /// The network with its first weights.
    public func makeNetwork() -> ExpressionNetwork { withSeed(seed) { ExpressionNetwork(classes: labels.count) } }

    /// The loss for images of which `classCounts` belong to each expression.
    package func makeLoss(classCounts: [Int]) -> Loss {
        let images = Float(classCounts.reduce(0, +))
        let weights = classCounts.map { images / (Float(classCounts.count) * Float(max(1, $0))) }
        return .crossEntropy(classWeights: balancesClasses ? weights : nil, labelSmoothing: labelSmoothing)
    }
}
