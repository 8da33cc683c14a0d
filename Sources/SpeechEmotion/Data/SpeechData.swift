import Mien
import MienAudio
import MienTraining
import RAVDESS

/// The recordings that a training or an evaluation uses, and what to say of them.
public struct SpeechData: Sendable {
    /// The folder they come from, or what they are.
    public let source: String
    /// Who says what, how; in the order of their names.
    public let recordings: [RAVDESSRecording]
    /// What the reader should know before believing a number.
    public let remarks: [String]
    /// Whether nobody spoke them.
    public let isSynthetic: Bool
    private let sound: @Sendable (Int) throws(AudioError) -> Waveform

    /// - Parameters:
    ///   - path: a folder of `Actor_NN` with WAV or FLAC files; nil makes synthetic voices.
    ///   - seed: of the made voices.
    public init(_ path: String?, seed: UInt64) throws(RAVDESSError) {
        isSynthetic = path == nil
        guard let path else {
            let voices = SyntheticVoices(actors: Array(1...8), seed: seed)
            source = "synthetic voices, seed \(seed)"
            recordings = voices.recordings
            remarks = ["Synthetic voices: made by Mien, not recordings. Give --data for a real result."]
            sound = { voices.waveform(at: $0) }
            return
        }
        let found = try RAVDESSRecordings(contentsOf: path)
        (source, recordings) = (found.source, found.recordings)
        remarks = Self.remarks(on: found)
        sound = { (index) throws(AudioError) in try Waveform(contentsOf: found.recordings[index].file) }
    }

    /// The data's faults that bear on a result.
    private static func remarks(on found: RAVDESSRecordings) -> [String] {
        let missing = RAVDESS.actors.filter { !found.actors.contains($0) }
        let expected = RAVDESS.actors.count * RAVDESS.recordingsPerActor
        if found.count == expected { return [] }
        var remark = "\(found.count) of RAVDESS's \(expected) recordings are there"
        if !missing.isEmpty { remark += "; actors \(missing.map(String.init).joined(separator: ", ")) are missing" }
        return [remark + "."]
    }

    public var count: Int { recordings.count }

    /// The emotion of each recording, as a number.
    public var labels: [Int] { recordings.map(\.emotion.rawValue) }

    public var classNames: [String] { RAVDESS.Emotion.allCases.map(\.name) }

    /// The actors of whom there is a recording.
    public var actors: [Int] { Set(recordings.map(\.actor)).sorted() }

    /// The sound of a recording.
    public func waveform(at index: Int) throws(AudioError) -> Waveform { try sound(index) }

    /// The numbers of the recordings of some actors.
    public func indices(of actors: [Int]) -> [Int] {
        recordings.indices.filter { actors.contains(recordings[$0].actor) }
    }

    /// What `make` gives for the sound of some recordings, in order; made on all threads.
    ///
    /// - Parameters:
    ///   - places: the recordings' numbers; all if not given.
    ///   - progress: where to show how far the work is.
    func mapInParallel<Value: Sendable>(
        _ places: [Int]? = nil, on progress: any ProgressReporter, _ make: @Sendable (Waveform) -> Value
    ) throws(AudioError) -> [Value] {
        let places = places ?? Array(0..<count)
        return try parallelMap(places.count, title: "Features", on: progress) { index throws(AudioError) in
            make(try waveform(at: places[index]))
        }
    }
}
