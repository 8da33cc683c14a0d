import FoundationEssentials
import MienTabular
import MienTraining

/// Films, and what users gave them.
public struct MovieLensRatings: Sendable, Equatable {
    /// What a user gave a film, and when.
    public struct Rating: Sendable, Hashable, Codable {
        /// The user's number in the file, from 1.
        public let user: Int
        /// The film's place in ``MovieLensRatings/films``.
        public let film: Int
        /// 0.5 … 5
        public let stars: Double
        /// In seconds since 1970, UTC.
        public let time: Int

        package init(user: Int, film: Int, stars: Double, time: Int) {
            (self.user, self.film, self.stars, self.time) = (user, film, stars, time)
        }
    }

    /// The folder that was read.
    public let source: String
    /// In the order of the file.
    public let films: [Film]
    /// In the order of the file.
    public let ratings: [Rating]

    package init(source: String, films: [Film], ratings: [Rating]) {
        (self.source, self.films, self.ratings) = (source, films, ratings)
    }

    /// Reads `movies.csv` and `ratings.csv` of a folder. Their columns may stand in any order, and others beside them.
    ///
    /// - Throws: ``MovieLensError``, with the line: also where a film stands in two rows, a rating is of a film that is not
    ///   there, or a user gave a film two ratings.
    public init(contentsOf path: String) throws(MovieLensError) {
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard Files.exists(folder) else { throw .missing(path: folder) }
        guard Files.isFolder(folder) else { throw .notAFolder(path: folder) }
        for file in [MovieLens.filmsFile, MovieLens.ratingsFile] where !Files.exists("\(folder)/\(file)") {
            throw .missing(path: "\(folder)/\(file)")
        }
        let films = try Self.films(in: "\(folder)/\(MovieLens.filmsFile)")
        let ratings = try Self.ratings(in: "\(folder)/\(MovieLens.ratingsFile)", of: films)
        self.init(source: path, films: films, ratings: ratings)
    }

    /// Whether a folder holds both files, with their columns: whether it may be tried.
    public static func isLikely(at path: String) -> Bool {
        func begins(_ file: String, _ columns: [String]) -> Bool {
            guard let table = try? Table(contentsOf: "\(path)/\(file)") else { return false }
            return Set(columns).isSubset(of: table.names)
        }
        return Files.exists("\(path)/\(MovieLens.ratingsFile)")
            && begins(MovieLens.filmsFile, ["movieId", "title", "genres"])
    }

    private static func films(in path: String) throws(MovieLensError) -> [Film] {
        let table = try Table(reading: path)
        let ids = try table.whole("movieId", in: 1...MovieLensError.greatestID)
        let (titles, genres) = (try table.required("title"), try table.required("genres"))
        var (films, lines) = ([Film](), [Int: Int]())
        films.reserveCapacity(ids.count)
        for row in ids.indices {
            let line = table.line(of: row)
            if let first = lines.updateValue(line, forKey: ids[row]) {
                throw .sameFilm(table: path, film: ids[row], first: first, second: line)
            }
            films.append(Film(id: ids[row], cell: titles[row], genres: genres[row]))
        }
        return films
    }

    private static func ratings(in path: String, of films: [Film]) throws(MovieLensError) -> [Rating] {
        let table = try Table(reading: path)
        let users = try table.whole("userId", in: 1...MovieLensError.greatestID)
        let ids = try table.whole("movieId", in: 1...MovieLensError.greatestID)
        let stars = try table.stars("rating")
        let times = try table.whole("timestamp", in: 0...MovieLensError.latestTime)
        let places = Dictionary(films.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var ratings: [Rating] = []
        var rows: [UserAndFilm: Int] = [:]
        ratings.reserveCapacity(users.count)
        rows.reserveCapacity(users.count)
        for row in users.indices {
            guard let film = places[ids[row]] else {
                throw .unknownFilm(table: path, line: table.line(of: row), film: ids[row])
            }
            if let first = rows.updateValue(row, forKey: UserAndFilm(user: users[row], film: film)) {
                throw .sameRating(
                    table: path, user: users[row], film: ids[row], first: table.line(of: first),
                    second: table.line(of: row))
            }
            ratings.append(Rating(user: users[row], film: film, stars: stars[row], time: times[row]))
        }
        return ratings
    }

    private struct UserAndFilm: Hashable {
        let user, film: Int
    }

    // MARK: - What is there

    /// The users' numbers, ascending.
    public var users: [Int] { Set(ratings.map(\.user)).sorted() }
}
