/// What likes, plays and skips say of items, artists and genres.
///
/// A like counts 1, a play 0.3, a skip -1. What an artist's items were given is shrunk towards nothing as long as there is
/// little of it: sum / (count + 2).
struct Taste {
    /// From -1 to 1, by items' numbers.
    private(set) var items: [Int64: Float] = [:]
    private(set) var artists: [Int32: Float] = [:]
    private(set) var genres: [Int32: Float] = [:]

    /// An item's own feedback counts most, its genre's least.
    private static let shares: (item: Float, artist: Float, genre: Float) = (0.6, 0.3, 0.1)

    init(_ feedback: [Feedback], _ columns: ItemColumns) {
        if feedback.isEmpty { return }
        let rows = Dictionary(zip(columns.ids, columns.ids.indices), uniquingKeysWith: { first, _ in first })
        var (ofItems, ofArtists, ofGenres) = ([Int64: Sum](), [Int32: Sum](), [Int32: Sum]())
        for entry in feedback {
            guard let row = rows[entry.item] else { continue }
            let value: Float = entry.kind == .like ? 1 : entry.kind == .play ? 0.3 : -1
            ofItems[entry.item, default: Sum()].add(value)
            for artist in columns.artists[row] { ofArtists[artist, default: Sum()].add(value) }
            for genre in columns.genres[row] { ofGenres[genre, default: Sum()].add(value) }
        }
        items = ofItems.mapValues { max(-1, min(1, $0.sum)) }
        artists = ofArtists.mapValues(\.shrunk)
        genres = ofGenres.mapValues(\.shrunk)
    }

    private struct Sum {
        var sum: Float = 0
        var count: Float = 0

        mutating func add(_ value: Float) {
            sum += value
            count += 1
        }

        var shrunk: Float { sum / (count + 2) }
    }

    /// For each item of the columns a number from -1 to 1.
    func scores(_ columns: ItemColumns) -> [Float] {
        if items.isEmpty { return [Float](repeating: 0, count: columns.count) }
        let byArtists = columns.artists.map { set in mean(set, artists) * Self.shares.artist }
        let byGenres = columns.genres.map { set in mean(set, genres) * Self.shares.genre }
        return columns.ids.indices.map { row in
            (items[columns.ids[row]] ?? 0) * Self.shares.item + byArtists[Int(columns.artists.codes[row])]
                + byGenres[Int(columns.genres.codes[row])]
        }
    }

    private func mean(_ set: [Int32], _ values: [Int32: Float]) -> Float {
        set.isEmpty ? 0 : set.reduce(0) { $0 + (values[$1] ?? 0) } / Float(set.count)
    }
}
