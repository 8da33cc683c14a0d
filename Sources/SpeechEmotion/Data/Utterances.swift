import Mien
import MienAudio
import MienTraining
import RAVDESS

/// The spectrograms of recordings, with their emotions.
struct Utterances: Sendable {
    /// For each recording one at each speed.
    private let spectrograms: [[Tensor]]
    private let labels: [Int]
    private let classNames: [String]

    /// Computes the spectrograms on all threads.
    ///
    /// - Parameters:
    ///   - speeds: how many times as fast recordings are played, the plain one among them.
    ///   - normalization: over what mean and deviation are taken.
    /// - Throws: `AudioError`, with the recording that cannot be read.
    init(
        of data: SpeechData, speeds: [Double], normalization: SpeechRecipe.Normalization,
        progress: any ProgressReporter
    ) throws {
        let levels = try data.mapInParallel(on: progress) { waveform in
            speeds.map { SpeechFrames.decibels(of: waveform, speed: $0) }
        }
        spectrograms =
            switch normalization {
            case .recording: levels.map { $0.map(SpeechFrames.normalized) }
            case .speaker: Self.normalizedBySpeaker(levels, data.recordings.map(\.actor))
            }
        (labels, classNames) = (data.labels, data.classNames)
    }

    /// Brings each band to mean 0 and deviation 1 over all recordings of a speaker, whose emotions are not looked at.
    private static func normalizedBySpeaker(_ levels: [[Tensor]], _ speakers: [Int]) -> [[Tensor]] {
        var normalized = levels
        for places in Dictionary(grouping: levels.indices, by: { speakers[$0] }).values {
            for speed in levels[places[0]].indices {
                let frames = Tensor.concatenate(places.map { levels[$0][speed] })
                let mean = frames.mean(axes: 0)
                let deviation = ((frames - mean).squared().mean(axes: 0) + 1e-5).squareRoot()
                for place in places { normalized[place][speed] = (levels[place][speed] - mean) / deviation }
            }
        }
        return normalized
    }

    /// Some of the recordings, by their numbers.
    func dataset(_ indices: [Int], augmentation: SpectrogramAugmentation? = nil) -> Pictures {
        Pictures(
            spectrograms: indices.map { spectrograms[$0] }, labels: indices.map { labels[$0] },
            classNames: classNames, augmentation: augmentation)
    }

    /// Utterances as a network sees them.
    struct Pictures: LabeledDataset {
        fileprivate let spectrograms: [[Tensor]]
        let labels: [Int]
        let classNames: [String]
        /// The changes that training makes; nil leaves the utterances as they are, the middle of long ones.
        let augmentation: SpectrogramAugmentation?

        var count: Int { labels.count }

        func example(at index: Int, random: inout RandomStream) -> Example {
            if let augmentation {
                let picture = augmentation.picture(of: spectrograms[index], random: &random)
                return Example(input: picture, label: labels[index])
            }
            let spectrogram = spectrograms[index][0]
            let first = (spectrogram.shape[0] - SpeechFrames.count) / 2
            return Example(input: SpeechFrames.picture(spectrogram, from: first), label: labels[index])
        }
    }
}
