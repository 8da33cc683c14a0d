import FoundationEssentials
import MienTraining

/// The clips of a data set that are at hand, in the order of their names.
public struct GTZANClips: Sendable {
    /// The folder that was read.
    public let source: String
    public let clips: [GTZANClip]

    package init(source: String, _ clips: [GTZANClip]) { (self.source, self.clips) = (source, clips) }

    /// Lists a folder of `blues` … `rock`, of which some may be missing, with WAV or FLAC files; one of them; or a folder of
    /// such files. Where these lie one deeper, as in `genres_original`, they are found there.
    ///
    /// - Throws: ``GTZANError``, with the file.
    public init(contentsOf path: String) throws(GTZANError) {
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard Files.exists(folder) else { throw .missing(path: folder) }
        guard Files.isFolder(folder) else { throw .notAFolder(path: folder) }
        var clips: [GTZANClip] = []
        for (file, genre) in try Self.files(in: folder) {
            let clip = try GTZANClip(file: file)
            if let genre, genre != clip.genre { throw .wrongGenre(file: file, found: clip.genre, expected: genre) }
            clips.append(clip)
        }
        clips.sort { $0.place < $1.place }
        for (first, second) in zip(clips, clips.dropFirst()) where first.place == second.place {
            throw .sameClip(first: first.file, second: second.file)
        }
        self.init(source: path, clips)
    }

    /// Whether a folder holds, at its top or one deeper, folders of genres or clips: whether it may be tried.
    public static func isLikely(at path: String) -> Bool {
        func isOne(_ folder: String) -> Bool {
            let names = Files.names(in: folder)
            return names.contains { (try? GTZANClip(file: $0)) != nil && isRecording($0) }
                || names.contains { GTZAN.Genre(name: $0) != nil && !recordings(in: "\(folder)/\($0)").isEmpty }
        }
        return isOne(path) || Files.names(in: path).contains { isOne("\(path)/\($0)") }
    }

    /// All recordings below a folder, with the genre whose folder they lie in.
    private static func files(in folder: String) throws(GTZANError) -> [(String, genre: GTZAN.Genre?)] {
        let names = Files.names(in: folder).filter { !$0.hasPrefix(".") }
        let genres = names.filter { GTZAN.Genre(name: $0) != nil && Files.isFolder("\(folder)/\($0)") }
        let sorted = genres.flatMap { name in
            recordings(in: "\(folder)/\(name)").map { ($0, GTZAN.Genre(name: name)) }
        }
        if !sorted.isEmpty { return sorted }
        let own = recordings(in: folder)
        if !own.isEmpty {
            let genre = GTZAN.Genre(name: URL(fileURLWithPath: folder).lastPathComponent)
            return own.map { ($0, genre) }
        }
        let deeper = names.filter { isLikelyFolder("\(folder)/\($0)") }
        guard deeper.count == 1 else { throw .unknownLayout(folder: folder, found: names) }
        return try files(in: "\(folder)/\(deeper[0])")
    }

    private static func isLikelyFolder(_ folder: String) -> Bool {
        !recordings(in: folder).isEmpty
            || Files.names(in: folder).contains {
                GTZAN.Genre(name: $0) != nil && !recordings(in: "\(folder)/\($0)").isEmpty
            }
    }

    private static func recordings(in folder: String) -> [String] {
        Files.names(in: folder).filter { !$0.hasPrefix(".") && isRecording($0) }.map { "\(folder)/\($0)" }
    }

    private static func isRecording(_ name: String) -> Bool {
        [".wav", ".flac"].contains { name.lowercased().hasSuffix($0) }
    }

    // MARK: - What is there

    public var count: Int { clips.count }

    /// The genre of each clip, as a number.
    public var labels: [Int] { clips.map(\.genre.rawValue) }

    public var classNames: [String] { GTZAN.Genre.allCases.map(\.name) }
}
