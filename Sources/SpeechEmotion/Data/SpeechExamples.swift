import Mien
import MienTraining

/// Recordings as the network of a recipe reads them.
struct SpeechExamples {
    private enum Kind {
        case vectors(SpeechFeatures)
        case spectrograms(Utterances)
    }

    private let kind: Kind
    private let augmentation: SpectrogramAugmentation?

    /// Computes what the network reads of all recordings.
    ///
    /// - Parameter forTraining: whether examples to learn from are wanted, too.
    init(
        of data: SpeechData, for recipe: SpeechRecipe, forTraining: Bool, progress: any ProgressReporter
    ) throws {
        augmentation = recipe.augmentation
        guard recipe.readsSpectrograms else {
            kind = .vectors(try SpeechFeatures(of: data, progress: progress))
            return
        }
        // The plain one first: it is what is measured.
        let others = forTraining ? (recipe.augmentation?.speeds ?? []).filter { $0 != 1 } : []
        kind = .spectrograms(
            try Utterances(
                of: data, speeds: [1] + others, normalization: recipe.normalization, progress: progress))
    }

    /// Some of the recordings, by their numbers, as they are.
    func measured(_ indices: [Int]) -> any LabeledDataset {
        switch kind {
        case .vectors(let features): features.dataset(indices)
        case .spectrograms(let utterances): utterances.dataset(indices)
        }
    }

    /// Some of the recordings to learn from.
    func learnt(_ indices: [Int]) -> any LabeledDataset {
        switch kind {
        case .vectors(let features): features.dataset(indices)
        case .spectrograms(let utterances): utterances.dataset(indices, augmentation: augmentation)
        }
    }
}
