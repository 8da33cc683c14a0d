import FoundationEssentials
import GTZAN
import MienTabular
import MienTraining

/// Every hyper-parameter of a classifier of genres; it is saved with the run.
public struct GenreRecipe: Codable, Sendable, Equatable {
    /// What becomes of the features before a classifier sees them; learnt from the training clips.
    public enum Preparation: String, Codable, Sendable {
        /// They stay as they are.
        case none
        /// Each gets mean 0 and deviation 1.
        case standardized
        /// Those that span powers of ten become logarithms, and then each gets mean 0 and deviation 1.
        case logarithmic
    }

    public var name: String
    public var classifier: GenreClassifier
    /// Nil: none by the paper's protocol, standardised by the others.
    public var preparation: Preparation?
    /// Decides what is drawn.
    public var seed: UInt32

    private init(_ name: String, _ classifier: GenreClassifier, preparation: Preparation? = nil) {
        (self.name, self.classifier, self.preparation, self.seed) = (name, classifier, preparation, 1)
    }

    /// Those of the paper, in its order, and ours.
    public static let all = [
        GenreRecipe("random-forest", .randomForest(trees: 100)),
        GenreRecipe("svc", .supportVectors(cost: 1, gamma: nil, givesProbabilities: false)),
        GenreRecipe("decision-tree", .decisionTree),
        GenreRecipe("xgboost", .boostedTrees(.init())),
        GenreRecipe("sgd", .stochasticGradientDescent),
        GenreRecipe("naive-bayes", .naiveBayes),
        GenreRecipe("knn", .nearestNeighbors(count: 5)),
        GenreRecipe("xgboost-grid", .boostedTreesSearch(.paper)),
        GenreRecipe("xgboost-top15", .bestFeatures(count: 15, of: .paper, learner: shallow)),
        GenreRecipe(
            "vote",
            .vote([
                .init(weight: 1, classifier: .boostedTrees(shallow)),
                .init(weight: 1, classifier: .randomForest(trees: 100)),
            ])),
        mien,
    ]

    /// The notebook's final boosted trees.
    private static let shallow = GenreClassifier.BoostedTrees(maximumDepth: 3)

    /// Ours: a smooth border, which asks little of the data and holds for artists that it has never heard, beside trees, which
    /// know those that they have heard.
    public static let mien = GenreRecipe(
        "mien",
        .vote([
            .init(weight: 1, classifier: .logisticRegression(cost: 1)),
            .init(weight: 1, classifier: .boostedTrees(shallow)),
            .init(weight: 1, classifier: .randomForest(trees: 500)),
        ]), preparation: .logarithmic)

    public static var names: [String] { all.map(\.name) }

    /// The recipe of that name.
    ///
    /// - Throws: ``MusicGenreError/unknownRecipe(_:)``.
    public static func named(_ name: String) throws(MusicGenreError) -> GenreRecipe {
        guard let recipe = all.first(where: { $0.name == name }) else { throw .unknownRecipe(name) }
        return recipe
    }

    /// The recipe of that name, or in the JSON file of that name: a recipe alone, or the `config.json` of a run.
    public static func read(_ nameOrFile: String) throws -> GenreRecipe {
        RecipeFile.isNamed(by: nameOrFile)
            ? try RecipeFile.read(nameOrFile, as: GenreRecipe.self) : try named(nameOrFile)
    }

    /// Whether a classifier of this recipe differs from one with another seed.
    public var draws: Bool { classifier.draws }

    /// Whether it tries many hyper-parameters.
    var searches: Bool {
        switch classifier {
        case .boostedTreesSearch, .bestFeatures: true
        default: false
        }
    }

    /// Whether a classifier of this recipe says how sure it is.
    public var givesProbabilities: Bool {
        switch classifier {
        case .supportVectors(_, _, let givesProbabilities): givesProbabilities
        case .stochasticGradientDescent: false
        default: true
        }
    }

    /// All hyper-parameters, as a recipe of one's own may state them.
    public var summary: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? name
    }

    // MARK: - What it makes

    /// What comes before the classifier.
    ///
    /// - Parameter columns: what the features are called.
    func transformers(for protocol: GenreProtocol, columns: [String]) -> [any Transformer] {
        switch preparation ?? (`protocol` == .paper ? .none : .standardized) {
        case .none: return []
        case .standardized: return [StandardScaler()]
        case .logarithmic:
            let sizes = columns.indices.filter { columns[$0].hasSuffix("_var") || columns[$0] == "rms_mean" }
            return [ColumnGroups([.transform(sizes, by: Logarithm())], others: .pass), StandardScaler()]
        }
    }
}

extension GenreClassifier {
    fileprivate var draws: Bool {
        switch self {
        case .decisionTree, .randomForest, .extraTrees, .stochasticGradientDescent: true
        case .supportVectors(_, _, let givesProbabilities): givesProbabilities
        case .vote(let voters): voters.contains { $0.classifier.draws }
        case .boostedTrees, .boostedTreesSearch, .bestFeatures, .naiveBayes, .nearestNeighbors, .logisticRegression:
            false
        }
    }
}
