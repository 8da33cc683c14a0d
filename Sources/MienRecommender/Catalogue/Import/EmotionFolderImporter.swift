import MienTraining
import MusicGenre

/// Reads songs from a folder with a folder for each emotion, as paper 002's library has it: `happy/…`, `sad/…`. A song's mood
/// and place are those of its folder, so nothing is listened to.
public struct EmotionFolderImporter: ItemImporter {
    public let folder: String
    public let table: EmotionTable

    /// - Parameters:
    ///   - folder: that holds the emotions' folders.
    ///   - table: says which emotions there are, and where they lie.
    public init(_ folder: String, table: EmotionTable = .standard) { (self.folder, self.table) = (folder, table) }

    /// Whether a folder holds one that is called as an emotion.
    public static func isLikely(at folder: String, table: EmotionTable = .standard) -> Bool {
        Files.names(in: folder).contains { table[$0] != nil && Files.isFolder("\(folder)/\($0)") }
    }

    public func read(into sink: inout ImportSink) throws(RecommenderError) {
        guard Files.exists(folder) else { throw .missing(path: folder) }
        guard Self.isLikely(at: folder, table: table) else { throw .noEmotions(folder: folder, known: table.names) }
        for name in Files.names(in: folder) where Files.isFolder("\(folder)/\(name)") && !name.hasPrefix(".") {
            let items: [Item]
            guard let emotion = table.name(of: name), let affect = table[emotion] else {
                sink.skip("\(folder)/\(name)", "no emotion is called so")
                continue
            }
            do throws(MusicGenreError) {
                items = try MusicPiece.all(at: "\(folder)/\(name)").map { song($0.file, emotion, affect) }
            } catch {
                sink.skip("\(folder)/\(name)", "\(error)")
                continue
            }
            try sink.add(items)
        }
    }

    private func song(_ file: String, _ emotion: String, _ affect: Affect) -> Item {
        let name = SongName(path: file)
        let path = absolutePath(file)
        var item = Item(kind: .music, source: "emotions", sourceID: path, title: name.title)
        (item.artists, item.location) = (name.artists, path)
        (item.affect, item.mood, item.isMoodGiven) = (affect, emotion, true)
        return item
    }
}
