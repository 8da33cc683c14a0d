import GTZAN
import Mien
import MienTabular
import MienTraining

/// The experiment of paper 004, repeated: its ten classifiers and ours, by its protocol, by random folds, and by folds that keep
/// artists apart.
public struct Paper004 {
    public let data: GenreData
    /// Trainings of what draws, by the paper's protocol.
    public let seeds: Int

    public init(data: GenreData, seeds: Int = 10) { (self.data, self.seeds) = (data, seeds) }

    /// What came of a recipe by a protocol.
    public struct System: Sendable {
        public let recipe: GenreRecipe
        /// `paper`, `random-10` or `honest`.
        public let `protocol`: String
        /// Of the test clips, one for each training.
        public let reports: [ClassificationReport]
        public let trainAccuracies: [Double]
        /// The mean time of a training.
        public let seconds: Double
        public let millisecondsPerPrediction: Double

        var accuracies: [Double] { reports.map(\.accuracy) }
    }

    /// What came of all.
    public struct Findings: Sendable {
        public let systems: [System]
        /// The shares of variance that two components hold, of the MFCCs' means and of their variances.
        public let explainedVariance: (means: Double, variances: Double)
        /// The first rows of the paper's test set.
        public let firstTestRows: [Int]
        public let search: SearchResult<GradientBoosting>
        /// What the best candidate of the search weighs most, by name.
        public let importantFeatures: [String]
        public let observations: [Observation]
        /// What the reader should know before believing the numbers.
        public let remarks: [String]
    }

    public func run(progress: any ProgressReporter = .silent) throws -> Findings {
        var systems: [System] = []
        for recipe in GenreRecipe.all {
            for (name, protocols, seeds) in plans(for: recipe) {
                progress.show("\(recipe.name), protocol \(name)")
                systems.append(try system(recipe, name, protocols, seeds))
            }
        }
        let division = try GenreProtocol.paper.division(of: data)
        let search = try search(progress: progress)
        let names = GenreProtocol.paper.columnNames
        return Findings(
            systems: systems, explainedVariance: try ReducedColumns.explainedVariance(of: data.features),
            firstTestRows: Array(division.test.prefix(10)), search: search,
            importantFeatures: search.model.mostImportant(15).map { names[$0] },
            observations: try Observation.all(of: data), remarks: data.remarks)
    }

    /// The notebook's search for hyper-parameters, by cross-validation among the training clips.
    public func search(progress: any ProgressReporter = .silent) throws -> SearchResult<GradientBoosting> {
        let division = try GenreProtocol.paper.division(of: data)
        let stage = try GenreProtocol.paper.firstStage(data.features)
        let x = try stage.transform(data.features.rows(at: division.training))
        return try GenreClassifier.BoostedTreesGrid.paper.search.search(
            x, division.training.map { data.labels[$0] }, progress: progress)
    }

    /// For each protocol its folds and the seeds; those of honest folds only where artists are known.
    private func plans(for recipe: GenreRecipe) -> [(name: String, folds: [GenreProtocol], seeds: Int)] {
        let artists = data.folds?.numbers ?? []
        return [
            ("paper", [.paper], recipe.draws ? seeds : 1),
            // Ten searches in ten folds would take longer than all else together, and the paper has none.
            ("random-10", recipe.searches ? [] : (1...GenreProtocol.randomFolds).map { .random(fold: $0) }, 1),
            ("honest", artists.map { .honest(fold: $0) }, recipe.draws ? min(seeds, 3) : 1),
        ].filter { !$0.1.isEmpty }
    }

    private func system(
        _ recipe: GenreRecipe, _ name: String, _ folds: [GenreProtocol], _ seeds: Int
    ) throws -> System {
        let clock = ContinuousClock()
        var (reports, training): ([ClassificationReport], [Double]) = ([], [])
        var (learning, answering) = (Duration.zero, Duration.zero)
        for seed in 1...seeds {
            for fold in folds {
                var recipe = recipe
                recipe.seed = UInt32(seed)
                let division = try fold.division(of: data)
                let start = clock.now
                let model = try GenreModel(
                    learning: .init(recipe: recipe, protocol: fold), from: data, training: division.training)
                let learnt = clock.now
                reports.append(try model.measured(on: data, division.test))
                answering += clock.now - learnt
                learning += learnt - start
                training.append(try model.measured(on: data, division.training).accuracy)
            }
        }
        let answers = reports.map(\.samples).reduce(0, +)
        return System(
            recipe: recipe, protocol: name, reports: reports, trainAccuracies: training,
            seconds: learning / .seconds(reports.count),
            millisecondsPerPrediction: answering / .milliseconds(max(1, answers)))
    }
}
