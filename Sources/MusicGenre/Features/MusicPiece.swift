import FoundationEssentials
import GTZAN
import MienTraining

/// A recording of music.
public struct MusicPiece: Sendable, Hashable {
    public let file: String
    /// What tables call it: the name of the file, for one of a folder with the folders below that.
    public let name: String

    public init(file: String, name: String? = nil) {
        self.file = file
        self.name = name ?? URL(fileURLWithPath: file).lastPathComponent
    }

    /// The genre that the file's name tells, as in `blues.00017.wav`, or else the name of the innermost folder that is one of a
    /// genre, among those of its name and the one that it lies in; nil if none does.
    public var genre: GTZAN.Genre? {
        if let clip = try? GTZANClip(file: file) { return clip.genre }
        let folders = name.split(separator: "/").dropLast().reversed().map(String.init)
        let parent = URL(fileURLWithPath: file).deletingLastPathComponent().lastPathComponent
        return (folders + [parent]).lazy.compactMap { GTZAN.Genre(name: $0) }.first
    }

    /// All recordings below a folder by the alphabet, or the one of a file.
    ///
    /// Clips of GTZAN are called by their file's name alone, as in the published table.
    ///
    /// - Throws: ``MusicGenreError`` where there is none.
    public static func all(at path: String) throws(MusicGenreError) -> [MusicPiece] {
        guard Files.exists(path) else { throw .missing(path: path) }
        guard Files.isFolder(path) else { return [MusicPiece(file: path)] }
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let pieces = names(in: folder, depth: 8).map { name in
            let file = "\(folder)/\(name)"
            return MusicPiece(file: file, name: (try? GTZANClip(file: file)) == nil ? name : nil)
        }
        if pieces.isEmpty { throw .noMusic(folder: path) }
        return pieces
    }

    /// - Parameter depth: of folders within one another; a link may lead round in a circle.
    private static func names(in folder: String, depth: Int) -> [String] {
        Files.names(in: folder).filter { !$0.hasPrefix(".") }.flatMap { name in
            if Files.isFolder("\(folder)/\(name)") {
                return depth > 0 ? names(in: "\(folder)/\(name)", depth: depth - 1).map { "\(name)/\($0)" } : []
            }
            return [".wav", ".flac", ".ogg", ".mp3"].contains { name.lowercased().hasSuffix($0) } ? [name] : []
        }
    }

    /// What the table calls a window: `song.2.mp3` is the third of a long `song.mp3`, as in GTZAN's table of three-second
    /// windows; a piece that is one window keeps its name.
    func name(ofWindow number: Int, of count: Int) -> String {
        if count == 1 { return name }
        let slash = name.lastIndex(of: "/") ?? name.startIndex
        guard let dot = name[slash...].lastIndex(of: ".") else { return "\(name).\(number)" }
        return "\(name[..<dot]).\(number)\(name[dot...])"
    }
}
