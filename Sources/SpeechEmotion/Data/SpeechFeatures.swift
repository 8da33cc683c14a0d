import Mien
import MienAudio
import MienTraining

/// The vectors of features of recordings, with their emotions.
struct SpeechFeatures: Sendable {
    /// `[recordings, 160, 1]`
    let inputs: Tensor
    private let labels: [Int]
    private let classNames: [String]

    /// Takes the vectors from the cache, or computes them on all threads.
    ///
    /// - Throws: `AudioError`, with the recording that cannot be read.
    init(of data: SpeechData, progress: any ProgressReporter) throws {
        func compute(_ places: [Int]) throws(AudioError) -> [[Float]] {
            try data.mapInParallel(places, on: progress, SpeechVector.features)
        }
        let vectors =
            if data.isSynthetic {
                try compute(Array(0..<data.count))
            } else {
                try FeatureCache(settings: "speech-vector-1").features(
                    of: data.recordings.map(\.file), count: SpeechVector.count, compute)
            }
        inputs = Tensor(vectors.flatMap { $0 }, shape: [data.count, SpeechVector.count, 1])
        (labels, classNames) = (data.labels, data.classNames)
    }

    /// Some of the recordings, by their numbers.
    func dataset(_ indices: [Int]) -> TensorDataset {
        TensorDataset(
            inputs: inputs.gathered(Tensor(int32: indices.map(Int32.init))), labels: indices.map { labels[$0] },
            classNames: classNames)
    }
}
