import MienTabular
import MienTraining

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

    /// Seconds after which a rating counts half.
    private static let halfLife = 2 * 365.25 * 86_400
    private static let noGenre = "(no genres listed)"

    public init(_ folder: String) { self.folder = folder }

    private struct Ratings {
        var count = 0.0
        var sum = 0.0
        var recent = 0.0
    }

    public func read(into sink: inout ImportSink) throws(RecommenderError) {
        let films: [Item]
        do throws(TabularError) {
            films = try read()
        } catch {
            throw .table(error)
        }
        try sink.add(films)
    }

    private func read() throws(TabularError) -> [Item] {
        let movies = try Table(contentsOf: "\(folder)/movies.csv")
        let (ids, titles, genres) = try (movies["movieId"], movies.labels("title"), movies.labels("genres"))
        let ratings = Files.exists("\(folder)/ratings.csv") ? try self.ratings() : [:]
        let greatest = ratings.values.reduce(0) { max($0, $1.recent) }
        return ids.indices.map { row in
            let (title, year) = Self.parted(titles[row].tidied)
            let id = Int(exactly: ids[row]).map { "\($0)" } ?? titles[row]
            var film = Item(kind: .film, source: "movielens", sourceID: id, title: title)
            film.year = year
            film.genres = genres[row].split(separator: "|").map(String.init).filter { $0 != Self.noGenre }
            film.affect = FilmGenres.affect(of: film.genres)
            if let found = ratings[ids[row]], greatest > 0 {
                film.popularity = min(1, log1p(found.recent) / log1p(greatest))
                film.features = ["ratings": found.count, "meanRating": found.sum / found.count]
            }
            return film
        }
    }

    private func ratings() throws(TabularError) -> [Double: Ratings] {
        let table = try Table(contentsOf: "\(folder)/ratings.csv")
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

    /// `Toy Story (1995)` in two.
    private static func parted(_ title: String) -> (title: String, year: Int?) {
        guard title.hasSuffix(")"), let open = title.lastIndex(of: "("),
            let year = Int(title[title.index(after: open)...].dropLast()), (1800...2200).contains(year)
        else { return (title, nil) }
        return (String(title[..<open]).trimmed, year)
    }
}
