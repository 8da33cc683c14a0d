import Mien
import MienTraining

/// A training for emotions of speech: a recipe, a division of recordings, and the run folder that keeps both.
public struct SpeechTraining {
    /// What a run was begun with; it stands in the run's `config.json`, and beside the weights.
    public struct Configuration: Codable, Sendable, Equatable {
        public var recipe: SpeechRecipe
        public var `protocol`: SpeechProtocol
        /// The path of the data; nil for synthetic voices.
        public var data: String?
        /// The number of recordings drawn to train on, to validate on, and to test with; nil for all.
        public var limit: Int?

        public init(
            recipe: SpeechRecipe, protocol: SpeechProtocol = .paper, data: String? = nil, limit: Int? = nil
        ) {
            (self.recipe, self.protocol, self.data, self.limit) = (recipe, `protocol`, data, limit)
        }

        /// Throws the first field that is out of its range.
        func validate() throws(SpeechEmotionError) {
            try recipe.validate()
            try SpeechRecipe.check("limit", limit ?? 1)
        }
    }

    /// What came of a training.
    public struct Outcome {
        public let folder: String
        public let history: History
        /// Of the model that was kept, on the recordings that it was trained on.
        public let training: Evaluation
        /// Of the same on the validation recordings, by which it was chosen; nil if there are none.
        public let validation: Evaluation?
        /// Of the same on the test recordings; nil if there are none.
        public let test: Evaluation?
    }

    public let configuration: Configuration
    public let data: SpeechData
    private let run: TrainingRun
    private let examples: SpeechExamples
    /// What the network learns from, is chosen by and is measured with.
    private let division: SpeechDivision

    /// Begins a new run. Whatever is wrong with the configuration, the data or the folder, no folder is left behind.
    ///
    /// - Parameters:
    ///   - configuration: recipe, division and data.
    ///   - folder: a new or empty folder; nil takes the next free `runs/speech-RECIPE-N`.
    ///   - progress: where to show how far the features are.
    public init(
        _ configuration: Configuration, folder: String? = nil, progress: any ProgressReporter = .silent
    ) throws {
        let folder = folder ?? TrainingRun.freeFolder(in: "runs", named: "speech-\(configuration.recipe.name)")
        try TrainingRun.check(newFolder: folder)
        try self.init(configuration, progress) {
            try TrainingRun(creating: folder, configuration: configuration, monitor: configuration.recipe.monitor)
        }
    }

    /// Goes on with the run in `folder`, with the configuration it was begun with.
    public init(resuming folder: String, progress: any ProgressReporter = .silent) throws {
        let configuration = try TrainingRun(opening: folder).configuration(as: Configuration.self)
        try self.init(configuration, progress) {
            try TrainingRun(opening: folder, monitor: configuration.recipe.monitor)
        }
    }

    private init(
        _ configuration: Configuration, _ progress: any ProgressReporter, _ makeRun: () throws -> TrainingRun
    ) throws {
        try configuration.validate()
        let recipe = configuration.recipe
        let data = try SpeechData(configuration.data, seed: recipe.seed)
        let division = try configuration.protocol.division(of: data, seed: recipe.seed)
        func limited(_ indices: [Int]) -> [Int] { indices.limited(to: configuration.limit, seed: recipe.seed) }
        self.division = SpeechDivision(
            training: limited(division.training), validation: limited(division.validation),
            test: limited(division.test))
        examples = try SpeechExamples(of: data, for: recipe, forTraining: true, progress: progress)
        (self.configuration, self.data) = (configuration, data)
        // Last, so that a mistake in the data leaves no folder behind.
        run = try makeRun()
        run.resumeCommand = "mien speech train --resume \(run.folder.shellWord)"
        run.modelMetadata = try SpeechModel.metadata(of: configuration)
    }

    public var folder: String { run.folder }

    /// Trains to the end, chooses the best model by its loss on the validation recordings, and writes `report.html`.
    public func train(progress: any ProgressReporter) throws -> Outcome {
        let recipe = configuration.recipe
        let network = recipe.makeNetwork()
        prepare(network)
        let trainer = Trainer(
            network, optimizer: recipe.optimizer.makeOptimizer(), loss: recipe.loss.makeLoss(),
            callbacks: recipe.makeCallbacks(), schedule: recipe.schedule, batchSize: recipe.batchSize,
            stages: recipe.makeStages(), seed: recipe.seed, progress: progress)
        let history = try trainer.fit(
            examples.learnt(division.training),
            validation: division.validation.isEmpty ? nil : examples.measured(division.validation),
            epochs: recipe.epochs, run: run)
        try network.load(Safetensors(contentsOf: run.bestModelPath).tensors, from: run.bestModelPath)
        let outcome = try measure(network, history)
        try SpeechReport(of: self, outcome, network: network).write(to: "\(run.folder)/report.html")
        return outcome
    }

    /// Tells the network what it has to know of the training recordings before it learns.
    private func prepare(_ network: Module) {
        if let network = network as? SpectrogramNetwork {
            let labels = division.training.map { data.labels[$0] }
            network.setClassCounts(
                configuration.recipe.labels.indices.map { label in labels.count { $0 == label } })
        } else if let network = network as? StandardizedNetwork,
            let vectors = examples.measured(division.training) as? TensorDataset
        {
            network.fit(vectors.inputs)
        }
    }

    private func measure(_ network: Module, _ history: History) throws -> Outcome {
        let recipe = configuration.recipe
        let trainer = Trainer(
            network, optimizer: SGD(), loss: recipe.loss.makeLoss(), batchSize: recipe.batchSize, progress: .silent)
        func evaluation(_ indices: [Int]) throws -> Evaluation? {
            indices.isEmpty ? nil : try trainer.evaluate(examples.measured(indices))
        }
        return Outcome(
            folder: run.folder, history: history, training: try trainer.evaluate(examples.measured(division.training)),
            validation: try evaluation(division.validation), test: try evaluation(division.test))
    }
}

extension [Int] {
    /// `limit` of the numbers drawn with the seed, in their order; all without a limit.
    func limited(to limit: Int?, seed: UInt64) -> [Int] {
        guard let limit else { return self }
        var random = RandomStream(seed: seed, purpose: .split, 1)
        return random.permutation(count).prefix(limit).sorted().map { self[$0] }
    }
}
