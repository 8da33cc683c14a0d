import Mien
import MienTraining
import RAVDESS

/// Every hyper-parameter of a training for emotions of speech; it is saved with the run.
public struct SpeechRecipe: Codable, Sendable, Equatable {
    /// The networks of paper 001, which read a vector of features, and ours.
    public enum Architecture: String, Codable, Sendable {
        case lstm, cnn
        case cnnLSTM = "cnn-lstm"
        /// Reads a spectrogram.
        case spectrogram
    }

    /// Over what the features' mean and deviation are taken.
    public enum Normalization: String, Codable, Sendable {
        /// A recording by itself; of vectors, nothing.
        case recording
        /// All recordings of a speaker, whose emotions are not looked at.
        case speaker
    }

    public var name: String
    public var architecture: Architecture
    /// The names of the emotions to tell apart, in alphabetical order: the order of the network's outputs.
    public var labels: [String]
    /// Share of units to drop while training.
    public var dropout: Float
    /// Whether each number of a vector is brought to mean 0 and deviation 1 over the training recordings.
    public var isStandardized: Bool
    /// Of spectrograms.
    public var normalization: Normalization
    /// The changes of spectrograms that training makes.
    public var augmentation: SpectrogramAugmentation?
    public var epochs: Int
    public var batchSize: Int
    /// Decides the first weights, the order of the recordings, the dropout masks, and the paper's division.
    public var seed: UInt64
    public var optimizer: OptimizerSettings
    public var schedule: Schedule
    public var loss: LossSettings
    /// The decay of the running mean of the weights that is kept; nil keeps the weights themselves.
    public var averaging: Float?
    /// What to do when the loss on the validation recordings gets no smaller; nil trains to the last epoch and keeps that.
    public var patience: Patience?

    /// Epochs without improvement until something is done.
    public struct Patience: Codable, Sendable, Equatable {
        /// Until the learning rate is halved, down to 1e-6.
        public var reduction: Int
        /// Until the training ends.
        public var stop: Int
    }

    /// The recipe of that name.
    ///
    /// - Throws: ``SpeechEmotionError/unknownRecipe(_:)``.
    public static func named(_ name: String) throws(SpeechEmotionError) -> SpeechRecipe {
        guard let recipe = all.first(where: { $0.name == name }) else { throw .unknownRecipe(name) }
        return recipe
    }

    /// The recipe of that name, or in the JSON file of that name: a recipe alone, or the `config.json` of a run.
    public static func read(_ nameOrFile: String) throws -> SpeechRecipe {
        guard RecipeFile.isNamed(by: nameOrFile) else { return try named(nameOrFile) }
        let recipe = try RecipeFile.read(nameOrFile, as: SpeechRecipe.self)
        try recipe.validate()
        return recipe
    }

    public static var names: [String] { all.map(\.name) }

    static let all = [lstm, cnn, cnnLSTM, mien]

    public static let lstm = SpeechRecipe(.lstm, epochs: 30)
    public static let cnn = SpeechRecipe(.cnn, epochs: 23)
    /// The best of the three.
    public static let cnnLSTM = SpeechRecipe(.cnnLSTM, epochs: 23)

    /// As paper 001 says. It does not state the dropout, nor whether features are scaled.
    private init(_ architecture: Architecture, epochs: Int) {
        (self.name, self.architecture, self.epochs) = (architecture.rawValue, architecture, epochs)
        labels = RAVDESS.Emotion.allCases.map(\.name)
        (dropout, isStandardized, batchSize, seed) = (0.3, false, 36, 1)
        (normalization, augmentation, averaging) = (.recording, nil, nil)
        (optimizer, schedule, loss) = (.adam(), .constant, .focal())
        patience = Patience(reduction: 5, stop: 10)
    }

    /// Ours, for speakers that it has never heard: a residual network over spectrograms.
    ///
    /// The last epoch's averaged weights are kept: two validation speakers say little about others.
    public static let mien: SpeechRecipe = {
        var recipe = SpeechRecipe(.spectrogram, epochs: 60)
        recipe.name = "mien"
        recipe.batchSize = 16
        recipe.augmentation = SpectrogramAugmentation()
        recipe.averaging = 0.995
        (recipe.optimizer, recipe.schedule) = (.adamW(learningRate: 2e-3, weightDecay: 0.01), .cosine(warmUp: 0.05))
        recipe.loss = .crossEntropy(labelSmoothing: 0.1)
        recipe.patience = nil
        return recipe
    }()

    // MARK: - Checks

    /// Throws the first field that is out of its range: a recipe may come from a file.
    func validate() throws(SpeechEmotionError) {
        guard labels == RAVDESS.Emotion.allCases.map(\.name) else {
            throw .otherLabels(source: "The recipe \(name)", found: labels)
        }
        try Self.check("epochs", epochs)
        try Self.check("batchSize", batchSize)
        if !(0..<1).contains(dropout) { throw .badField("dropout", expected: "a share from 0 to below 1") }
        if let averaging, !(0..<1).contains(averaging) {
            throw .badField("averaging", expected: "a share from 0 to below 1")
        }
        if let fault = augmentation?.fault { throw .badField(fault.field, expected: fault.expected) }
    }

    /// The upper end lies beyond any use; products of such numbers do not overflow.
    static func check(_ field: String, _ number: Int) throws(SpeechEmotionError) {
        let range = 1...1_000_000
        guard range.contains(number) else { throw .outOfRange(field: field, found: number, expected: range) }
    }

    /// Whether the network reads spectrograms, not vectors.
    var readsSpectrograms: Bool { architecture == .spectrogram }

    /// The shape of an example.
    public var inputShape: [Int] {
        readsSpectrograms ? [SpeechFrames.count, SpeechFrames.bands, 1] : [SpeechVector.count, 1]
    }

    // MARK: - What it makes

    /// The network with its first weights.
    public func makeNetwork() -> Module {
        withSeed(seed) { isStandardized ? StandardizedNetwork(makePlainNetwork()) : makePlainNetwork() }
    }

    private func makePlainNetwork() -> Module {
        switch architecture {
        case .lstm: LSTMNetwork(classes: labels.count, dropout: dropout)
        case .cnn: CNNNetwork(classes: labels.count, dropout: dropout)
        case .cnnLSTM: CNNLSTMNetwork(classes: labels.count, dropout: dropout)
        case .spectrogram: SpectrogramNetwork(classes: labels.count, dropout: dropout)
        }
    }

    /// By what the model that is kept is chosen: the last one where nothing of that name is measured.
    var monitor: Monitor { patience == nil ? Monitor("the last epoch", .maximize) : .validationLoss }

    func makeStages() -> [BatchStage] {
        augmentation?.mixup.map { [.mixup(alpha: $0, classes: labels.count)] } ?? []
    }

    func makeCallbacks() -> [Callback] {
        guard let patience else {
            return [TerminateOnNaN()] + (averaging.map { [WeightAveraging(.exponential(decay: $0))] } ?? [])
        }
        return [
            TerminateOnNaN(),
            ReduceLROnPlateau(factor: 0.5, patience: patience.reduction, minLearningRate: 1e-6),
            EarlyStopping(patience: patience.stop),
        ]
    }
}
