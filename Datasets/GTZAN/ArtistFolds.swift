import Mien
import MienTabular

/// A division of GTZAN's clips into three folds that keeps each artist in one, without copies and distorted clips: 948 of the
/// 1,000 (Foleis & Tavares 2020, Texture selection for automatic music genre classification; faults by
/// Sturm 2013).
///
/// The file has the columns `clip`, `genre`, `fold`, `artist`.
public struct ArtistFolds: Sendable, Equatable {
    public struct Entry: Sendable, Hashable, Codable {
        /// Such as `blues.00017`.
        public let clip: String
        /// From 1.
        public let fold: Int
        public let artist: Int

        package init(clip: String, fold: Int, artist: Int) {
            (self.clip, self.fold, self.artist) = (clip, fold, artist)
        }
    }

    public let entries: [Entry]
    private let places: [String: Int]

    package init(_ entries: [Entry]) {
        self.entries = entries
        places = Dictionary(entries.enumerated().map { ($1.clip, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The entry of a clip, by its name or its file's; nil if it was left out.
    public subscript(clip: String) -> Entry? {
        guard let name = try? GTZANClip(file: clip).name else { return nil }
        return places[name].map { entries[$0] }
    }

    /// The numbers of the folds, ascending.
    public var numbers: [Int] { Set(entries.map(\.fold)).sorted() }

    /// Reads `artist_folds.csv`.
    ///
    /// - Throws: ``GTZANError``, with the line; also where an artist is in two folds, or a clip in two rows.
    public init(contentsOf path: String) throws(GTZANError) {
        let table = try Table(reading: path)
        let (clips, genres) = (try table.required("clip"), try table.required("genre"))
        let (folds, artists) = (try table.whole("fold", from: 1), try table.whole("artist", from: 0))
        var entries: [Entry] = []
        var (lines, foldOfArtist) = ([String: Int](), [Int: Int]())
        for row in clips.indices {
            let line = table.line(of: row)
            let clip = try table.clip(clips[row], at: row, of: "clip")
            if genres[row] != clip.genre.name {
                throw .badCell(
                    table: path, line: line, column: "genre", found: genres[row], expected: clip.genre.name)
            }
            if let first = lines.updateValue(line, forKey: clip.name) {
                throw .sameRow(table: path, clip: clip.name, first: first, second: line)
            }
            if let fold = foldOfArtist.updateValue(folds[row], forKey: artists[row]), fold != folds[row] {
                throw .badCell(
                    table: path, line: line, column: "fold", found: "\(folds[row])",
                    expected: "\(fold), in which artist \(artists[row]) is before,")
            }
            entries.append(Entry(clip: clip.name, fold: folds[row], artist: artists[row]))
        }
        self.init(entries)
    }

    /// The text of such a file.
    package var text: String {
        entries.reduce(into: "clip,genre,fold,artist\n") { text, entry in
            text += "\(entry.clip),\(entry.clip.prefix { $0 != "." }),\(entry.fold),\(entry.artist)\n"
        }
    }
}
