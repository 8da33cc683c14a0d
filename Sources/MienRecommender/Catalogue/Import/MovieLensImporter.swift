import MienTabular
import MienTraining
import MovieLens

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads films from a folder of MovieLens: `movies.csv`, and `ratings.csv` if it is there.
///
/// A film's popularity is what it is now: ratings count half for every two years that they are older than the newest of all;
/// the logarithm of their sum is brought to 0 … 1. Its place in valence and arousal is that of its genres.
public struct MovieLensImporter: ItemImporter {
    public let folder: String

    static let source = "movielens"
    /// Seconds after which a rating counts half.
    private static let halfLife = 2 * 365.25 * 86_400

    public init(_ folder: String) { self.folder = folder }

    private struct Ratings {
        var count = 0.0
        var sum = 0.0
        var recent = 0.0
    }

    public func read(into sink: inout ImportSink) throws(RecommenderError) {
        let path = "\(folder)/movies.csv"
        let rows = try RowReader(path)
        let places = try rows.places(of: ["movieid", "title", "genres"])
        let ratings = ratings(&sink)
        let greatest = ratings.values.reduce(0) { max($0, $1.recent) }
        while let row = try rows.next() {
            guard let cells = row.cells else {
                sink.skip(path, line: row.line, row.fault ?? "a broken row")
                continue
            }
            guard let id = Int(cells[places[0]]), id > 0, !cells[places[1]].tidied.isEmpty else {
                sink.skip(path, line: row.line, "a film needs a whole number above 0 and a title")
                continue
            }
            var film = Self.film(Film(id: id, cell: cells[places[1]].tidied, genres: cells[places[2]]))
            if let found = ratings[Double(id)], greatest > 0 {
                film.popularity = min(1, log1p(found.recent) / log1p(greatest))
                film.features = ["ratings": found.count, "meanRating": found.sum / found.count]
            }
            try sink.add([film])
        }
    }

    private static func film(_ film: Film) -> Item {
        var item = Item(kind: .film, source: source, sourceID: "\(film.id)", title: film.title)
        (item.year, item.genres, item.affect) = (film.year, film.genres, FilmGenres.affect(of: film.genres))
        return item
    }

    /// By film. Ratings that cannot be read are told of, and none of them counts: films are found by their genres, too.
    private func ratings(_ sink: inout ImportSink) -> [Double: Ratings] {
        let path = "\(folder)/ratings.csv"
        guard Files.exists(path) else { return [:] }
        do {
            return try readRatings(path)
        } catch {
            sink.skip(path, "no rating counts (\(error))")
            return [:]
        }
    }

    private func readRatings(_ path: String) throws(TabularError) -> [Double: Ratings] {
        let table = try Table(contentsOf: path)
        let (films, ratings, times) = try (table["movieId"], table["rating"], table["timestamp"])
        let newest = times.filter(\.isFinite).max() ?? 0
        var found: [Double: Ratings] = [:]
        for row in films.indices where ratings[row].isFinite && times[row].isFinite {
            found[films[row], default: Ratings()].count += 1
            found[films[row], default: Ratings()].sum += ratings[row]
            found[films[row], default: Ratings()].recent += exp2((times[row] - newest) / Self.halfLife)
        }
        return found
    }
}
