import Mien
import MienAudio

/// What clips at hand are: which are there, and their faults.
///
/// ```swift
/// print(GTZANReport(of: try GTZANClips(contentsOf: "genres_original")))
/// ```
public struct GTZANReport: Codable, Equatable, Sendable {
    /// A clip that cannot be read.
    public struct Unreadable: Codable, Equatable, Sendable {
        public let clip: String
        public let reason: String
    }

    public let source: String
    public let clips: Int
    /// Clips by genre.
    public let genres: [String: Int]
    /// Clips that can be read, by rate in hertz.
    public let sampleRates: [Int: Int]
    /// In seconds, of all clips that can be read.
    public let duration: Double
    /// Clips of more than one channel.
    public let severalChannels: [String]
    public let unreadable: [Unreadable]
    /// Groups of clips with the same sound.
    public let copies: [[String]]
    /// The pairs among ``GTZAN/knownCopies`` of which both are there.
    public let knownCopies: [GTZAN.Copy]

    /// Listens to every clip: some seconds for the whole data set.
    public init(of data: GTZANClips) {
        let sounds = parallelMap(data.count) { index in
            do throws(AudioError) {
                return Result<SoundSummary, AudioError>.success(try SoundSummary(data.clips[index].file))
            } catch {
                return .failure(error)
            }
        }
        var heard: [(clip: GTZANClip, sound: SoundSummary)] = []
        var unreadable: [Unreadable] = []
        for (clip, sound) in zip(data.clips, sounds) {
            switch sound {
            case .success(let sound): heard.append((clip, sound))
            case .failure(let error): unreadable.append(Unreadable(clip: clip.name, reason: "\(error)"))
            }
        }
        source = data.source
        clips = data.count
        genres = Dictionary(data.clips.map { ($0.genre.name, 1) }, uniquingKeysWith: +)
        sampleRates = Dictionary(heard.map { ($0.sound.sampleRate, 1) }, uniquingKeysWith: +)
        duration = heard.reduce(0) { $0 + $1.sound.duration }
        severalChannels = heard.filter { $0.sound.channels > 1 }.map(\.clip.name)
        self.unreadable = unreadable
        let groups = Dictionary(grouping: heard, by: \.sound.hash).values
        copies = groups.filter { $0.count > 1 }.map { $0.map(\.clip.name) }.sorted { $0[0] < $1[0] }
        let names = Set(data.clips.map(\.name))
        knownCopies = GTZAN.knownCopies.filter { names.contains($0.first) && names.contains($0.second) }
    }
}

extension GTZANReport: CustomStringConvertible {
    /// Some lines of text, the verdict first.
    public var description: String {
        let all = GTZAN.Genre.allCases.count * GTZAN.numbers.count
        var lines = [
            clips == all ? "\(source): all \(all) clips of GTZAN" : "\(source): \(clips) of the \(all) clips of GTZAN"
        ]
        lines.append("  " + genres.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        let rates = sampleRates.sorted { $0.value > $1.value }.map { "\($0.value) at \($0.key) Hz" }
        lines.append("  " + (["\(Int((duration / 60).rounded())) minutes"] + rates).joined(separator: "; "))
        if !severalChannels.isEmpty {
            lines.append("  with several channels: \(severalChannels.joined(separator: ", "))")
        }
        lines.append("  that cannot be read: \(unreadable.count)")
        for fault in unreadable { lines.append("    \(fault.clip): \(fault.reason)") }
        lines.append("  groups of the same recording: \(copies.count)")
        for group in copies { lines.append("    \(group.joined(separator: " = "))") }
        lines.append("  pairs known to be copies: \(knownCopies.count)")
        for pair in knownCopies {
            lines.append("    \(pair.first) = \(pair.second)\(pair.isContradiction ? ", of two genres" : "")")
        }
        return lines.joined(separator: "\n")
    }
}
