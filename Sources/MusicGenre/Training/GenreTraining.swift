import FoundationEssentials
import Mien
import MienTabular
import MienTraining

/// Learns genres by a recipe, and keeps what was learnt in a run folder.
public struct GenreTraining {
    /// What a run was begun with; it stands in the run's `config.json`, and beside the model.
    public struct Configuration: Codable, Sendable, Equatable {
        public var recipe: GenreRecipe
        public var `protocol`: GenreProtocol
        /// The path of the data; nil for synthetic music.
        public var data: String?
        /// The number of clips drawn to learn from, and to test with; nil for all.
        public var limit: Int?

        public init(
            recipe: GenreRecipe, protocol: GenreProtocol = .paper, data: String? = nil, limit: Int? = nil
        ) {
            (self.recipe, self.protocol, self.data, self.limit) = (recipe, `protocol`, data, limit)
        }
    }

    /// What came of a training.
    public struct Outcome {
        public let folder: String
        public let model: GenreModel
        /// On the clips that it learnt from.
        public let training: ClassificationReport
        /// On the test clips; nil if there are none.
        public let test: ClassificationReport?
        public let seconds: Double
    }

    public let configuration: Configuration
    public let data: GenreData
    public let folder: String
    private let division: Split

    /// Whatever is wrong with the configuration, the data or the folder, no folder is left behind.
    ///
    /// - Parameters:
    ///   - configuration: recipe, division and data.
    ///   - folder: a new or empty folder; nil takes the next free `runs/genre-RECIPE-N`.
    ///   - progress: where to show how far the features are.
    public init(
        _ configuration: Configuration, folder: String? = nil, progress: any ProgressReporter = .silent
    ) throws {
        let recipe = configuration.recipe
        self.folder = folder ?? TrainingRun.freeFolder(in: "runs", named: "genre-\(recipe.name)")
        try TrainingRun.check(newFolder: self.folder)
        data = try GenreData(configuration.data, seed: UInt64(recipe.seed), progress: progress)
        let whole = try configuration.protocol.division(of: data)
        division = Split(
            training: whole.training.limited(to: configuration.limit, seed: recipe.seed),
            test: whole.test.limited(to: configuration.limit, seed: recipe.seed))
        self.configuration = configuration
    }

    /// Learns, measures, and writes `config.json`, `model.json` and `report.html`.
    public func train() throws -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        let model = try GenreModel(learning: configuration, from: data, training: division.training)
        let seconds = (clock.now - start) / .seconds(1)
        let outcome = Outcome(
            folder: folder, model: model, training: try model.measured(on: data, division.training),
            test: division.test.isEmpty ? nil : try model.measured(on: data, division.test), seconds: seconds)
        let run = try TrainingRun(creating: folder, configuration: configuration)
        try model.write(to: "\(run.folder)/\(GenreModel.fileName)")
        try GenreReport(of: self, outcome).write(to: "\(run.folder)/report.html")
        return outcome
    }
}

extension [Int] {
    /// `limit` of the numbers drawn with the seed, in their order; all without a limit.
    func limited(to limit: Int?, seed: UInt32) -> [Int] {
        guard let limit else { return self }
        var random = RandomStream(seed: UInt64(seed), purpose: .split, 1)
        return random.permutation(count).prefix(limit).sorted().map { self[$0] }
    }
}
