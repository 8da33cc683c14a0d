import FER2013
import Mien
import MienImage
import MienTraining

/// A training for facial expressions: a recipe, data, and the run folder that keeps both.
public struct FaceTraining {
    /// What a run was begun with; it stands in the run's `config.json`.
    public struct Configuration: Codable, Sendable, Equatable {
        public var recipe: FaceRecipe
        /// The path of the data; nil for synthetic faces.
        public var data: String?
        /// The number of images drawn from the training split, and from the validation split; nil for all.
        public var limit: Int?

        public init(recipe: FaceRecipe, data: String? = nil, limit: Int? = nil) {
            (self.recipe, self.data, self.limit) = (recipe, data, limit)
        }

        /// Throws the first field that is out of its range.
        func validate() throws(FaceExpressionError) {
            try recipe.validate()
            try FaceRecipe.check("limit", limit ?? 1)
        }
    }

    /// What came of a training.
    public struct Outcome {
        public let folder: String
        public let history: History
        /// Of the best model, on the validation images, by which it was chosen.
        public let evaluation: Evaluation
    }

    public let configuration: Configuration
    public let data: FaceData
    private let run: TrainingRun
    private let training: PreparedFaces
    private let validation: PreparedFaces

    /// Begins a new run. Whatever is wrong with the configuration, the data or the folder, no folder is left behind.
    ///
    /// - Parameters:
    ///   - configuration: recipe and data.
    ///   - folder: a new or empty folder; nil takes the next free `runs/face-RECIPE-N`.
    public init(_ configuration: Configuration, folder: String? = nil) throws {
        let folder = folder ?? TrainingRun.freeFolder(in: "runs", named: "face-\(configuration.recipe.name)")
        try TrainingRun.check(newFolder: folder)
        try self.init(configuration) { try TrainingRun(creating: folder, configuration: configuration) }
    }

    /// Goes on with the run in `folder`, with the configuration it was begun with.
    public init(resuming folder: String) throws {
        let run = try TrainingRun(opening: folder)
        try self.init(try run.configuration(as: Configuration.self)) { run }
    }

    private init(_ configuration: Configuration, _ makeRun: () throws -> TrainingRun) throws {
        try configuration.validate()
        let recipe = configuration.recipe
        let data = try FaceData(configuration.data, seed: recipe.seed, needsValidation: true)
        func prepare(_ split: FER2013.Split, _ augmentation: Augmentation?) throws -> PreparedFaces {
            let images = try data.images(split, labels: recipe.labels)
            return PreparedFaces(
                images: images.limited(to: configuration.limit, seed: recipe.seed), augmentation: augmentation)
        }
        training = try prepare(.train, recipe.augmentation)
        validation = try prepare(.validation, nil)
        self.configuration = configuration
        self.data = data
        // Last, so that a mistake in the data leaves no folder behind.
        run = try makeRun()
        run.resumeCommand = "mien face train --resume \(run.folder.shellWord)"
        run.modelMetadata = [
            "task": "face", "recipe": recipe.name, "labels": recipe.labels.joined(separator: ","),
            "seed": "\(recipe.seed)",
        ]
    }

    public var folder: String { run.folder }

    /// Trains to the end, chooses the best model by its accuracy on the validation images, and writes `report.html`.
    public func train(progress: any ProgressReporter) throws -> Outcome {
        let recipe = configuration.recipe
        let trainer = Trainer(
            recipe.makeNetwork(), optimizer: recipe.optimizer.makeOptimizer(),
            loss: recipe.makeLoss(classCounts: training.images.classCounts), callbacks: [TerminateOnNaN()],
            schedule: recipe.schedule, batchSize: recipe.batchSize, seed: recipe.seed, progress: progress)
        let history = try trainer.fit(training, validation: validation, epochs: recipe.epochs, run: run)
        try trainer.model.load(Safetensors(contentsOf: run.bestModelPath).tensors, from: run.bestModelPath)
        let outcome = Outcome(
            folder: run.folder, history: history, evaluation: try trainer.evaluate(validation))
        try FaceReport(of: self, outcome, network: trainer.model).write(to: "\(run.folder)/report.html")
        return outcome
    }
}

extension FER2013Images {
    /// `limit` images drawn with the seed; all without a limit.
    func limited(to limit: Int?, seed: UInt64) -> FER2013Images {
        limit.map { selecting(sample($0, seed: seed).indices) } ?? self
    }
}
