/// What likes, plays and skips say of items, artists and genres.
///
/// A like counts 1, a play 0.3, a skip -1. What an artist's items were given is shrunk towards nothing as long as there is
/// little of it: sum / (count + 2).
struct Taste {
    /// From -1 to 1, by items' numbers.
    private(set) var items: [Int64: Float] = [:]
    private var artists: [Int32: Sum] = [:]
    private var genres: [Int32: Sum] = [:]

    /// An item's own feedback counts most, its genre's least.
    private static let shares: (item: Float, artist: Float, genre: Float) = (0.6, 0.3, 0.1)

    /// Of somebody who has said nothing.
    init() {}

    init(_ feedback: [Feedback], _ columns: ItemColumns) {
        for entry in feedback {
            if let row = columns.row(of: entry.item) { add(entry.reaction, row, columns) }
        }
    }

    mutating func add(_ reaction: Reaction, _ row: Int, _ columns: ItemColumns) {
        let value: Float = reaction == .like ? 1 : reaction == .play ? 0.3 : -1
        let item = columns.ids[row]
        items[item] = max(-1, min(1, items[item, default: 0] + value))
        for artist in columns.artists[row] { artists[artist, default: Sum()].add(value) }
        for genre in columns.genres[row] { genres[genre, default: Sum()].add(value) }
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
        let general = generalScores(columns)
        return columns.ids.indices.map { (items[columns.ids[$0]] ?? 0) * Self.shares.item + general[$0] }
    }

    /// The same without what was said of the item itself.
    func generalScores(_ columns: ItemColumns) -> [Float] {
        if items.isEmpty { return [Float](repeating: 0, count: columns.count) }
        let byArtists = columns.artists.map { set in mean(set, artists) * Self.shares.artist }
        let byGenres = columns.genres.map { set in mean(set, genres) * Self.shares.genre }
        return columns.ids.indices.map { row in
            byArtists[Int(columns.artists.codes[row])] + byGenres[Int(columns.genres.codes[row])]
        }
    }

    /// The same of one item.
    func general(_ row: Int, _ columns: ItemColumns) -> Float {
        mean(columns.artists[row], artists) * Self.shares.artist + mean(columns.genres[row], genres) * Self.shares.genre
    }

    private func mean(_ set: [Int32], _ values: [Int32: Sum]) -> Float {
        set.isEmpty ? 0 : set.reduce(0) { $0 + (values[$1]?.shrunk ?? 0) } / Float(set.count)
    }
}
