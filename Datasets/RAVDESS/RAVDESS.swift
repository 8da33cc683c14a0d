/// The speech part of the Ryerson Audio-Visual Database of Emotional Speech and Song (Livingstone & Russo 2018,
/// doi:10.1371/journal.pone.0196391): 1,440 recordings, 24 actors who say two sentences with eight emotions.
///
/// ```swift
/// let speech = try RAVDESSRecordings(contentsOf: "ravdess")
/// let strangers = speech.indices(of: RAVDESS.SpeakerFold.all[0].testActors)
/// ```
public enum RAVDESS {
    /// The eight emotions, in the alphabetical order that numbers the labels: angry 0 … surprised 7.
    ///
    /// File names count differently (``code``); every loader of this target gives labels of this order.
    public enum Emotion: Int, CaseIterable, Codable, Sendable {
        case angry, calm, disgust, fearful, happy, neutral, sad, surprised

        /// The class name: `angry`, `calm`, `disgust`, `fearful`, `happy`, `neutral`, `sad`, `surprised`.
        public var name: String { "\(self)" }

        /// The number in a file name: 1 neutral, 2 calm, 3 happy, 4 sad, 5 angry, 6 fearful, 7 disgust, 8 surprised.
        public var code: Int { (Self.codeOrder.firstIndex(of: self) ?? 0) + 1 }

        /// The emotion with a number of file names, or nil if there is none.
        public init?(code: Int) {
            guard Self.codeOrder.indices.contains(code - 1) else { return nil }
            self = Self.codeOrder[code - 1]
        }

        private static let codeOrder: [Self] = [.neutral, .calm, .happy, .sad, .angry, .fearful, .disgust, .surprised]
    }

    public enum Sex: String, CaseIterable, Codable, Sendable {
        case female, male
    }

    /// What is recorded.
    public enum Modality: Int, CaseIterable, Codable, Sendable {
        case audioAndVideo = 1
        case video, audio
    }

    public enum VocalChannel: Int, CaseIterable, Codable, Sendable {
        case speech = 1
        case song
    }

    /// How strong the emotion is; neutral has no strong form.
    public enum Intensity: Int, CaseIterable, Codable, Sendable {
        case normal = 1
        case strong
    }

    /// What is said.
    public enum Statement: Int, CaseIterable, Codable, Sendable {
        /// "Kids are talking by the door."
        case kids = 1
        /// "Dogs are sitting by the door."
        case dogs
    }

    /// The numbers of all actors: odd ones are men, even ones women.
    public static let actors = 1...24

    /// Recordings of each actor.
    public static let recordingsPerActor = 60
}
