import MienTabular

/// A way to learn genres, with its hyper-parameters. What is not named here is scikit-learn's and XGBoost's default.
public enum GenreClassifier: Codable, Sendable, Equatable {
    case decisionTree
    case randomForest(trees: Int)
    case extraTrees(trees: Int)
    case boostedTrees(BoostedTrees)
    /// The best candidate by cross-validation in three parts.
    case boostedTreesSearch(BoostedTreesGrid)
    /// From those features that the best candidate finds the most important.
    case bestFeatures(count: Int, of: BoostedTreesGrid, learner: BoostedTrees)
    /// `gamma` is the radial kernel's; nil scales it with the features.
    case supportVectors(cost: Double, gamma: Double?, givesProbabilities: Bool)
    case stochasticGradientDescent
    case naiveBayes
    case nearestNeighbors(count: Int)
    case logisticRegression(cost: Double)
    /// The mean of probabilities, with a weight for each.
    case vote([Voter])

    public struct BoostedTrees: Codable, Sendable, Equatable {
        public var rounds: Int
        public var learningRate: Double
        public var maximumDepth: Int

        /// XGBoost's defaults.
        public init(rounds: Int = 100, learningRate: Double = 0.3, maximumDepth: Int = 6) {
            (self.rounds, self.learningRate, self.maximumDepth) = (rounds, learningRate, maximumDepth)
        }

        var classifier: GradientBoosting {
            GradientBoosting(rounds: rounds, learningRate: learningRate, maximumDepth: maximumDepth)
        }
    }

    /// Values whose combinations are tried.
    public struct BoostedTreesGrid: Codable, Sendable, Equatable {
        public var learningRates: [Double]
        public var maximumDepths: [Int]
        public var rounds: [Int]

        /// That of the paper's notebook: 27 candidates.
        public static let paper = BoostedTreesGrid(
            learningRates: [0.2, 0.3, 0.4], maximumDepths: [3, 4, 5], rounds: [50, 100, 150])

        /// The candidates stand in scikit-learn's order, which sorts parameters by their names.
        package var search: GridSearch<GradientBoosting> {
            let grid = ParameterGrid(
                ParameterValues("learningRate", learningRates), ParameterValues("maximumDepth", maximumDepths),
                ParameterValues("rounds", rounds)
            ) { rate, depth, rounds in
                BoostedTrees(rounds: rounds, learningRate: rate, maximumDepth: depth).classifier
            }
            return GridSearch(grid, on: StratifiedKFold(parts: 3))
        }
    }

    public struct Voter: Codable, Sendable, Equatable {
        public var weight: Double
        public var classifier: GenreClassifier
    }

    /// The classifier, ready to learn.
    ///
    /// - Parameter seed: of its draws.
    func make(seed: UInt32) -> any Classifier {
        switch self {
        case .decisionTree: DecisionTree(seed: UInt64(seed))
        case .randomForest(let trees): RandomForest(trees: trees, seed: UInt64(seed))
        case .extraTrees(let trees): ExtraTrees(trees: trees, seed: UInt64(seed))
        case .boostedTrees(let settings): settings.classifier
        case .boostedTreesSearch(let grid): grid.search
        case .bestFeatures(let count, let grid, let learner):
            BestFeatures(count: count, search: grid.search, learner: learner.classifier)
        case .supportVectors(let cost, let gamma, let givesProbabilities):
            SupportVectorMachine(
                cost: cost, kernel: .radial(gamma: gamma.map { .value($0) } ?? .scale),
                givesProbabilities: givesProbabilities, seed: seed)
        case .stochasticGradientDescent: StochasticGradientDescent(seed: seed)
        case .naiveBayes: GaussianNaiveBayes()
        case .nearestNeighbors(let count): NearestNeighbors(neighbors: count)
        case .logisticRegression(let cost): LogisticRegression(cost: cost, maximumSteps: 1000)
        case .vote(let voters):
            Voting(voters.map { $0.classifier.make(seed: seed) }, kind: .soft, weights: voters.map(\.weight))
        }
    }
}
