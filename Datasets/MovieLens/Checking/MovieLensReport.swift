/// What films and ratings at hand are, and their faults.
///
/// ```swift
/// print(MovieLensReport(of: try MovieLensRatings(contentsOf: "ml-latest-small")))
/// ```
public struct MovieLensReport: Codable, Equatable, Sendable {
    public let source: String
    public let genuineness: Genuineness
    public let fingerprint: Fingerprint
    /// Films by genre; a film counts for each of its own.
    public let genres: [String: Int]
    /// Genres that MovieLens does not have.
    public let unknownGenres: [String]
    /// Films without genres.
    public let withoutGenres: Int
    /// Films whose title has no year.
    public let withoutYear: Int
    /// Films that nobody has rated.
    public let unrated: Int
    /// Titles, with the year, that several films bear, each once.
    public let sameTitles: [String]
    /// Ratings by stars, from half a star to five.
    public let stars: [Int]
    /// The fewest, the median and the most ratings by one user.
    public let ratingsPerUser: [Int]
    /// The first and the last rating, in seconds since 1970; none without ratings.
    public let times: [Int]

    public init(of data: MovieLensRatings) {
        (source, fingerprint) = (data.source, Fingerprint(of: data))
        genuineness = Genuineness(of: fingerprint)
        genres = Dictionary(data.films.flatMap(\.genres).map { ($0, 1) }, uniquingKeysWith: +)
        unknownGenres = genres.keys.filter { !MovieLens.genreNames.contains($0) }.sorted()
        withoutGenres = data.films.count { $0.genres.isEmpty }
        withoutYear = data.films.count { $0.year == nil }
        unrated = data.films.count - Set(data.ratings.map(\.film)).count
        let titles = Dictionary(data.films.map { ($0.fullTitle, 1) }, uniquingKeysWith: +)
        sameTitles = titles.filter { $0.value > 1 }.keys.sorted()
        var stars = [Int](repeating: 0, count: 10)
        for rating in data.ratings { stars[Int(2 * rating.stars) - 1] += 1 }
        self.stars = stars
        let counts = Dictionary(data.ratings.map { ($0.user, 1) }, uniquingKeysWith: +).values.sorted()
        ratingsPerUser = counts.isEmpty ? [] : [counts[0], counts[counts.count / 2], counts[counts.count - 1]]
        let times = data.ratings.map(\.time)
        self.times = [times.min(), times.max()].compactMap { $0 }
    }
}

extension MovieLensReport: CustomStringConvertible {
    /// Some lines of text, the verdict first.
    public var description: String {
        var lines = ["\(source): \(verdict)"]
        lines.append("  \(fingerprint.films) films, \(fingerprint.users) users, \(fingerprint.ratings) ratings")
        lines.append("  " + genres.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        lines.append("  films without genres: \(withoutGenres), without a year: \(withoutYear), unrated: \(unrated)")
        if !unknownGenres.isEmpty { lines.append("  unknown genres: \(unknownGenres.joined(separator: ", "))") }
        lines.append("  titles of several films: \(sameTitles.count)")
        for title in sameTitles { lines.append("    \(title)") }
        let counts = stars.enumerated().map { "\(Double($0 + 1) / 2) \($1)" }
        lines.append("  by stars: \(counts.joined(separator: ", "))")
        if ratingsPerUser.count == 3 {
            lines.append(
                "  a user gave \(ratingsPerUser[0]) to \(ratingsPerUser[2]) ratings, half of them at most "
                    + "\(ratingsPerUser[1])")
        }
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        switch genuineness {
        case .genuine: "the small edition of MovieLens, of 2018"
        case .other(let reason): "not the small edition of MovieLens: \(reason)"
        }
    }
}
