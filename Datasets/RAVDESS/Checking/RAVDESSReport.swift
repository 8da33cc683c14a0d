import Mien
import MienAudio

/// What a RAVDESS data set at hand is: who and what is there, and its faults.
///
/// ```swift
/// print(try RAVDESSReport(of: RAVDESSRecordings(contentsOf: "ravdess")))
/// ```
public struct RAVDESSReport: Codable, Equatable, Sendable {
    public let source: String
    public let recordings: Int
    /// Recordings by emotion.
    public let emotions: [String: Int]
    public let missingActors: [Int]
    /// Actors of whom some recordings are there, and how many.
    public let incompleteActors: [Int: Int]
    /// The published speaker-independent folds that can be measured.
    public let completeFolds: [Int]
    /// Recordings by rate, in hertz.
    public let sampleRates: [Int: Int]
    /// In seconds, of all recordings together.
    public let duration: Double
    /// Recordings of more than one channel.
    public let severalChannels: [String]
    /// Groups of recordings with the same sound.
    public let copies: [[String]]
    /// Video and song, which are left out.
    public let otherFiles: Int

    /// Listens to every recording: some seconds for the whole data set.
    ///
    /// - Throws: `AudioError`, with the recording that cannot be read.
    public init(of data: RAVDESSRecordings) throws(AudioError) {
        let sounds = try parallelMap(data.count) { index throws(AudioError) in
            try SoundSummary(data.recordings[index].file)
        }
        source = data.source
        recordings = data.count
        emotions = Dictionary(data.recordings.map { ($0.emotion.name, 1) }, uniquingKeysWith: +)
        let counts = Dictionary(data.recordings.map { ($0.actor, 1) }, uniquingKeysWith: +)
        missingActors = RAVDESS.actors.filter { counts[$0] == nil }
        incompleteActors = counts.filter { $0.value < RAVDESS.recordingsPerActor }
        completeFolds = RAVDESS.SpeakerFold.all.filter { $0.isComplete(with: data.actors) }.map(\.number)
        sampleRates = Dictionary(sounds.map { ($0.sampleRate, 1) }, uniquingKeysWith: +)
        duration = sounds.reduce(0) { $0 + $1.duration }
        severalChannels = data.recordings.indices.filter { sounds[$0].channels > 1 }.map { data.recordings[$0].file }
        let groups = Dictionary(grouping: data.recordings.indices, by: { sounds[$0].hash }).values
        copies = groups.filter { $0.count > 1 }.map { $0.map { data.recordings[$0].file } }.sorted { $0[0] < $1[0] }
        otherFiles = data.otherFiles
    }
}

extension RAVDESSReport: CustomStringConvertible {
    /// Some lines of text, the verdict first.
    public var description: String {
        let all = RAVDESS.actors.count * RAVDESS.recordingsPerActor
        var lines = [
            recordings == all
                ? "\(source): all \(all) recordings of RAVDESS's speech"
                : "\(source): \(recordings) of the \(all) recordings of RAVDESS's speech"
        ]
        lines.append("  " + emotions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        if !missingActors.isEmpty { lines.append("  missing actors: \(list(missingActors))") }
        for (actor, count) in incompleteActors.sorted(by: { $0.key < $1.key }) {
            lines.append("  actor \(actor): \(count) of \(RAVDESS.recordingsPerActor) recordings")
        }
        lines.append("  speaker-independent folds that can be measured: \(list(completeFolds))")
        let rates = sampleRates.sorted { $0.value > $1.value }.map { "\($0.value) at \($0.key) Hz" }
        lines.append("  \(Int((duration / 60).rounded())) minutes; \(rates.joined(separator: ", "))")
        lines.append("  with several channels: \(severalChannels.count)")
        for file in severalChannels { lines.append("    \(file)") }
        lines.append("  groups of the same recording: \(copies.count)")
        for group in copies { lines.append("    \(group.joined(separator: " = "))") }
        if otherFiles > 0 { lines.append("  video and song, left out: \(otherFiles)") }
        return lines.joined(separator: "\n")
    }

    private func list(_ numbers: [Int]) -> String {
        numbers.isEmpty ? "none" : numbers.map(String.init).joined(separator: ", ")
    }
}
