import FoundationEssentials
import Mien
import MienAudio
import MienTraining

/// The recordings of a data set that are at hand, in the order of their names.
public struct RAVDESSRecordings: Sendable {
    /// The folder that was read; for made voices what they are.
    public let source: String
    public let recordings: [RAVDESSRecording]
    /// Files that were left out: video, and song.
    public let otherFiles: Int

    package init(source: String, _ recordings: [RAVDESSRecording], otherFiles: Int = 0) {
        self.source = source
        self.recordings = recordings
        self.otherFiles = otherFiles
    }

    /// Lists a folder of `Actor_01` … `Actor_24`, of which some may be missing, with WAV or FLAC files; or one of them. Where
    /// the folders lie one deeper, as in some copies, they are found there.
    ///
    /// - Throws: ``RAVDESSError``, with the file.
    public init(contentsOf path: String) throws(RAVDESSError) {
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard Files.exists(folder) else { throw .missing(path: folder) }
        guard Files.isFolder(folder) else { throw .notAFolder(path: folder) }
        var (recordings, others) = ([RAVDESSRecording](), 0)
        for (file, actor) in try Self.files(in: folder) {
            let recording = try RAVDESSRecording(file: file)
            if let actor, actor != recording.actor {
                throw .wrongActor(file: file, found: recording.actor, expected: actor)
            }
            if recording.modality == .audio && recording.channel == .speech {
                recordings.append(recording)
            } else {
                others += 1
            }
        }
        if recordings.isEmpty { throw .noSpeech(folder: folder) }
        recordings.sort { $0.order < $1.order }
        for (first, second) in zip(recordings, recordings.dropFirst()) where first.order == second.order {
            throw .sameRecording(first: first.file, second: second.file)
        }
        self.init(source: path, recordings, otherFiles: others)
    }

    /// Whether a folder holds, at its top or one deeper, folders of actors or recordings: whether it may be tried.
    public static func isLikely(at path: String) -> Bool {
        func isOne(_ folder: String) -> Bool {
            Files.names(in: folder).contains { name in
                actor(ofFolder: name) != nil || [".wav", ".flac"].contains { name.lowercased().hasSuffix($0) }
            }
        }
        return isOne(path) || Files.names(in: path).contains { isOne("\(path)/\($0)") }
    }

    /// All recordings below a folder, with the actor whose folder they lie in.
    private static func files(in folder: String) throws(RAVDESSError) -> [(String, actor: Int?)] {
        let names = Files.names(in: folder).filter { !$0.hasPrefix(".") }
        let actors = names.filter { Self.actor(ofFolder: $0) != nil && Files.isFolder("\(folder)/\($0)") }
        if !actors.isEmpty {
            return actors.flatMap { name in
                recordings(in: "\(folder)/\(name)").map { ($0, Self.actor(ofFolder: name)) }
            }
        }
        let own = recordings(in: folder)
        if !own.isEmpty {
            let actor = Self.actor(ofFolder: URL(fileURLWithPath: folder).lastPathComponent)
            return own.map { ($0, actor) }
        }
        let deeper = names.filter { name in
            Files.names(in: "\(folder)/\(name)").contains { Self.actor(ofFolder: $0) != nil }
        }
        guard deeper.count == 1 else { throw .unknownLayout(folder: folder, found: names) }
        return try files(in: "\(folder)/\(deeper[0])")
    }

    private static func recordings(in folder: String) -> [String] {
        Files.names(in: folder).filter { name in
            !name.hasPrefix(".") && [".wav", ".flac"].contains { name.lowercased().hasSuffix($0) }
        }.map { "\(folder)/\($0)" }
    }

    private static func actor(ofFolder name: String) -> Int? {
        let parts = name.lowercased().split(separator: "_")
        guard parts.count == 2, parts[0] == "actor", let number = Int(parts[1]) else { return nil }
        return number
    }

    // MARK: - What is there

    public var count: Int { recordings.count }

    /// The emotion of each recording, as a number.
    public var labels: [Int] { recordings.map(\.emotion.rawValue) }

    public var classNames: [String] { RAVDESS.Emotion.allCases.map(\.name) }

    /// The actors of whom there is a recording.
    public var actors: [Int] { Set(recordings.map(\.actor)).sorted() }

    /// The numbers of the recordings of some actors.
    public func indices(of actors: [Int]) -> [Int] {
        recordings.indices.filter { actors.contains(recordings[$0].actor) }
    }

    /// Some of the recordings, by their numbers.
    public func selecting(_ indices: [Int]) -> RAVDESSRecordings {
        RAVDESSRecordings(source: source, indices.map { recordings[$0] }, otherFiles: otherFiles)
    }
}

extension RAVDESSRecording {
    /// The seven fields as a number: the alphabetical order of file names.
    fileprivate var order: Int {
        let fields = [
            modality.rawValue, channel.rawValue, emotion.code, intensity.rawValue, statement.rawValue, repetition,
            actor,
        ]
        return fields.reduce(0) { 100 * $0 + $1 }
    }
}
