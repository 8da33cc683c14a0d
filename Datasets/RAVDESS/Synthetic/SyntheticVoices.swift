import Mien
import MienAudio

/// Made voices that say RAVDESS's sentences with its emotions, without any data.
///
/// They are for trying out and for tests: pitch, energy, rate and timbre follow the emotion as the literature has it, and a
/// network learns to tell them apart; what it learns from them says nothing about people. A recording is a function of the
/// seed and its name.
public struct SyntheticVoices: Sendable {
    public static let sampleRate = 48_000

    /// The recordings, in the order of their names; ``RAVDESSRecording/file`` is the name alone.
    public let recordings: [RAVDESSRecording]
    private let seed: UInt64

    /// All 60 recordings of some speakers: for each emotion and intensity (neutral has but one) both sentences, twice.
    public init(actors: [Int] = Array(RAVDESS.actors), seed: UInt64) {
        self.seed = seed
        var names: [String] = []
        for actor in actors {
            for emotion in RAVDESS.Emotion.allCases {
                for intensity in RAVDESS.Intensity.allCases where emotion != .neutral || intensity == .normal {
                    for statement in RAVDESS.Statement.allCases {
                        names += [1, 2].map {
                            RAVDESSRecording.name(emotion, intensity, statement, repetition: $0, actor: actor)
                        }
                    }
                }
            }
        }
        recordings = names.sorted().compactMap { try? RAVDESSRecording(file: $0 + ".wav") }
    }

    public var count: Int { recordings.count }

    /// The sound of a recording.
    public func waveform(at index: Int) -> Waveform {
        let recording = recordings[index]
        let labels = [recording.emotion.rawValue, recording.intensity.rawValue, recording.statement.rawValue]
        let number = (labels + [recording.repetition, recording.actor]).reduce(0) { 100 * $0 + $1 }
        var random = RandomStream(seed: seed, purpose: .synthesis, 1, UInt64(number))
        let style = SpeakingStyle(recording.emotion, recording.intensity, &random)
        var synthesizer = VoiceSynthesizer(
            sampleRate: Self.sampleRate, Speaker(actor: recording.actor, seed: seed), style, random)
        synthesizer.say(Syllable.all(of: recording.statement))
        return Waveform(synthesizer.samples, sampleRate: Self.sampleRate)
    }
}
